import type { Fen } from '../../base/money.ts';
import { paidBy } from '../../base/payment-way.ts';
import { type WallDate, wallDateOf } from '../../base/wall-time.ts';
import { Person, partySize } from '../../card/family.ts';
import { CLOSING_ROWS_MAX, type DayClosed } from '../closing-body.ts';
import { type EntryRef, type GivenBody, isLaterBody, type JournalBody } from '../entry-body.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../journal-entry.ts';
import { type FindEntry, keptAfter, keptBefore, ownSeq, takenBackFen } from './kept-price.ts';

/** What a closing says before anybody has counted. */
export type ClosingSums = Omit<DayClosed, 'kind' | 'countedFen' | 'floatFen' | 'reason'>;

/** What was taken for one use, as it is after the entries so far. */
interface Row {
  readonly itemId: string;
  readonly staff: string | null;
  readonly listFen: Fen;
  readonly totalFen: Fen;
  readonly isVoided: boolean;
  /** How it was paid; null if nobody recorded it. */
  readonly way: string | null;
  readonly people: readonly PersonCount[];
}

/** So many people of one kind. */
interface PersonCount {
  readonly person: Person;
  readonly people: number;
}

/** Money that changes what an earlier closing has counted. */
interface Reversal {
  readonly staff: string | null;
  readonly fen: Fen;
  readonly way: string | null;
}

interface DaySums {
  readonly rows: Map<number, Row>;
  /** The opening of each record that was opened here. */
  readonly opened: Map<string, number>;
  /** What each step has changed, so that it can be taken back. */
  readonly before: Map<number, { readonly seq: number; readonly row: Row }>;
  readonly reversals: Map<number, Reversal>;
  /** Entries that change what an earlier closing has, by an amount that this kiosk does not know. */
  readonly unclear: Set<number>;
  /** The last step of each record so far, of the earlier entries too. */
  readonly lastSteps: Map<string, number>;
  /** Finds an entry among these and the earlier ones. */
  readonly find: FindEntry;
}

/**
 * Adds up the entries of one desk since its last closing. `earlier` has the entries from before them on which these
 * depend, as far as this kiosk has them (`earlierSeqsOf`), and all steps of each earlier booking or pass that is voided
 * here (`earlierVoidsOf`). `today` is the date of a closing without entries.
 */
export function closingOf(
  entries: readonly JournalEntry[],
  { earlier, today }: { readonly earlier: ReadonlyMap<number, JournalEntry>; readonly today: WallDate },
): ClosingSums {
  const own = new Map(entries.map((entry) => [entry.seq, entry]));
  const sums: DaySums = {
    rows: new Map(),
    opened: new Map(),
    before: new Map(),
    reversals: new Map(),
    unclear: new Set(),
    lastSteps: new Map(),
    find: (seq) => own.get(seq) ?? earlier.get(seq),
  };
  for (const entry of [...earlier.values()].sort((a, b) => a.seq - b.seq)) noteStep(sums, entry);
  for (const entry of entries) {
    const body = bodyOf(entry);
    if (body !== null) take(sums, entry, body);
    noteStep(sums, entry);
  }
  const [first] = entries;
  return sumsOf(sums, first === undefined ? today : wallDateOf(recordedAtOf(first)));
}

/**
 * The numbers of entries before `fromSeq` that these void, take back or move. Once those are read, they may name others:
 * ask again with them beside these.
 */
export function earlierSeqsOf(entries: readonly JournalEntry[], fromSeq: number): readonly number[] {
  const priced = new Set(entries.flatMap(repricedOf));
  const named = entries.flatMap((entry) => {
    const body = bodyOf(entry);
    if (body?.kind === 'void') return [body.voidsSeq];
    if (body === null || !isLaterBody(body) || !priced.has(body.recordId)) return [];
    const step = body.kind === 'step-taken-back' ? [ownSeq(entry, body.step)] : [];
    return [...step, ownSeq(entry, body.after)].filter((seq) => seq !== null);
  });
  return [...new Set(named)].filter((seq) => seq < fromSeq);
}

/** Returns the earlier openings that these void, by their records. A void does not say which steps followed. */
export function earlierVoidsOf(
  entries: readonly JournalEntry[],
  earlier: ReadonlyMap<number, JournalEntry>,
): ReadonlyMap<string, number> {
  const voided = new Map<string, number>();
  for (const entry of entries) {
    const body = bodyOf(entry);
    const opening = body?.kind === 'void' ? earlier.get(body.voidsSeq) : undefined;
    const recordId = opening === undefined ? null : recordIdOfStep(opening);
    if (opening !== undefined && recordId !== null) voided.set(recordId, opening.seq);
  }
  return voided;
}

