import type { CardNumberRules } from '../../domain/card/card-form.ts';
import { type CardDraft, type RefusedRow, type RowPlace, refusedRow } from './rows/card-draft.ts';
import { type Columns, columnsIn, isHeading } from './rows/headings.ts';
import { readRow } from './rows/read-row.ts';
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
  for await (const part of openTable(file.bytes, file.fileName, headingCount)) {
    if (part.kind === 'row') {
      const line = sheet === null ? null : lineOf(part, sheet, cardNumbers);
      if (line === 'headings') sheetsRead += noteColumns(sheet, passedOver);
      else if (line !== null) yield line;
      continue;
    }
    noteSheet(sheet, passedOver);
    if (part.kind === 'hidden-sheet') passedOver.sheets.add(part.name);
    sheet = part.kind === 'sheet' ? { ...part, columns: null, rowsAbove: 0 } : null;
  }
  noteSheet(sheet, passedOver);
  if (sheetsRead === 0) throw noHeading();
}

function headingCount(cells: readonly Cell[]): number {
  try {
    return columnsIn(cells)?.headings.size ?? 0;
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
  rowsAbove: number;
}

/** Null for a row that says nothing. */
function lineOf(
  { row, cells }: Extract<TablePart, { readonly kind: 'row' }>,
  sheet: SheetReading,
  cardNumbers: CardNumberRules,
): CardLine | 'headings' | null {
  if (isEmptyRow(cells)) return null;
  const { columns } = sheet;
  if (columns === null) {
    if (sheet.rowsAbove > ROWS_ABOVE_MAX) return null;
    sheet.rowsAbove += 1;
    sheet.columns = columnsIn(cells);
    return sheet.columns === null ? null : 'headings';
  }
  const [numberColumn = 0] = columns.at.get('cardNumber') ?? [];
  if (isHeading(cells[numberColumn] ?? null, 'cardNumber')) return null;
  const reading = readRow(cells, { columns, epoch: sheet.epoch, cardNumbers });
  const place = { sheet: sheet.name, row };
  switch (reading.kind) {
    case 'nothing':
      return null;
    case 'refused':
      return { kind: 'refused', refused: refusedRow(place, reading.problems) };
    case 'draft':
      return { ...reading, place, columns };
  }
}

function noteColumns(sheet: SheetReading | null, passedOver: PassedOver): number {
  for (const heading of sheet?.columns?.passedOver ?? []) passedOver.columns.add(heading);
  return 1;
}

function noteSheet(sheet: SheetReading | null, passedOver: PassedOver): void {
  if (sheet !== null && sheet.columns === null && sheet.name !== null) passedOver.sheets.add(sheet.name);
}

function noHeading(): TableFault {
  return new TableFault('no-heading', {
    zh: `前 ${ROWS_ABOVE_MAX} 行里没有表头：要有“卡号”和至少一个别的列，如“姓名”。npm run -s district -- cards template 给出样表`,
    en: `no headings in the first ${ROWS_ABOVE_MAX} rows: 卡号 and at least one other, such as 姓名, are needed; npm run -s district -- cards template shows a form`,
  });
}
