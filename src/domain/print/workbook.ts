/** Money is in yuan, as people read it. */
export type SheetCell = string | number | { readonly fen: number };

/** One sheet of a workbook; its first row has the headings. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
}

const COLUMN_WIDTH = 18;
const FEN_PER_YUAN = 100;

/** The sheets as write-excel-file takes them: numbers are numbers, and a text stays a text whatever it begins with. */
export function workbookSheets(sheets: readonly Sheet[]) {
  return sheets.map(({ name, rows: [headings = [], ...rows] }) => ({
    sheet: name,
    columns: headings.map(() => ({ width: COLUMN_WIDTH })),
    stickyRowsCount: 1,
    data: [
      headings.map((value) => ({ value: String(value), type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(cellOf)),
    ],
  }));
}

function cellOf(cell: SheetCell) {
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'object') return { value: cell.fen / FEN_PER_YUAN, type: Number, format: '#,##0.00' };
  return cell === '' ? null : { value: cell, type: String, format: '@' };
}