/** The record of which the entry is the opening or a step; null for none. */
export function recordIdOfStep(entry: JournalEntry): string | null {
  const body = bodyOf(entry);
  return body !== null && 'recordId' in body && body.kind !== 'pass-admitted' ? body.recordId : null;
}

/** Only moves, and steps that are taken back, need the price before them. */
function repricedOf(entry: JournalEntry): readonly string[] {
  const body = bodyOf(entry);
  return body?.kind === 'booking-moved' || body?.kind === 'step-taken-back' ? [body.recordId] : [];
}

function noteStep({ lastSteps }: DaySums, entry: JournalEntry): void {
  const recordId = recordIdOfStep(entry);
  if (recordId !== null) lastSteps.set(recordId, entry.seq);
}

function take(sums: DaySums, entry: JournalEntry, body: JournalBody): void {
  const { seq } = entry;
  const staff = entry.staff ?? null;
  switch (body.kind) {
    case 'use':
    case 'booking-opened':
    case 'pass-sold':
    case 'matter-opened':
    case 'errand-opened':
    case 'agreement-signed': {
      const totalFen = body.totalFen ?? 0;
      const listFen = body.listTotalFen ?? totalFen;
      const [way, people] = [wayOf(body), peopleOf(body)];
      sums.rows.set(seq, { itemId: body.itemId, staff, listFen, totalFen, isVoided: false, way, people });
      if ('recordId' in body) sums.opened.set(body.recordId, seq);
      return;
    }
    case 'void': {
      if (change(sums, seq, body.voidsSeq, (row) => ({ ...row, isVoided: true }))) return;
      const kept = keptOfVoided(sums, body.voidsSeq);
      reverse(sums, entry, kept === null ? null : -kept, wayOfEntry(sums.find(body.voidsSeq)));
      return;
    }
    case 'booking-cancelled':
    case 'pass-returned': {
      const { returnedFen } = body;
      if (!change(sums, seq, sums.opened.get(body.recordId), (row) => lessBy(row, returnedFen)))
        reverse(sums, entry, -returnedFen, wayOf(body));
      return;
    }
    case 'booking-moved': {
      const totalFen = body.totalFen ?? 0;
      const moved = { itemId: body.itemId, totalFen, listFen: body.listTotalFen ?? totalFen };
      if (change(sums, seq, sums.opened.get(body.recordId), (row) => ({ ...row, ...moved }))) return;
      const before = keptBefore(sums.find, entry, body.after);
      reverse(sums, entry, before === null ? null : totalFen - before, wayOf(body));
      return;
    }
    case 'step-taken-back':
      takeBack(sums, entry, body.step);
      return;
    default:
  }
}

/** Counts a reversal. `fen` is null if the change of money is not known. */
function reverse(
  { reversals, unclear }: DaySums,
  { seq, staff = null }: JournalEntry,
  fen: Fen | null,
  way: string | null,
): void {
  if (fen === null) unclear.add(seq);
  else reversals.set(seq, { staff, fen, way });
}

/** The way of payment that an entry names; null if it names none. */
function wayOf(body: JournalBody): string | null {
  return 'payment' in body ? paidBy({ body }) : null;
}

function wayOfEntry(entry: JournalEntry | undefined): string | null {
  const body = entry === undefined ? null : bodyOf(entry);
  return body === null ? null : wayOf(body);
}

/** For whom it was. Where nobody said who came, all tickets are the holder's. */
function peopleOf(body: GivenBody): readonly PersonCount[] {
  const party = body.kind === 'use' ? body.party : undefined;
  if (party !== undefined && partySize(party) > 0) {
    return Person.options.flatMap((person) =>
      party[person] === 0 ? [] : [{ person, people: party[person] }],
    );
  }
  const isTicket = body.kind === 'use' && body.minutes === null;
  return [{ person: body.person, people: isTicket ? body.quantity : 1 }];
}

/** The money that the venue still kept for an earlier use, after the last step of its record. */
function keptOfVoided({ find, lastSteps }: DaySums, seq: number): Fen | null {
  const voided = find(seq);
  const recordId = voided === undefined ? null : recordIdOfStep(voided);
  return keptAfter(find, recordId === null ? seq : (lastSteps.get(recordId) ?? seq));
}

/** False if the use is none of these entries. */
function change(sums: DaySums, bySeq: number, seq: number | undefined, to: (row: Row) => Row): boolean {
  const row = seq === undefined ? undefined : sums.rows.get(seq);
  if (seq === undefined || row === undefined) return false;
  sums.before.set(bySeq, { seq, row });
  sums.rows.set(seq, to(row));
  return true;
}

