import { dateOfMinute, type WallDate } from '../../domain/base/wall-time.ts';
import type { OwnStep } from '../../domain/journal/fold/own-rows.ts';
import type { RecordedUse } from '../../domain/journal/fold/recorded-uses.ts';
import type { CountedFor } from '../../domain/records/counted-records.ts';
import {
  type FeedRecord,
  type KnownRows,
  opensNothing,
  presentRows,
  recordIdOfUse,
} from '../../domain/records/present-records.ts';
import { isOpening, type RecordStep } from '../../domain/records/record.ts';
import { type DueDays, dueDaysOf } from './due-days.ts';

type Rows<Row> = PromiseLike<readonly Row[]>;

/** Uses and steps of the own journal, and rows of the feed, as they are looked up. */
export interface RowSource {
  usesOfCards(cardRefs: readonly string[]): Rows<RecordedUse>;
  usesAtDesk(siteId: string, from: WallDate): Rows<RecordedUse>;
  /** The uses of one of these records, or with one of these numbers. */
  usesBy(named: {
    readonly recordIds: readonly string[];
    readonly seqs: readonly number[];
  }): Rows<RecordedUse>;
  /** Moves to that day or a later one. */
  movesFrom(from: WallDate): Rows<OwnStep>;
  stepsOf(recordIds: readonly string[]): Rows<OwnStep>;
  /**
   * The openings of a desk that may be due: bookings, passes and agreements that end, and the latest matters. An earlier
   * matter is in the feed, which names those that go on.
   */
  usesMaybeDue(siteId: string, days: DueDays): Rows<RecordedUse>;
  /** The openings and steps in the own journal that name this 办件编号. */
  numbered(
    number: string,
  ): Promise<{ readonly uses: readonly RecordedUse[]; readonly steps: readonly OwnStep[] }>;
  /** The numbers of own openings between these two, in the order of texts. */
  numbersBetween(first: string, last: string): Rows<string>;
  readonly feed: FeedSource;
}

export interface FeedSource {
  ofCards(cardRefs: readonly string[]): Rows<FeedRecord>;
  /** Records whose steps name that day or a later one. */
  atDesk(siteId: string, from: WallDate): Rows<FeedRecord>;
  /** The records with one of these ids, or opened by one of these entries (`openerOf`). */
  by(named: { readonly recordIds: readonly string[]; readonly openers: readonly string[] }): Rows<FeedRecord>;
  /** Matters with this 办件编号, and passes with this number. */
  numbered(number: string): Rows<FeedRecord>;
  numbersBetween(first: string, last: string): Rows<string>;
  /** The records of a desk that may be due, by their marks (`dueMarkOf`). */
  maybeDue(siteId: string, days: DueDays): Rows<FeedRecord>;
}

/** The last 办件编号 that the steps of a record name; null if they name none. */
export function numberNamed(steps: readonly RecordStep[]): string | null {
  const numbers = steps.flatMap(({ body }) => ('number' in body && body.number != null ? [body.number] : []));
  return numbers.at(-1) ?? null;
}

/** The cards of the matters with this 办件编号, whichever kiosk of the hall gave it. */
export async function cardsOfMatter(source: RowSource, number: string): Promise<readonly string[]> {
  const [own, fed] = await Promise.all([source.numbered(number), source.feed.numbered(number)]);
  const recordIds = own.steps.map(recordIdOfStep);
  const [opened, known] = await Promise.all([
    source.usesBy({ recordIds, seqs: [] }),
    source.feed.by({ recordIds, openers: [] }),
  ]);
  const cards = [...fed, ...known].map(({ cardRef }) => cardRef);
  return [...new Set([...cards, ...[...own.uses, ...opened].map(({ body }) => body.cardRef)])];
}

/** The numbers between these two that records have or had, whichever kiosk gave them. */
export async function numbersGiven(
  source: RowSource,
  { first, last }: { readonly first: string; readonly last: string },
): Promise<ReadonlySet<string>> {
  const [own, fed] = await Promise.all([
    source.numbersBetween(first, last),
    source.feed.numbersBetween(first, last),
  ]);
  return new Set([...own, ...fed]);
}

/** Stands for the entry that opens a record. */
export function openerOf({ journalId, seq }: { readonly journalId: string; readonly seq: number }): string {
  return `${journalId}/${seq}`;
}

/**
 * Gathers what may be due at a desk. A pass or an agreement is due only if its card has no later one, so these come with
 * it.
 */
