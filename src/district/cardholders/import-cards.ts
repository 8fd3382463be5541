import type { Text } from '../../domain/base/text.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import type { CardStatus } from '../../domain/card/card-record.ts';
import type { CardRef } from '../../domain/card/card-ref.ts';
import type { Services } from '../services.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { Cardholder } from '../storage/store-rows.ts';
import { changesBetween, type FactChange } from './facts.ts';
import { type PackedLine, type PackedLines, packLines } from './packed-lines.ts';
import { readCards } from './read-cards.ts';
import type { RefusedRow, RowPlace } from './rows/card-draft.ts';
import { refusedRow } from './rows/card-draft.ts';
import { completed } from './rows/completed.ts';
import { TableFault } from './table/table.ts';
import { denyByStatus, type HolderChange, writeChanges } from './write-changes.ts';

/** Five times as many as the largest list of a district. */
const LINES_MAX = 1_000_000;

export interface ImportRequest {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly officer: string;
  /** Judges all rows and takes nothing. */
  readonly isDryRun: boolean;
}

/** What becomes of a row, in the order of the file. */
export type JudgedRow =
  | (RowPlace & {
      readonly outcome: 'added' | 'changed' | 'same';
      readonly cardNumber: CardNumber;
      readonly changes: readonly FactChange[];
    })
  | (RefusedRow & { readonly outcome: 'refused' });

export interface ImportProgress {
  readonly phase: 'reading' | 'taking';
  readonly rows: number;
  /** Null while nobody knows. */
  readonly of: number | null;
}

/** Receives the progress of an import. */
export interface ImportWatch {
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Receives each row that was judged in a dry run, and in an import that is refused. */
  readonly onRow?: (row: JudgedRow) => void;
}

interface ImportResult {
  readonly kind: 'judged';
  /** Null if nothing was taken. */
  readonly importId: string | null;
  /** What a dry run would take; 0 if a row was refused and nothing was taken. */
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: readonly RefusedRow[];
  /** Headings of columns that are not kept. */
  readonly passedOver: readonly string[];
  /** Sheets that are hidden, or without headings. */
  readonly sheetsPassedOver: readonly string[];
}

export type ImportOutcome = ImportResult | { readonly kind: 'unreadable'; readonly why: Text };

type Parts = Pick<Services, 'store' | 'catalogue' | 'secrets' | 'now'>;

/**
 * Takes a file of cardholders, all of it in one commit, or nothing where a row is refused. A file that cannot be read
 * to its end changes nothing.
 */
export async function importCards(
  parts: Parts,
  request: ImportRequest,
  watch: ImportWatch = {},
): Promise<ImportOutcome> {
  const passedOver = { columns: new Set<string>(), sheets: new Set<string>() };
  const lines = await readAll(parts, request, passedOver, watch);
  if ('why' in lines) return { kind: 'unreadable', why: lines.why };
  const tally = newTally(parts, lines, watch);
  const importId =
    request.isDryRun || lines.refused > 0
      ? await judgeAll(parts, lines, tally)
      : await takeAll(parts, request, { lines, tally });
  const { added, changed, same, refused } = tally.counts;
  const isForNothing = importId === null && !request.isDryRun;
  return {
    kind: 'judged',
    importId,
    added: isForNothing ? 0 : added,
    changed: isForNothing ? 0 : changed,
    same,
    refused,
    passedOver: [...passedOver.columns],
    sheetsPassedOver: [...passedOver.sheets],
  };
}

async function readAll(
  { catalogue }: Parts,
  file: ImportRequest,
  passedOver: { readonly columns: Set<string>; readonly sheets: Set<string> },
  { onProgress }: ImportWatch,
): Promise<PackedLines | { readonly why: Text }> {
  try {
    const lines = await packLines(readCards(file, catalogue.catalogue, passedOver), {
      linesMax: LINES_MAX,
      onLine: (rows) => onProgress?.({ phase: 'reading', rows, of: null }),
    });
    return lines === 'too-many' ? { why: tooMany } : lines;
  } catch (thrown) {
    if (thrown instanceof TableFault) return { why: thrown.words };
    throw thrown;
  }
}

/** Judges against what is committed, and writes nothing. */
async function judgeAll({ store }: Parts, lines: PackedLines, tally: Tally): Promise<null> {
  for (const pack of lines.packs()) {
    const held = await store.read((reads) => heldOf(reads, pack));
    tally.judge(pack, held, true);
  }
  return null;
}

