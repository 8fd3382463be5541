import type { Text } from '../../../domain/base/text.ts';

/** What stands in a cell: a text, a number (a day is a number too), or nothing. */
export type Cell = string | number | null;

/** From which day a workbook counts the numbers of its days. */
export type DayEpoch = 1900 | 1904;

/** A table file, read from its beginning to its end. Rows of a sheet follow the sheet. */
export type TablePart =
  | { readonly kind: 'sheet'; readonly name: string | null; readonly epoch: DayEpoch }
  /** Not read: nobody sees what is in it. */
  | { readonly kind: 'hidden-sheet'; readonly name: string }
  /** `row` is the number that a spreadsheet shows in front of it. */
  | {
      readonly kind: 'row';
      readonly row: number;
      readonly cells: readonly Cell[];
      /** What a merged cell to their left writes into cells, by their place: a heading of several columns is one. */
      readonly across?: ReadonlyMap<number, Cell>;
    };

/** Columns beyond this are not read: no list of cardholders is as wide. */
export const COLUMNS_MAX = 256;
/** As many rows as a sheet of Excel has. */
export const ROWS_MAX = 1_048_576;

type TableFaultKind =
  | 'empty'
  | 'wrong-extension'
  | 'password'
  | 'old-format'
  | 'web-page'
  | 'broken'
  | 'too-large'
  | 'entities'
  | 'encoding'
  | 'no-heading'
  | 'two-columns';

/** Why a file cannot be read as a table of cardholders at all, in words for the office. */
export class TableFault extends Error {
  readonly kind: TableFaultKind;
  readonly words: Text;

  constructor(kind: TableFaultKind, words: Text, cause?: unknown) {
    super(words.en, { cause });
    this.name = 'TableFault';
    this.kind = kind;
    this.words = words;
  }
}

/** True if nothing but blanks stands in the row. */
export function isEmptyRow(cells: readonly Cell[]): boolean {
  return cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''));
}
