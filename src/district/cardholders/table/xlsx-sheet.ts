import { columnOf } from './cell-place.ts';
import { mergeFiller, mergesIn } from './merged-cells.ts';
import { type Cell, COLUMNS_MAX, ROWS_MAX, TableFault, type TablePart } from './table.ts';
import type { TextStore } from './text-store.ts';
import { readXml, type XmlAttributes } from './xml-part.ts';
import { brokenZip, type ZipParts } from './zip-parts.ts';

/** As many as Excel lets stand in a cell. */
export const TEXT_LENGTH_MAX = 32_767;
/**
 * How Excel shows a formula whose result has not come yet. Here it stands for one that was saved without a result, as by
 * programs that make workbooks: it must not count as an empty cell.
 */
const PENDING_FORMULA = '#GETTING_DATA';
/** As many columns as a sheet of Excel has. */
const CELLS_OF_ROW_MAX = 16_384;

/** The rows of a sheet as they come, read piece by piece. A formula counts as what it gave when it was saved. */
export async function* sheetRows(
  zip: ZipParts,
  part: string,
  shared: TextStore,
): AsyncGenerator<Extract<TablePart, { readonly kind: 'row' }>> {
  const fill = mergeFiller(await mergesIn(zip.read(part)));
  const reader = rowReader(shared);
  for await (const _ of readXml(zip.read(part), reader.handlers)) {
    for (const { row, cells } of reader.taken()) {
      const across = fill(row, cells);
      yield { kind: 'row', row, cells, across };
    }
  }
}

function rowReader(shared: TextStore) {
  let rows: { readonly row: number; readonly cells: Cell[] }[] = [];
  let row = 0;
  let cells: Cell[] = [];
  let cellCount = 0;
  let column = -1;
  let type = 'n';
  let text: string | null = null;
  let isPhonetic = false;
  let isFormula = false;
  let hasValue = false;

  function beginRow({ r }: XmlAttributes): void {
    const next = r === undefined ? row + 1 : Number(r);
    if (!Number.isInteger(next) || next < 1 || next > ROWS_MAX) throw tooManyRows();
    if (next <= row) throw rowAgain(next);
    row = next;
    cells = [];
    cellCount = 0;
    column = -1;
  }

  function beginCell({ r, t = 'n' }: XmlAttributes): void {
    cellCount += 1;
    if (cellCount > CELLS_OF_ROW_MAX) throw tooManyCells(row);
    column = (r === undefined ? null : columnOf(r)) ?? column + 1;
    type = t;
    value = '';
    isFormula = false;
    hasValue = false;
  }

  /** What stands between the marks of the present cell. */
  let value = '';

  function endCell(): void {
    // A formula that gives an empty text says so.
    const isPending = isFormula && value === '' && !(type === 'str' && hasValue);
    if (column >= COLUMNS_MAX || (value === '' && !isPending)) return;
    for (let before = cells.length; before < column; before += 1) cells.push(null);
    cells[column] = isPending ? PENDING_FORMULA : cellOf(type, value, shared);
  }

  return {
    /** The rows that are whole; each is taken once. */
    taken() {
      const whole = rows;
      rows = [];
      return whole;
    },
    handlers: {
      open(name: string, attributes: XmlAttributes) {
        if (name === 'row') beginRow(attributes);
        else if (name === 'c') beginCell(attributes);
        else if (name === 'rPh') isPhonetic = true;
        else if (name === 'f') isFormula = true;
        else if (name === 'v' || (name === 't' && !isPhonetic)) {
          hasValue = true;
          text = '';
        }
      },
      close(name: string) {
        if (name === 'row') rows.push({ row, cells });
        else if (name === 'c') endCell();
        else if (name === 'rPh') isPhonetic = false;
        else if (text !== null && (name === 'v' || name === 't')) {
          value += text.slice(0, TEXT_LENGTH_MAX - value.length);
          text = null;
        }
      },
      text(piece: string) {
        if (text !== null && text.length < TEXT_LENGTH_MAX) text += piece;
      },
    },
  };
}

function cellOf(type: string, value: string, shared: TextStore): Cell {
  switch (type) {
    case 's':
      return shared.at(Number(value)) ?? noSharedText();
    case 'n': {
      const number = Number(value);
      return Number.isFinite(number) ? number : value;
    }
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    default:
      return unescaped(value);
  }
}

/** `_x000D_` is how a workbook writes what XML cannot hold. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** A cell that refers to a text which is not there must not count as empty. */
function noSharedText(): never {
  throw brokenZip('a cell refers to a shared text that is missing');
}

function tooManyRows(): TableFault {
  return new TableFault('too-large', {
    zh: `行号超出 1 至 ${ROWS_MAX}，文件不正常`,
    en: `it has rows beyond 1 to ${ROWS_MAX}, which no workbook has`,
  });
}

function rowAgain(row: number): TableFault {
  return new TableFault('broken', {
    zh: `第 ${row} 行重复，或行号倒退，文件不正常。请用 Excel 或 WPS 打开后重新保存`,
    en: `row ${row} is there twice, or its rows go back: open it in Excel or WPS and save it again`,
  });
}

function tooManyCells(row: number): TableFault {
  return new TableFault('too-large', {
    zh: `第 ${row} 行超过 ${CELLS_OF_ROW_MAX} 个单元格，文件不正常`,
    en: `row ${row} has more than ${CELLS_OF_ROW_MAX} cells, which no workbook has`,
  });
}
