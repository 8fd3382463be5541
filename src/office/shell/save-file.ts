const REVOKE_MS = 60_000;

/** Gives the browser a file to save. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), REVOKE_MS);
}

/** A table for spreadsheets: Excel knows UTF-8 by the mark alone, and what begins like a formula is made a text. */
export function csvBlob(rows: readonly (readonly (string | number)[])[]): Blob {
  const lines = rows.map((row) => row.map(cellOf).join(','));
  return new Blob([`\ufeff${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' });
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Money is in yuan, as people read it. */
export type SheetCell = string | number | { readonly fen: number };

/** One sheet; its first row has the headings. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
}

const COLUMN_WIDTH = 16;
const FEN_PER_YUAN = 100;

/** Gives the browser a workbook to save. */
export async function saveWorkbook(name: string, sheets: readonly Sheet[]): Promise<void> {
  saveFile(`${name}.xlsx`, await workbookOf(sheets));
}

/** Numbers are numbers, and a text stays a text whatever it begins with. */
export async function workbookOf(sheets: readonly Sheet[]): Promise<Blob> {
  // It is loaded when somebody asks for a file.
  const { default: writeExcelFile } = await import('write-excel-file/universal');
  const made = sheets.map(({ name, rows: [headings = [], ...rows] }) => ({
    sheet: name,
    columns: headings.map(() => ({ width: COLUMN_WIDTH })),
    stickyRowsCount: 1,
    data: [
      headings.map((value) => ({ value: String(value), type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(workbookCellOf)),
    ],
  }));
  return writeExcelFile(made).toBlob();
}

function workbookCellOf(cell: SheetCell) {
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'object') return { value: cell.fen / FEN_PER_YUAN, type: Number, format: '#,##0.00' };
  return cell === '' ? null : { value: cell, type: String, format: '@' };
}