export async function gatherMaybeDue(
  source: RowSource,
  ownJournal: PromiseLike<string | null> | string | null,
  { siteId, date }: { readonly siteId: string; readonly date: WallDate },
): Promise<KnownRows> {
  const days = dueDaysOf(date);
  const [journalId, uses, moves, feed] = await Promise.all([
    ownJournal,
    source.usesMaybeDue(siteId, days),
    source.movesFrom(days.booking.from),
    source.feed.maybeDue(siteId, days),
  ]);
  const cards = [
    ...feed.filter(isRenewed).map(({ cardRef }) => cardRef),
    ...uses.filter(({ body }) => 'until' in body).map(({ body }) => body.cardRef),
  ];
  const [usesOfCards, feedOfCards] = await Promise.all([
    source.usesOfCards([...new Set(cards)]),
    source.feed.ofCards([...new Set(cards)]),
  ]);
  return wholeRows(source, journalId, {
    uses: [...uses, ...usesOfCards.filter(({ body }) => 'until' in body)],
    moves,
    feed: [...feed, ...feedOfCards.filter(isRenewed)],
  });
}

/** A pass and an agreement are due only if none comes after them. */
function isRenewed({ kind }: FeedRecord): boolean {
  return kind === 'pass' || kind === 'agreement';
}

/**
 * Gathers what concerns the cards of a holder, and a desk from a day on, so that each record that is among it is there whole. The day
 * of a record, whatever its steps add up to, is named by its opening or by a move: so it is found by one of these.
 */
export async function gatherRows(
  source: RowSource,
  ownJournal: PromiseLike<string | null> | string | null,
  { cardRefs, siteId, date }: CountedFor,
): Promise<KnownRows> {
  const { feed } = source;
  const [journalId, ofCard, atDesk, moves, feedOfCard, feedAtDesk] = await Promise.all([
    ownJournal,
    source.usesOfCards(cardRefs),
    source.usesAtDesk(siteId, date),
    source.movesFrom(date),
    feed.ofCards(cardRefs),
    feed.atDesk(siteId, date),
  ]);
  // A pass has no place at a desk that another use might want, so that only the holder's own are looked into.
  const concerned = [...ofCard, ...atDesk.filter((use) => !opensNothing(use))];
  const whole = await wholeRows(source, journalId, {
    uses: concerned,
    moves,
    feed: [...feedOfCard, ...feedAtDesk],
  });
  return { ...whole, uses: [...ofCard, ...atDesk, ...whole.uses] };
}

/** Some rows of records. */
interface FoundRows {
  readonly uses: readonly RecordedUse[];
  readonly moves: readonly OwnStep[];
  readonly feed: readonly FeedRecord[];
}

/** The same rows with all others of these records. */
async function wholeRows(
  source: RowSource,
  journalId: string | null,
  { uses: concerned, moves, feed: feedFirst }: FoundRows,
): Promise<KnownRows> {
  const { feed } = source;
  const feedThen = await feed.by({
    recordIds: [...concerned.map((use) => recordIdOfUse(journalId, use)), ...moves.map(recordIdOfStep)],
    openers: concerned.map(({ seq }) => openerOf({ journalId: journalId ?? '', seq })),
  });
  const feedRows = [...feedFirst, ...feedThen];
  const recordIds = [
    ...concerned.map((use) => recordIdOfUse(journalId, use)),
    ...moves.map(recordIdOfStep),
    ...feedRows.map((row) => row.recordId),
  ];
  const [steps, opened] = await Promise.all([
    source.stepsOf(recordIds),
    source.usesBy({
      recordIds: [...moves.map(recordIdOfStep), ...feedRows.map((row) => row.recordId)],
      seqs: feedRows.flatMap((row) => ownOpeningOf(journalId, row)),
    }),
  ]);
  return { journalId, uses: [...concerned, ...opened], steps, feed: feedRows };
}

function recordIdOfStep({ body }: OwnStep): string {
  return body.recordId;
}

function ownOpeningOf(journalId: string | null, { steps }: FeedRecord): readonly number[] {
  const opening = steps.find(isOpening);
  return opening?.journalId === journalId ? [opening.seq] : [];
}

/** The last day that a step of the record names; null before its opening has come. */
export function lastDayNamed(steps: readonly RecordStep[]): WallDate | null {
  const days = steps.flatMap(({ body }) => ('start' in body ? [dateOfMinute(body.start)] : []));
  return days.toSorted().at(-1) ?? null;
}

/** The uses with the records that they opened, as those are now. */
export async function withRecords(
  source: RowSource,
  journalId: string | null,
  uses: readonly RecordedUse[],
): Promise<readonly RecordedUse[]> {
  const openings = uses.filter((use) => !opensNothing(use));
  if (openings.length === 0) return uses;
  const named = openings.map((use) => recordIdOfUse(journalId, use));
  const openers = openings.map(({ seq }) => openerOf({ journalId: journalId ?? '', seq }));
  const feed = await source.feed.by({ recordIds: named, openers });
  const steps = await source.stepsOf([...named, ...feed.map(({ recordId }) => recordId)]);
  const { records } = presentRows({ journalId, uses: openings, steps, feed });
  const bySeq = new Map(records.map((record) => [record.ownSeq, record]));
  return uses.map((use) => {
    const record = bySeq.get(use.seq);
    return record === undefined ? use : { ...use, record };
  });
}