function takeBack(sums: DaySums, entry: JournalEntry, step: EntryRef): void {
  const own = ownSeq(entry, step) ?? 0;
  const before = sums.before.get(own);
  const reversal = sums.reversals.get(own);
  if (change(sums, entry.seq, own, (row) => ({ ...row, isVoided: true }))) return;
  if (before !== undefined) sums.rows.set(before.seq, before.row);
  else if (reversal !== undefined) reverse(sums, entry, -reversal.fen, reversal.way);
  else if (!sums.unclear.delete(own)) {
    const fen = takenBackFen(sums.find, entry, step);
    if (fen !== 0) reverse(sums, entry, fen, wayOfEntry(sums.find(own)));
  }
}

/** Nothing is saved on what was given back. */
function lessBy(row: Row, returnedFen: Fen): Row {
  const totalFen = row.totalFen - returnedFen;
  return { ...row, totalFen, listFen: totalFen };
}

function sumsOf({ rows, reversals, unclear }: DaySums, date: WallDate): ClosingSums {
  const standing = [...rows.values()].filter(({ isVoided }) => !isVoided);
  const reversed = [...reversals.values()];
  const items = grouped(standing.map((row) => ({ key: row.itemId, uses: 1, fen: row.totalFen })));
  const members = grouped([
    ...standing.map((row) => ({ key: row.staff, uses: 1, fen: row.totalFen })),
    ...reversed.map((one) => ({ key: one.staff, uses: 0, fen: one.fen })),
  ]);
  return {
    date,
    uses: standing.length,
    voids: rows.size - standing.length,
    reversals: reversed.length,
    unclear: unclear.size,
    listFen: sum(standing.map(({ listFen }) => listFen)),
    totalFen: sum(standing.map(({ totalFen }) => totalFen)),
    reversedFen: sum(reversed.map(({ fen }) => fen)),
    items: items.map(({ key, uses, fen }) => ({ itemId: key, uses, totalFen: fen })),
    members: members.map(({ key, uses, fen }) => ({ staff: key, uses, totalFen: fen })),
    ...personsOf(standing),
    ...paymentsOf(standing, reversed),
  };
}

/**
 * How many came of each kind of person, and what was taken for them: of one party everybody pays the same. Nothing where
 * only holders came.
 */
function personsOf(standing: readonly Row[]): Pick<ClosingSums, 'persons'> {
  const parts = standing.flatMap(({ people, totalFen }) => {
    const size = people.reduce((count, one) => count + one.people, 0);
    const shares = people.map((one) => ({ ...one, fen: Math.trunc((totalFen * one.people) / size) }));
    const rest = totalFen - sum(shares.map(({ fen }) => fen));
    return shares.map(({ person, people: uses, fen }, index) => ({
      ...{ key: person, uses },
      fen: index === 0 ? fen + rest : fen,
    }));
  });
  if (parts.every(({ key }) => key === Person.enum.holder)) return {};
  return {
    persons: grouped(parts).map(({ key, uses, fen }) => ({ person: key, people: uses, totalFen: fen })),
  };
}

/** Nothing at a site that records no ways. What costs nothing was paid in no way. */
function paymentsOf(standing: readonly Row[], reversed: readonly Reversal[]): Pick<ClosingSums, 'payments'> {
  const parts = [
    ...standing.map(({ way, totalFen }) => ({ key: way, uses: 1, fen: totalFen })),
    ...reversed.map(({ way, fen }) => ({ key: way, uses: 0, fen })),
  ];
  if (parts.every(({ key }) => key === null)) return {};
  const paid = parts.filter(({ key, fen }) => key !== null || fen !== 0);
  return { payments: grouped(paid).map(({ key, uses, fen }) => ({ way: key, uses, totalFen: fen })) };
}

interface Part<Key> {
  readonly key: Key;
  readonly uses: number;
  readonly fen: Fen;
}

/** Makes one row for each key, the largest first. */
function grouped<Key>(parts: readonly Part<Key>[]): readonly Part<Key>[] {
  const by = new Map<Key, Part<Key>>();
  for (const { key, uses, fen } of parts) {
    const before = by.get(key);
    by.set(key, { key, uses: (before?.uses ?? 0) + uses, fen: (before?.fen ?? 0) + fen });
  }
  return [...by.values()].sort((a, b) => b.fen - a.fen || b.uses - a.uses).slice(0, CLOSING_ROWS_MAX);
}

function sum(amounts: readonly Fen[]): Fen {
  return amounts.reduce((total, fen) => total + fen, 0);
}