class Refused extends Error {}

/**
 * One transaction, which locks the row of the roster's head; null if a row was refused after all, and nothing was
 * taken.
 */
async function takeAll(
  { store, secrets, now }: Parts,
  { officer, fileName }: ImportRequest,
  { lines, tally }: { readonly lines: PackedLines; readonly tally: Tally },
): Promise<string | null> {
  const importId = secrets.uuid();
  const at = now();
  try {
    await store.transaction(async (writes) => {
      let head = await writes.lockRosterHeadRow();
      const moved = new Map<CardRef, CardStatus>();
      const row = { importId, at, officer, fileName, undoneAt: null, undoneBy: null };
      await writes.putCardImport({ ...row, added: 0, changed: 0, same: 0 });
      for (const pack of lines.packs()) {
        const changes = tally.judge(pack, await heldOf(writes, pack), false);
        if (tally.counts.refused.length > 0) continue;
        await writeChanges(writes, { head, changes, by: { officer, at, importId }, moved });
        head += changes.length;
      }
      if (tally.counts.refused.length > 0) throw new Refused();
      await denyByStatus(writes, moved, now());
      await writes.saveRosterHead(head);
      const { added, changed, same } = tally.counts;
      await writes.putCardImport({ ...row, added, changed, same });
    });
    return importId;
  } catch (thrown) {
    if (thrown instanceof Refused) return null;
    throw thrown;
  }
}

async function heldOf(
  reads: DistrictReads | DistrictWrites,
  pack: readonly PackedLine[],
): Promise<ReadonlyMap<string, Cardholder>> {
  const numbers = pack.flatMap((line) => (line.kind === 'draft' ? [line.draft.cardNumber] : []));
  const held = new Map<string, Cardholder>();
  for (const { cardNumber, record, tier } of await reads.cardsByNumber(numbers)) {
    if (record !== null) held.set(cardNumber, { record, tier });
  }
  return held;
}

type Tally = ReturnType<typeof newTally>;

/** Judges lines and counts them. */
function newTally({ now }: Parts, lines: PackedLines, { onProgress, onRow }: ImportWatch) {
  const counts = { added: 0, changed: 0, same: 0, refused: [] as RefusedRow[] };
  const today = wallDateOf(now());
  let rows = 0;

  function refuse(refused: RefusedRow): JudgedRow {
    counts.refused.push(refused);
    return { outcome: 'refused', ...refused };
  }

  function judged(
    line: PackedLine,
    held: ReadonlyMap<string, Cardholder>,
  ): { readonly row: JudgedRow; readonly change: HolderChange | null } {
    if (line.kind === 'refused') return { row: refuse(line.refused), change: null };
    const { place, draft } = line;
    const { cardNumber } = draft;
    if (line.kind === 'repeated') {
      counts.same += 1;
      return { row: { ...place, outcome: 'same', cardNumber, changes: [] }, change: null };
    }
    const before = held.get(cardNumber) ?? null;
    const headingOf = (field: Parameters<PackedLines['headingOf']>[1]) => lines.headingOf(line.sheet, field);
    const completion = completed(draft, before, { today, headingOf, isFile: true });
    if (!completion.ok) return { row: refuse(refusedRow(place, completion.problems)), change: null };
    const after = completion.holder;
    const changes = changesBetween(before, after);
    const outcome = before === null ? 'added' : changes.length > 0 ? 'changed' : 'same';
    counts[outcome] += 1;
    const change = outcome === 'same' ? null : { cardNumber, before, after, fileRow: place.row };
    return { row: { ...place, outcome, cardNumber, changes }, change };
  }

  return {
    counts,
    judge(
      pack: readonly PackedLine[],
      held: ReadonlyMap<string, Cardholder>,
      isTold: boolean,
    ): HolderChange[] {
      const changes: HolderChange[] = [];
      for (const line of pack) {
        const { row, change } = judged(line, held);
        if (isTold) onRow?.(row);
        if (change !== null) changes.push(change);
      }
      rows += pack.length;
      onProgress?.({ phase: 'taking', rows, of: lines.length });
      return changes;
    },
  };
}

const tooMany: Text = {
  zh: `超过 ${LINES_MAX} 行，请分成几个文件`,
  en: `it has more than ${LINES_MAX} rows: split it into several files`,
};
