import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { GivenBody } from '../../domain/journal/entry-body.ts';
import type { RecordState, RecordStep } from '../../domain/records/record.ts';
import { isOurDay, shapeMismatchesOfGiven } from '../intake/use-shape.ts';
import type { Matter } from '../journal/finding.ts';
import { knownCatalogues } from '../reports/known-catalogues.ts';
import { recalculate } from '../reports/recalculation.ts';
import type { Services } from '../services.ts';
import type { RecordStepRow } from '../storage/record-store.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { MismatchKind } from '../storage/store-rows.ts';
import { itemIdOf, type RecordChange, recordStepOf } from './record-book.ts';

type MismatchServices = Pick<Services, 'catalogue' | 'now'>;

/**
 * How a step does not fit who may make it, or what a desk records. It could not be asked before its record was known, so
 * that an opening is asked for the steps that waited for it.
 */
export async function stepMismatchMatters(
  reads: DistrictReads,
  services: MismatchServices,
  change: RecordChange,
): Promise<readonly Matter[]> {
  const { before, step, steps, opener, after } = change;
  const { cardRef } = after.state;
  const asked = before === null ? steps.filter((row) => row !== opener) : [step];
  const matters: Matter[] = [];
  for (const row of asked) {
    const { journalId, seq, siteId } = row;
    const subject = { siteId, itemId: itemIdOf(after.state), cardRef, date: null, court: null };
    for (const kind of await mismatchesOf(reads, services, { row, change })) {
      matters.push({ key: `${kind}:${journalId}`, kind, subject, entries: [{ journalId, seq }] });
    }
  }
  return matters;
}

async function mismatchesOf(
  reads: DistrictReads,
  services: MismatchServices,
  { row, change }: { readonly row: RecordStepRow; readonly change: RecordChange },
): Promise<readonly MismatchKind[]> {
  const { catalogue } = services.catalogue;
  const step = recordStepOf(row);
  const { body } = step;
  // What a newer release may do is not known here, and a void is judged with its journal.
  if (body.kind === 'newer' || body.kind === 'void') return [];
  const state = change.before?.state ?? change.after.state;
  const { siteId } = state;
  const sites = sitesOf(catalogue, siteId, change.itemIds);
  const given = givenBy(step, state);
  return [
    ...(sites.has(row.siteId) ? [] : (['foreign-site'] as const)),
    ...(given === null ? [] : shapeMismatchesOfGiven({ siteId, body: given }, catalogue, services.now())),
    ...(given === null ? [] : await amountMismatches(reads, catalogue, { siteId, body: given })),
    ...(isPlausible(step, state, services.now()) ? [] : (['implausible-use'] as const)),
  ];
}

/** The sites that a record concerns: its own, and those that have one of its items too. */
function sitesOf({ items }: Catalogue, siteId: string, itemIds: readonly string[]): ReadonlySet<string> {
  const shared = items.filter((item) => itemIds.includes(item.id) && item.siteIds.includes(siteId));
  return new Set([siteId, ...shared.flatMap((item) => item.siteIds)]);
}

/** A move gives another time or court, as an opening does. */
function givenBy({ body }: RecordStep, { cardRef, person }: RecordState): GivenBody | null {
  if (body.kind !== 'booking-moved') return null;
  const { after: _, kind: __, ...given } = body;
  return { ...given, kind: 'booking-opened', cardRef, person };
}

async function amountMismatches(
  reads: DistrictReads,
  catalogue: Catalogue,
  { siteId, body }: { readonly siteId: string; readonly body: GivenBody },
): Promise<readonly MismatchKind[]> {
  const named = await knownCatalogues(reads, catalogue)(body.catalogueVersion);
  return recalculate(named, siteId, body).kind === 'different' ? ['wrong-amount'] : [];
}

/** Nothing is given back that was not paid, and no pass rests from a day that no desk means. */
function isPlausible({ body }: RecordStep, state: RecordState, now: number): boolean {
  if ('returnedFen' in body) {
    const { totalFen } = state.kind === 'booking' ? state.place : state;
    return totalFen === null || body.returnedFen <= totalFen;
  }
  return 'from' in body ? isOurDay(body.from, now) : true;
}
