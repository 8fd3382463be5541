import type { Fen } from '../../base/money.ts';
import { type WallDate, wallDateOf } from '../../base/wall-time.ts';
import { CLOSING_ROWS_MAX, type DayClosed } from '../closing-body.ts';
import type { EntryRef, JournalBody } from '../entry-body.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../journal-entry.ts';

/** What a closing says before anybody has counted. */
export type ClosingSums = Omit<DayClosed, 'kind' | 'countedFen' | 'reason'>;

/** What was taken for one use, as it is after the entries so far. */
interface Row {
  readonly itemId: string;
  readonly staff: string | null;
  readonly listFen: Fen;
  readonly totalFen: Fen;
  readonly isVoided: boolean;
}

/** Money of what an earlier closing has. */
interface Reversal {
  readonly staff: string | null;
  readonly fen: Fen;
}

interface Ledger {
  readonly rows: Map<number, Row>;
  /** The opening of each record that was opened here. */
  readonly opened: Map<string, number>;
  /** What each step has changed, so that it can be taken back. */
  readonly before: Map<number, { readonly seq: number; readonly row: Row }>;
  readonly reversals: Map<number, Reversal>;
  unclear: number;
}

/**
 * What the entries of one desk since its last closing come to. `earlier` has the entries from before them that they take
 * back or move, as far as this kiosk has them (`earlierSeqsOf`). Null for no entry at all.
 */
export function closingOf(
  entries: readonly JournalEntry[],
  { earlier, today }: { readonly earlier: ReadonlyMap<number, JournalEntry>; readonly today: WallDate },
): ClosingSums {
  const ledger: Ledger = {
    rows: new Map(),
    opened: new Map(),
    before: new Map(),
    reversals: new Map(),
    unclear: 0,
  };
  for (const entry of entries) {
    const body = bodyOf(entry);
    if (body !== null) take(ledger, { entry, body, earlier });
  }
  const [first] = entries;
  return sumsOf(ledger, first === undefined ? today : wallDateOf(recordedAtOf(first)));
}

/** The numbers of entries before `fromSeq` that these take back or move. */
export function earlierSeqsOf(entries: readonly JournalEntry[], fromSeq: number): readonly number[] {
  const named = entries.flatMap((entry) => {
    const body = bodyOf(entry);
    if (body?.kind === 'void') return [body.voidsSeq];
    if (body?.kind === 'step-taken-back') return ownSeq(entry, body.step);
    return body?.kind === 'booking-moved' ? ownSeq(entry, body.after) : [];
  });
  return [...new Set(named)].filter((seq) => seq < fromSeq);
}

function ownSeq({ journalId }: JournalEntry, ref: EntryRef): readonly number[] {
  return ref.journalId === journalId ? [ref.seq] : [];
}

interface Taken {
  readonly entry: JournalEntry;
  readonly body: JournalBody;
  readonly earlier: ReadonlyMap<number, JournalEntry>;
}

function take(ledger: Ledger, { entry, body, earlier }: Taken): void {
  const { seq } = entry;
  const staff = entry.staff ?? null;
  const reverse = (fen: Fen) => void ledger.reversals.set(seq, { staff, fen });
  switch (body.kind) {
    case 'use':
    case 'booking-opened':
    case 'pass-sold': {
      const totalFen = body.totalFen ?? 0;
      const listFen = body.listTotalFen ?? totalFen;
      ledger.rows.set(seq, { itemId: body.itemId, staff, listFen, totalFen, isVoided: false });
      if ('recordId' in body) ledger.opened.set(body.recordId, seq);
      return;
    }
    case 'void':
      if (!change(ledger, seq, body.voidsSeq, (row) => ({ ...row, isVoided: true }))) {
        reverse(-(priceOf(earlier.get(body.voidsSeq)) ?? 0));
      }
      return;
    case 'booking-cancelled':
    case 'pass-returned': {
      const { returnedFen } = body;
      if (!change(ledger, seq, ledger.opened.get(body.recordId), (row) => lessBy(row, returnedFen)))
        reverse(-returnedFen);
      return;
    }
    case 'booking-moved': {
      const totalFen = body.totalFen ?? 0;
      const moved = { itemId: body.itemId, totalFen, listFen: body.listTotalFen ?? totalFen };
      if (change(ledger, seq, ledger.opened.get(body.recordId), (row) => ({ ...row, ...moved }))) return;
      const before = priceOf(earlier.get(ownSeq(entry, body.after)[0] ?? 0));
      if (before === null) ledger.unclear += 1;
      else reverse(totalFen - before);
      return;
    }
    case 'step-taken-back':
      takeBack(ledger, { entry, step: body.step, earlier });
      return;
    default:
  }
}

