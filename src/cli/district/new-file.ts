import { writeFileSync } from 'node:fs';
import writeExcelFile from 'write-excel-file/node';
import { type Sheet, workbookSheets } from '../../domain/print/workbook.ts';
import { fileWordsInBoth } from '../input/file-words.ts';
import { CommandFault } from '../input/terminal.ts';

/** Writes a workbook to a new file. Throws `CommandFault`. */
export async function writeNewWorkbook(file: string, sheets: readonly Sheet[]): Promise<void> {
  writeNewFile(file, await writeExcelFile(workbookSheets(sheets)).toBuffer());
}

/** Writes a file that only its owner can read, and overwrites nothing. Throws `CommandFault`. */
export function writeNewFile(file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o600, flush: true });
  } catch (thrown) {
    throw new CommandFault(`${file}: 写不了 cannot be written: ${fileWordsInBoth(thrown)}`);
  }
}
