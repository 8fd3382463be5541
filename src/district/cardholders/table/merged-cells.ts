import { areaOf, type CellArea } from './cell-place.ts';
import { type Cell, COLUMNS_MAX, isEmptyRow, TableFault } from './table.ts';

const MERGES_MAX = 100_000;
/** An element that names merged cells is shorter. */
const CARRY_LENGTH = 128;
const MERGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9$:]{2,32})"/g;

/**
 * The merged cells of a sheet, which stand in its file behind the rows. A plain search is enough: the text of a cell
 * has no bare `<`.
 */
export async function mergesIn(pieces: AsyncIterable<Buffer>): Promise<readonly CellArea[]> {
  const areas: CellArea[] = [];
  let carry = '';
  for await (const piece of pieces) {
    const text = carry + piece.toString('latin1');
    carry = text.slice(-CARRY_LENGTH);
    if (!text.includes('mergeCell')) continue;
    let end = 0;
    for (const match of text.matchAll(MERGE)) {
      const area = areaOf(match[1] ?? '');
      if (area !== null) areas.push(area);
      end = match.index + match[0].length;
    }
    carry = text.slice(Math.max(end, text.length - CARRY_LENGTH));
    if (areas.length > MERGES_MAX) {
      throw new TableFault('too-large', {
        zh: '合并的单元格太多，请取消合并后再保存',
        en: 'it has too many merged cells: split them, and save it',
      });
    }
  }
  return areas;
}

/**
 * Writes what stands in merged cells into each row that they cover, in their first column; a row without anything of its
 * own stays empty. Returns what they write into columns to the right.
 */
export function mergeFiller(
  areas: readonly CellArea[],
): (row: number, cells: Cell[]) => ReadonlyMap<number, Cell> {
  const beginning = Map.groupBy(areas, ({ fromRow }) => fromRow);
  let open: { readonly area: CellArea; readonly value: Cell }[] = [];
  return (row, cells) => {
    const isEmpty = isEmptyRow(cells);
    open = open.filter(({ area }) => area.toRow >= row);
    for (const area of beginning.get(row) ?? []) open.push({ area, value: cells[area.fromColumn] ?? null });
    if (isEmpty || open.length === 0) return NOTHING_ACROSS;
    const across = new Map<number, Cell>();
    for (const { area, value } of open) {
      if (area.fromColumn < COLUMNS_MAX) cells[area.fromColumn] ??= value;
      const last = Math.min(area.toColumn, COLUMNS_MAX - 1);
      for (let column = area.fromColumn + 1; column <= last; column += 1) across.set(column, value);
    }
    return across;
  };
}

const NOTHING_ACROSS: ReadonlyMap<number, Cell> = new Map();