/** False if the use is none of these entries. */
function change(ledger: Ledger, bySeq: number, seq: number | undefined, to: (row: Row) => Row): boolean {
  const row = seq === undefined ? undefined : ledger.rows.get(seq);
  if (seq === undefined || row === undefined) return false;
  ledger.before.set(bySeq, { seq, row });
  ledger.rows.set(seq, to(row));
  return true;
}

function takeBack(
  ledger: Ledger,
  {
    entry,
    step,
    earlier,
  }: {
    readonly entry: JournalEntry;
    readonly step: EntryRef;
    readonly earlier: ReadonlyMap<number, JournalEntry>;
  },
): void {
  const { seq } = entry;
  const staff = entry.staff ?? null;
  const [own = 0] = ownSeq(entry, step);
  const before = ledger.before.get(own);
  const reversal = ledger.reversals.get(own);
  if (change(ledger, seq, own, (row) => ({ ...row, isVoided: true }))) return;
  if (before !== undefined) ledger.rows.set(before.seq, before.row);
  else if (reversal !== undefined) ledger.reversals.set(seq, { staff, fen: -reversal.fen });
  else {
    const fen = effectOfEarlier(earlier.get(own));
    if (fen === null) ledger.unclear += 1;
    else if (fen !== 0) ledger.reversals.set(seq, { staff, fen });
  }
}

/** What it brings in to take that entry back; null where the entry alone does not say it. */
function effectOfEarlier(entry: JournalEntry | undefined): Fen | null {
  const body = entry === undefined ? null : bodyOf(entry);
  if (body === null || body.kind === 'booking-moved') return null;
  if ('returnedFen' in body) return body.returnedFen;
  return 'totalFen' in body ? -(body.totalFen ?? 0) : 0;
}

function priceOf(entry: JournalEntry | undefined): Fen | null {
  const body = entry === undefined ? null : bodyOf(entry);
  return body !== null && 'totalFen' in body ? (body.totalFen ?? 0) : null;
}

/** Nothing is saved on what was given back. */
function lessBy(row: Row, returnedFen: Fen): Row {
  const totalFen = row.totalFen - returnedFen;
  return { ...row, totalFen, listFen: totalFen };
}

function sumsOf({ rows, reversals, unclear }: Ledger, date: WallDate): ClosingSums {
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
    unclear,
    listFen: sum(standing.map(({ listFen }) => listFen)),
    totalFen: sum(standing.map(({ totalFen }) => totalFen)),
    reversedFen: sum(reversed.map(({ fen }) => fen)),
    items: items.map(({ key, uses, fen }) => ({ itemId: key, uses, totalFen: fen })),
    members: members.map(({ key, uses, fen }) => ({ staff: key, uses, totalFen: fen })),
  };
}

interface Part<Key> {
  readonly key: Key;
  readonly uses: number;
  readonly fen: Fen;
}

/** One row a key, the largest first. */
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

/** What should lie in the drawer beside the float. */
export function expectedFen({ totalFen, reversedFen }: Pick<ClosingSums, 'totalFen' | 'reversedFen'>): Fen {
  return totalFen + reversedFen;
}

/** Above zero where there is more than was recorded; null where nobody counted. */
export function differenceFen(
  closing: Pick<DayClosed, 'totalFen' | 'reversedFen' | 'countedFen'>,
): Fen | null {
  return closing.countedFen === null ? null : closing.countedFen - expectedFen(closing);
}
