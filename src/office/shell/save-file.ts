import { csvOf } from '../../domain/print/csv.ts';
import { type Sheet, workbookSheets } from '../../domain/print/workbook.ts';

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

/** A table for spreadsheets. */
export function csvBlob(rows: readonly (readonly (string | number)[])[]): Blob {
  return new Blob([csvOf(rows)], { type: 'text/csv;charset=utf-8' });
}

/** Gives the browser a workbook to save. */
export async function saveWorkbook(name: string, sheets: readonly Sheet[]): Promise<void> {
  saveFile(`${name}.xlsx`, await workbookOf(sheets));
}

export async function workbookOf(sheets: readonly Sheet[]): Promise<Blob> {
  // It is loaded when somebody asks for a file.
  const { default: writeExcelFile } = await import('write-excel-file/universal');
  return writeExcelFile(workbookSheets(sheets)).toBlob();
}
