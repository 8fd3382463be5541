import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { fieldsOfRow } from './row-fields.ts';

/**
 * A backup is gzip over lines of JSON: a head, then each table with its rows as the database wrote them, then the
 * manifest. The manifest has the hash of all lines before it, so a file that is cut or altered is known as such.
 */
const FORMAT = 'talent-card-backup-1';
/** Lines that are no rows begin with it; no JSON does. */
const MARK = '#';

const BackupHead = z.object({
  format: z.literal(FORMAT),
  madeAtMs: z.int(),
  /** The release that made it. */
  version: z.string(),
  /** The last migration that its tables have. */
  schema: z.string(),
  districtName: z.string(),
  epoch: z.string(),
});
export type BackupHead = Omit<z.infer<typeof BackupHead>, 'format'>;

export const BackupManifest = BackupHead.extend({
  /** Rows by table. */
  tables: z.record(z.string(), z.int().min(0)),
  /** SHA-256 of all lines before this one, in hexadecimal. */
  sha256: z.string(),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

const TableLine = z.object({ table: z.string(), columns: z.array(z.string()) });
const ManifestLine = z.object({ manifest: BackupManifest });

export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Each row as a JSON object. */
  readonly rows: AsyncIterable<string>;
}

/** Writes the file, for its owner alone, and flushes it. What is there under this name is lost. */
export async function writeBackup(
  file: string,
  head: BackupHead,
  tables: AsyncIterable<BackupTable>,
): Promise<BackupManifest> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let manifest: BackupManifest | null = null;

  async function* lines(): AsyncGenerator<string> {
    yield hashed(MARK + JSON.stringify({ format: FORMAT, ...head }));
    for await (const { name, columns, rows } of tables) {
      yield hashed(MARK + JSON.stringify({ table: name, columns }));
      let count = 0;
      for await (const row of rows) {
        count += 1;
        yield hashed(row);
      }
      counts[name] = count;
    }
    manifest = { format: FORMAT, ...head, tables: counts, sha256: hash.digest('hex') };
    yield `${MARK}${JSON.stringify({ manifest })}\n`;
  }

  function hashed(line: string): string {
    const text = `${line}\n`;
    hash.update(text);
    return text;
  }

  await pipeline(lines, createGzip(), createWriteStream(file, { mode: 0o600, flush: true }));
  if (manifest === null) throw new Error('a backup has a manifest');
  return manifest;
}

/**
 * Why a file is no good backup.
 *
 * - `not-a-backup`: it is something else.
 * - `cut`: its end is missing.
 * - `altered`: it is not what was written.
 */
export interface BackupFault {
  readonly kind: 'not-a-backup' | 'cut' | 'altered';
  readonly message: string;
}

export type BackupReading =
  | { readonly ok: true; readonly manifest: BackupManifest }
  | { readonly ok: false; readonly fault: BackupFault };

/** Reads the file to its end and checks it, before anything of it is used. Rejects if the disk does not give it. */
export async function verifyBackup(file: string): Promise<BackupReading> {
  const hash = createHash('sha256');
  const counts = new Map<string, number>();
  let table: z.infer<typeof TableLine> | null = null;
  let manifest: BackupManifest | null = null;
  let isFirst = true;
  try {
    for await (const line of linesOf(file)) {
      if (isFirst && !BackupHead.safeParse(markedOf(line)).success) return fault('not-a-backup', 'no head');
      isFirst = false;
      if (manifest !== null) return fault('altered', 'more after the manifest');
      const marked = markedOf(line);
      const ended = ManifestLine.safeParse(marked);
      if (ended.success) {
        manifest = ended.data.manifest;
        continue;
      }
      hash.update(`${line}\n`);
      const begun = TableLine.safeParse(marked);
      if (begun.success) {
        table = begun.data;
        counts.set(table.table, 0);
      } else if (table !== null) {
        if (!isRowOf(table, line)) return fault('altered', `a row of ${table.table} cannot be read`);
        counts.set(table.table, (counts.get(table.table) ?? 0) + 1);
      }
    }
  } catch (thrown) {
    return faultOfStream(thrown, isFirst);
  }
  if (isFirst) return fault('not-a-backup', 'empty');
  if (manifest === null) return fault('cut', 'no manifest at its end');
  if (hash.digest('hex') !== manifest.sha256) return fault('altered', 'the hash does not fit');
  const isCounted = Object.entries(manifest.tables).every(([name, count]) => counts.get(name) === count);
  return isCounted ? { ok: true, manifest } : fault('altered', 'the counts do not fit');
}

/** The tables of a file that was verified, with their rows in batches of at most this many, in the file's order. */
export async function* readTables(
  file: string,
  rowsMax: number,
): AsyncGenerator<{ readonly table: string; readonly columns: readonly string[]; readonly rows: string[] }> {
  let table: z.infer<typeof TableLine> | null = null;
  let rows: string[] = [];
  for await (const line of linesOf(file)) {
    const marked = markedOf(line);
    if (marked === undefined) rows.push(line);
    if (table !== null && rows.length > 0 && (marked !== undefined || rows.length >= rowsMax)) {
      yield { ...table, rows };
      rows = [];
    }
    const begun = TableLine.safeParse(marked);
    if (begun.success) table = begun.data;
  }
}

/** As a restore takes it apart. */
function isRowOf({ columns }: z.infer<typeof TableLine>, line: string): boolean {
  const fields = fieldsOfRow(line);
  return fields?.length === columns.length && fields.every(({ name }, index) => name === columns[index]);
}

/** Undefined for a row. */
function markedOf(line: string): unknown {
  return line.startsWith(MARK) ? (jsonOf(line.slice(MARK.length)) ?? null) : undefined;
}

/** Rejects where the stream does: readline hears of no fault of its input. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const packed = createReadStream(file);
  const unpacked = createGunzip();
  packed.on('error', (thrown) => unpacked.destroy(thrown));
  packed.pipe(unpacked);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for await (const chunk of unpacked) {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    packed.destroy();
  }
}

function faultOfStream(thrown: unknown, isFirst: boolean): BackupReading {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (!code.startsWith('Z_')) throw thrown;
  if (isFirst && code === 'Z_DATA_ERROR') return fault('not-a-backup', 'not gzip');
  return code === 'Z_BUF_ERROR'
    ? fault('cut', 'it ends in the middle')
    : fault('altered', 'gzip does not fit');
}

function fault(kind: BackupFault['kind'], message: string): BackupReading {
  return { ok: false, fault: { kind, message } };
}
