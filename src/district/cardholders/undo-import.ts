import { CardNumber } from '../../domain/card/card-number.ts';
import type { CardStatus } from '../../domain/card/card-record.ts';
import { type CardRef, cardRefOf } from '../../domain/card/card-ref.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { CardChangeRow } from '../storage/store-rows.ts';
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
 * row whose card was changed since, or used since it was added, stays as it is and is named.
 */
export function undoImport(
  { store, now }: Parts,
  { importId, officer }: { readonly importId: string; readonly officer: string },
  onRows: (rows: number) => void = () => {},
): Promise<UndoOutcome> {
  return store.transaction(async (writes) => {
    let head = await writes.lockRosterHead();
    const taken = await writes.cardImport(importId);
    if (taken === null) return { kind: 'no-such-import' };
    if (taken.undoneAt !== null) return { kind: 'undone-already' };
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
    await denyByStatus(writes, moved, now());
    await writes.saveRosterHead(head);
    await writes.markImportUndone(importId, by.at, officer);
    return { kind: 'undone', undone, refused };
  });
}

/** What takes these changes back; adds to `refused` those that stay. */
async function undoable(
  writes: DistrictWrites,
  rows: readonly CardChangeRow[],
  refused: RefusedRow[],
): Promise<readonly HolderChange[]> {
  const { cardRefKeyHex } = await writes.identity();
  const held = new Map(
    (await writes.cardsByNumber(rows.map(({ cardNumber }) => cardNumber))).map((row) => [
      row.cardNumber,
      row,
    ]),
  );
  const refOf = ({ cardNumber }: CardChangeRow) => cardRefOf(cardRefKeyHex, CardNumber.parse(cardNumber));
  const added = rows.filter(({ before }) => before === null).map(refOf);
  const used = await writes.usedCards(added);
  return rows.flatMap((row) => {
    const isTouched = held.get(row.cardNumber)?.position !== row.position;
    const isUsed = row.before === null && used.has(refOf(row));
    if (!isTouched && !isUsed) {
      return [{ cardNumber: CardNumber.parse(row.cardNumber), before: row.after, after: row.before }];
    }
    refused.push({
      sheet: null,
      row: row.fileRow ?? 0,
      column: HEADINGS.cardNumber[0],
      why: isTouched ? touched(row.cardNumber) : usedSince(row.cardNumber),
    });
    return [];
  });
}

function touched(cardNumber: string) {
  return {
    zh: `${cardNumber} 导入后又改过，保持现状`,
    en: `${cardNumber} was changed since the import, and stays as it is`,
  };
}

function usedSince(cardNumber: string) {
  return {
    zh: `${cardNumber} 导入后已有使用记录，保留在名册上`,
    en: `${cardNumber} was used since the import, and stays on the roster`,
  };
}
