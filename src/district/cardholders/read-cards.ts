import type { CardNumberRules } from '../../domain/card/card-form.ts';
import { type CardDraft, type RefusedRow, type RowPlace, refusedRow } from './rows/card-draft.ts';
import { cellText } from './rows/cell-text.ts';
import { type Columns, columnsBelow, columnsIn, type HeadingRow, isHeading } from './rows/columns.ts';
import { readRow } from './rows/read-row.ts';
import { swallowedRow } from './rows/swallowed-row.ts';
import { openTable } from './table/open-table.ts';
import { type Cell, type DayEpoch, isEmptyRow, TableFault, type TablePart } from './table/table.ts';

/** Titles and notes may stand above the headings. */
const ROWS_ABOVE_MAX = 30;

/** What a row of a file means. `columns` are those of its sheet. */
export type CardLine =
  | {
      readonly kind: 'draft';
      readonly place: RowPlace;
      readonly columns: Columns;
      readonly draft: CardDraft;
      /** For comparing rows of the same card. */
      readonly childNames: readonly string[];
    }
  | { readonly kind: 'refused'; readonly refused: RefusedRow };

/** The columns and sheets that were not read. They are known after the whole file was read. */
export interface PassedOver {
  /** Headings of columns that are not kept, once each. */
  readonly columns: Set<string>;
  /** Sheets that are hidden, or that have no headings. */
  readonly sheets: Set<string>;
}

/** Reads a file of cardholders, row by row. Throws `TableFault`, perhaps after many rows. */
export async function* readCards(
  file: { readonly bytes: Uint8Array; readonly fileName: string },
  cardNumbers: CardNumberRules,
  passedOver: PassedOver,
): AsyncGenerator<CardLine> {
  let sheet: SheetReading | null = null;
  let sheetsRead = 0;
  const leave = (left: SheetReading | null) => {
    if (left === null) return;
    noteSheet(left, passedOver);
    if (left.columns !== null) sheetsRead += 1;
  };
  for await (const part of openTable(file.bytes, file.fileName, headingCount)) {
    if (part.kind === 'row') {
      if (sheet === null || isEmptyRow(part.cells)) continue;
      const line = takeHeadings(part, sheet, passedOver) ? null : lineOf(part, sheet, cardNumbers);
      if (line !== null) yield line;
      continue;
    }
    leave(sheet);
    if (part.kind === 'hidden-sheet') passedOver.sheets.add(part.name);
    sheet = part.kind === 'sheet' ? { ...part, columns: null, above: null, rowsAbove: 0 } : null;
  }
  leave(sheet);
  if (sheetsRead === 0) throw noHeading();
}

function headingCount(cells: readonly Cell[]): number {
  try {
    return columnsIn({ cells })?.headings.size ?? 0;
  } catch (thrown) {
    // Headings of which two say the same are headings too.
    if (thrown instanceof TableFault) return cells.length;
    throw thrown;
  }
}

interface SheetReading {
  readonly name: string | null;
  readonly epoch: DayEpoch;
  columns: Columns | null;
  /** The row before, as long as it may be a part of the headings. */
  above: HeadingRow | null;
  rowsAbove: number;
}

type Row = Extract<TablePart, { readonly kind: 'row' }>;

/** True for a row of headings and for what stands above the first: it is taken, and says nothing of a card. */
function takeHeadings(row: Row, sheet: SheetReading, passedOver: PassedOver): boolean {
  const { columns, above } = sheet;
  sheet.above = row;
  if (columns === null) {
    if (sheet.rowsAbove > ROWS_ABOVE_MAX) return true;
    sheet.rowsAbove += 1;
    sheet.columns = columnsIn(row, above);
    return true;
  }
  const number = numberCellOf(row, columns);
  const isAgain = isHeading(number);
  const below = above !== null && (cellText(number) === null || isAgain) ? columnsBelow(row, above) : null;
  if (below !== null) {
    sheet.columns = below;
    return true;
  }
  const again = isAgain ? columnsIn(row) : null;
  if (again !== null) {
    noteSheet(sheet, passedOver);
    sheet.columns = again;
    return true;
  }
  sheet.above = null;
  return isAgain;
}

function numberCellOf({ cells }: Row, { at }: Columns): Cell {
  const [column = 0] = at.get('cardNumber') ?? [];
  return cells[column] ?? null;
}

/** Null for a row that says nothing. */
function lineOf(
  { row, cells }: Row,
  { name, epoch, columns }: SheetReading,
  cardNumbers: CardNumberRules,
): CardLine | null {
  if (columns === null) return null;
  const place = { sheet: name, row };
  const swallowed = name === null ? swallowedRow(cells, columns, cardNumbers) : null;
  if (swallowed !== null) return { kind: 'refused', refused: refusedRow(place, [swallowed]) };
  const reading = readRow(cells, { columns, epoch, cardNumbers });
  switch (reading.kind) {
    case 'nothing':
      return null;
    case 'refused':
      return { kind: 'refused', refused: refusedRow(place, reading.problems) };
    case 'draft':
      return { ...reading, place, columns };
  }
}

function noteSheet({ name, columns }: SheetReading, passedOver: PassedOver): void {
  for (const heading of columns?.passedOver ?? []) passedOver.columns.add(heading);
  if (columns === null && name !== null) passedOver.sheets.add(name);
}

function noHeading(): TableFault {
  return new TableFault('no-heading', {
    zh: `前 ${ROWS_ABOVE_MAX} 行里没有表头：要有“卡号”和至少一个别的列，如“姓名”。npm run -s district -- cards template 给出样表`,
    en: `no headings in the first ${ROWS_ABOVE_MAX} rows: 卡号 and at least one other, such as 姓名, are needed; npm run -s district -- cards template shows a form`,
  });
}
