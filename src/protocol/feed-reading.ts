import { z } from 'zod';
import { isPlainJson } from '../domain/base/json-text.ts';
import type { Hash } from '../domain/journal/journal-entry.ts';
import { sumOf } from './reply-check.ts';
import type { Cursor } from './wire.ts';

/** A feed of the district, as its reader needs it. */
interface Feed<Page> {
  readonly page: z.ZodType<Page>;
  /** Where its rows stand in a page. */
  readonly rows: string;
  /** A row as this release reads it; undefined for one that only a newer release understands. */
  readonly readRow: (row: unknown) => unknown;
}

/** An entry has 32 levels at most. */
const DEPTH_MAX = 64;

const RawPage = z.looseObject({ check: z.string().optional() });

/**
 * Reads a page of a feed as any release of the district may have made it. The sum must fit the page as it came, with the
 * fields that this release does not know, or what this release knows of it: a newer district may count either. A row that
 * arrived as it was sent and that this release cannot read is passed over, so that it does not stop what comes after it.
 */
export function feedPage<Page extends { readonly check?: Hash | undefined }>(
  feed: Feed<Page>,
  asked: Cursor | null,
): z.ZodType<Page> {
  return z.unknown().transform((json, context) => {
    const page = readPage(feed, asked, json);
    if (page !== null) return page;
    context.addIssue('not a page of the district, or one that its own sum does not fit');
    return z.NEVER;
  });
}

function readPage<Page extends { readonly check?: Hash | undefined }>(
  { page: schema, rows: name, readRow }: Feed<Page>,
  asked: Cursor | null,
  json: unknown,
): Page | null {
  const raw = RawPage.safeParse(json);
  if (!raw.success || !isPlainJson(json, DEPTH_MAX)) return null;
  const rows = raw.data[name];
  const readable = Array.isArray(rows) ? rows.map(readRow).filter((row) => row !== undefined) : rows;
  const read = schema.safeParse({ ...raw.data, [name]: readable });
  if (!read.success) return null;
  const { check, serverTimeMs: _, ...told } = raw.data;
  const { epoch, cursor, more } = told;
  const asSent = { epoch, cursor, more, [name]: rows };
  const known = new Map(Object.entries(read.data)).get(name);
  // Only the sum of the whole page counts a row that was passed over.
  const isWhole = Array.isArray(rows) && Array.isArray(readable) && rows.length === readable.length;
  const pages = [told, asSent, ...(isWhole ? [{ ...asSent, [name]: known }] : [])];
  const sums = () => pages.map((page) => sumOf({ asked, ...page }));
  return check === undefined || sums().includes(check) ? read.data : null;
}

/** Reads a row by its schema: fields that it does not know are left out. */
export function rowOf(schema: z.ZodType): (row: unknown) => unknown {
  return (row) => schema.safeParse(row).data;
}
