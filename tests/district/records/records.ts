import { randomBytes } from 'node:crypto';
import { readRecords } from '../../../src/district/records/feed.ts';
import type { EntryRef, JournalBody } from '../../../src/domain/journal/entry-body.ts';
import { type FoldedRecord, foldRecord, type RecordKind } from '../../../src/domain/records/record.ts';
import {
  RECORDS_PAGE_MAX,
  type RecordsPage,
  stepOfWire,
  type WireRecord,
} from '../../../src/protocol/wire-records.ts';
import { BADMINTON, MONDAY, type TestServices } from '../logic.ts';
import { aUse } from '../test-kiosk.ts';

type Body<Kind extends JournalBody['kind']> = Extract<JournalBody, { readonly kind: Kind }>;

export const newCard = () => randomBytes(16).toString('hex');
export const newRecordId = () => randomBytes(16).toString('hex');

const GIVEN = {
  quantity: 1,
  start: `${MONDAY}T22:00`,
  minutes: 60,
  listTotalFen: 0,
  totalFen: 0,
  ruleId: 'free',
  clause: '5.2',
  catalogueVersion: aUse.catalogueVersion,
  verdict: 'yes',
} as const;

export function opened(
  recordId: string,
  change: Partial<Body<'booking-opened'>> = {},
): Body<'booking-opened'> {
  const booking = { cardRef: newCard(), itemId: BADMINTON, person: 'holder', courts: [1] } as const;
  return { kind: 'booking-opened', recordId, ...GIVEN, confirmed: [], ...booking, courts: [1], ...change };
}

/** A matter of the service hall under this 办件编号. */
export function matterOpened(recordId: string, number: string | null = '4401-0001'): Body<'matter-opened'> {
  const { minutes: _, courts: __, kind: ___, ...given } = opened(recordId);
  return { ...given, kind: 'matter-opened', itemId: 'matter-residence', number };
}

/** The club's own number of a holder. */
export function numberGiven(number: string, cardRef = newCard()): Body<'pass-sold'> {
  const { minutes: _, courts: __, kind: ___, ...given } = opened(newRecordId(), { cardRef });
  return { ...given, kind: 'pass-sold', itemId: 'club-number', until: null, number };
}

export function moved(
  recordId: string,
  after: EntryRef,
  change: Partial<Body<'booking-moved'>> = {},
): Body<'booking-moved'> {
  return {
    ...{ kind: 'booking-moved', recordId, after },
    ...{ ...GIVEN, confirmed: [], itemId: BADMINTON, courts: [2], ...change },
  };
}

export function cancelled(recordId: string, after: EntryRef, returnedFen = 0): Body<'booking-cancelled'> {
  return { kind: 'booking-cancelled', recordId, after, reason: 'holder', returnedFen };
}

export function plain(
  kind: 'booking-attended' | 'booking-missed',
  recordId: string,
  after: EntryRef,
): Body<'booking-attended'> | Body<'booking-missed'> {
  return { kind, recordId, after };
}

export function takenBack(recordId: string, after: EntryRef, step: EntryRef): Body<'step-taken-back'> {
  return { kind: 'step-taken-back', recordId, after, step, reason: 'mistyped' };
}

/** What a kiosk of these sites is given, page by page, from a cursor on. */
export async function pulled(
  services: TestServices,
  siteIds: readonly string[],
  { cursor, limit = RECORDS_PAGE_MAX }: { readonly cursor?: string; readonly limit?: number } = {},
): Promise<{ readonly records: readonly WireRecord[]; readonly cursor: string; readonly pages: number }> {
  const records: WireRecord[] = [];
  let from = cursor;
  for (let pages = 1; ; pages += 1) {
    const outcome = await readRecords(services, { siteIds }, { cursor: from, limit });
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    const page: Omit<RecordsPage, 'serverTimeMs'> = outcome.value;
    records.push(...page.records);
    from = page.cursor;
    if (!page.more) return { records, cursor: page.cursor, pages };
  }
}

/** A record of the feed, folded as a kiosk folds it. */
export function foldedOf({ recordId, kind, steps }: WireRecord): FoldedRecord {
  return foldRecord({ recordId, kind: kind as RecordKind, until: null, steps: steps.map(stepOfWire) });
}
