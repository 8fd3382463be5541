import { writeFileSync } from 'node:fs';
import writeExcelFile from 'write-excel-file/node';
import { fileWordsInBoth } from '../input/file-words.ts';
import { CommandFault } from '../input/terminal.ts';

/** A sheet of a workbook; its first row has the headings. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | number)[])[];
}

const COLUMN_WIDTH = 18;

/** Writes a workbook: numbers are numbers, and a text stays a text whatever it begins with. Throws `CommandFault`. */
export async function writeNewWorkbook(file: string, sheets: readonly Sheet[]): Promise<void> {
  const made = sheets.map(({ name, rows: [headings = [], ...rows] }) => ({
    sheet: name,
    columns: headings.map(() => ({ width: COLUMN_WIDTH })),
    stickyRowsCount: 1,
    data: [
      headings.map((value) => ({ value: String(value), type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(cellOf)),
    ],
  }));
  writeNewFile(file, await writeExcelFile(made).toBuffer());
}

function cellOf(value: string | number) {
  if (typeof value === 'number') return { value, type: Number };
  return value === '' ? null : { value, type: String, format: '@' };
}

/** Writes a file that only its owner can read, and overwrites nothing. Throws `CommandFault`. */
export function writeNewFile(file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o600, flush: true });
  } catch (thrown) {
    throw new CommandFault(`${file}: 写不了 cannot be written: ${fileWordsInBoth(thrown)}`);
  }
}
