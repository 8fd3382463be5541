import { isDeepStrictEqual } from 'node:util';
import type { Text } from '../../domain/base/text.ts';
import { CardNumber } from '../../domain/card/card-number.ts';
import type { CardStatus } from '../../domain/card/card-record.ts';
import { type CardRef, cardRefOf } from '../../domain/card/card-ref.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { CardChangeRow } from '../storage/store-rows.ts';
import { consentedCards } from './guardian-consent.ts';
import type { RefusedRow } from './rows/card-draft.ts';
import { HEADINGS } from './rows/headings.ts';
import { denyByStatus, type HolderChange, writeChanges } from './write-changes.ts';

const ROWS_AT_ONCE = 1_000;
/** More packs than the largest import has. */
const PACKS_MAX = 1_001;

export type UndoOutcome =
  | { readonly kind: 'undone'; readonly undone: number; readonly refused: readonly RefusedRow[] }
  | { readonly kind: 'no-such-import' | 'undone-already' };

type Parts = Pick<Services, 'store' | 'now'>;

/**
 * Takes an import back, in one commit: cards that it added leave the roster, and cards that it changed are as before. A
 * row whose card was changed since, or used since it was added, stays as it is and is named; the import may be taken back
 * again for it. A later import that was taken back itself is no change.
 */
export function undoImport(
  { store, now }: Parts,
  { importId, officer }: { readonly importId: string; readonly officer: string },
  onRows: (rows: number) => void = () => {},
): Promise<UndoOutcome> {
  return store.transaction(async (writes) => {
    let head = await writes.lockRosterHeadRow();
    const taken = await writes.cardImport(importId);
    if (taken === null) return { kind: 'no-such-import' };
    const by = { officer, at: now(), importId: null };
    const moved = new Map<CardRef, CardStatus>();
    const refused: RefusedRow[] = [];
    let undone = 0;
    let after = 0;
    for (let pack = 0; pack < PACKS_MAX; pack += 1) {
      const rows = await writes.changesOfImport(importId, after, ROWS_AT_ONCE);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.position;
      const changes = await undoable(writes, rows, refused);
      await writeChanges(writes, { head, changes, by, moved });
      head += changes.length;
      undone += changes.length;
      onRows(undone + refused.length);
    }
    if (taken.undoneAt !== null && undone + refused.length === 0) return { kind: 'undone-already' };
    await denyByStatus(writes, moved, now());
    await writes.saveRosterHead(head);
    await writes.markImportUndone(importId, by.at, officer);
    return { kind: 'undone', undone, refused };
  });
}

/** What takes these changes back, without those that were; adds to `refused` those that stay. */
async function undoable(
  writes: DistrictWrites,
  rows: readonly CardChangeRow[],
  refused: RefusedRow[],
): Promise<readonly HolderChange[]> {
  const { cardRefKeyHex } = await writes.identity();
  const refOf = ({ cardNumber }: CardChangeRow) => cardRefOf(cardRefKeyHex, CardNumber.parse(cardNumber));
  const added = rows.filter(({ before }) => before === null);
  const used = await writes.usedCards(added.map(refOf));
  // The number may come again for another family, and must not bring a consent of this one.
  const consented = await consentedCards(
    writes,
    added.map(({ cardNumber }) => cardNumber),
  );
  const sinceOf = await sinceThen(writes, rows);
  return rows.flatMap((row) => {
    const since = sinceOf(row);
    if (since === 'taken-back') return [];
    const isUsed = row.before === null && used.has(refOf(row));
    const hasConsent = row.before === null && consented.has(row.cardNumber);
    if (since === 'nothing' && !isUsed && !hasConsent) return [undoing(row)];
    refused.push({
      sheet: null,
      row: row.fileRow ?? 0,
      column: HEADINGS.cardNumber[0],
      why: whyKept(row.cardNumber, since === 'touched' ? 'touched' : isUsed ? 'used' : 'consent'),
    });
    return [];
  });
}

function undoing({ cardNumber, before, after, fileRow }: CardChangeRow): HolderChange {
  const change = { cardNumber: CardNumber.parse(cardNumber), before: after, after: before };
  return fileRow === null ? change : { ...change, fileRow };
}

/** What became of a change of an import since: nothing that counts, it was taken back, or something else. */
type Since = 'nothing' | 'taken-back' | 'touched';

async function sinceThen(
  writes: DistrictWrites,
  rows: readonly CardChangeRow[],
): Promise<(row: CardChangeRow) => Since> {
  const numbers = rows.map(({ cardNumber }) => cardNumber);
  const positions = new Map(
    (await writes.cardsByNumber(numbers)).map(({ cardNumber, position }) => [cardNumber, position]),
  );
  const moved = numbers.filter((number, index) => positions.get(number) !== rows[index]?.position);
  const later = Map.groupBy(
    moved.length === 0 ? [] : await writes.changesOfCardsAfter(moved, rows[0]?.position ?? 0),
    ({ cardNumber }) => cardNumber,
  );
  return (row) => {
    const changes = (later.get(row.cardNumber) ?? []).filter(({ position }) => position > row.position);
    const since = sinceIn(row, changes);
    // A change that is in no history, as by a list of the roster, is a change too.
    const isKnown = positions.get(row.cardNumber) === (changes.at(-1) ?? row).position;
    return since === 'nothing' && !isKnown ? 'touched' : since;
  };
}

/** Goes through the later changes of the card: those that were taken back cancel each other. */
function sinceIn(row: CardChangeRow, changes: readonly CardChangeRow[]): Since {
  const standing = [row];
  for (const change of changes) {
    const last = standing.at(-1);
    if (last !== undefined && takesBack(change, last)) standing.pop();
    else standing.push(change);
    if (standing.length === 0) return 'taken-back';
  }
  return standing.length === 1 ? 'nothing' : 'touched';
}

function takesBack(change: CardChangeRow, taken: CardChangeRow): boolean {
  return (
    taken.importId !== null &&
    change.importId === null &&
    change.fileRow !== null &&
    change.fileRow === taken.fileRow &&
    isDeepStrictEqual(change.before, taken.after) &&
    isDeepStrictEqual(change.after, taken.before)
  );
}

function whyKept(cardNumber: string, why: 'touched' | 'used' | 'consent'): Text {
  const { zh, en } = KEPT[why];
  return { zh: `${cardNumber} ${zh}`, en: `${cardNumber} ${en}` };
}

const KEPT = {
  touched: { zh: '导入后又改过，保持现状', en: 'was changed since the import, and stays as it is' },
  used: {
    zh: '导入后已有使用记录，保留在名册上',
    en: 'was used since the import, and stays on the roster',
  },
  consent: {
    zh: '导入后登记了监护人同意，保留在名册上；先撤回同意，再撤销导入',
    en: 'has a consent of a guardian noted since the import, and stays on the roster: take the consent back first',
  },
} as const;
