import { writeFileSync } from 'node:fs';
import writeExcelFile from 'write-excel-file/node';
import { HEADINGS } from '../../../district/cardholders/rows/headings.ts';
import { fileWordsInBoth } from '../../input/file-words.ts';
import { CommandFault } from '../../input/terminal.ts';

/** If this mark is missing, Excel reads UTF-8 as GBK. */
const BYTE_ORDER_MARK = '\ufeff';
const COLUMN_WIDTH = 16;
const NOTES_WIDTH = 90;

const NOTES: readonly string[] = [
  '一行一张卡。列的先后不限，多余的列不读，也不会保存（如电话、证件号、出生日期）。',
  '卡号：卡面上的号码，最后一位是校验位。有效期起、有效期至：如 2026-01-31，最后一天当天仍有效。',
  '状态：有效、暂停、挂失、注销、已换发；不填为有效。配偶：姓名。子女：姓名，几人之间用、隔开；只保存人数。',
  'One card a row. Columns may stand in any order; others are not read and never stored.',
];

/** The headings of a file of cardholders, as a line of CSV. */
export function templateLine(): string {
  return Object.values(HEADINGS)
    .map(([name]) => name)
    .join(',');
}

/** Writes an empty file for cardholders, which must not be there yet: `.csv` or `.xlsx`. Throws `CommandFault`. */
export async function writeTemplate(file: string): Promise<void> {
  const isWorkbook = /\.xlsx$/i.test(file);
  if (!isWorkbook && !/\.csv$/i.test(file)) {
    throw new CommandFault(`${file}: 文件名应以 .csv 或 .xlsx 结尾 its name must end in .csv or .xlsx`);
  }
  const content = isWorkbook ? await workbook() : `${BYTE_ORDER_MARK}${templateLine()}\r\n`;
  try {
    writeFileSync(file, content, { flag: 'wx' });
  } catch (thrown) {
    throw new CommandFault(`${file}: 写不了 cannot be written: ${fileWordsInBoth(thrown)}`);
  }
}

/** All columns are text, so that no spreadsheet changes a number or a day. */
function workbook(): Promise<Buffer> {
  const headings = Object.values(HEADINGS).map(([value]) => ({
    value,
    fontWeight: 'bold' as const,
    format: '@',
  }));
  const columns = headings.map(() => ({ width: COLUMN_WIDTH }));
  const notes = NOTES.map((value) => [{ value }]);
  return writeExcelFile([
    { data: [headings], sheet: '持卡人', columns, stickyRowsCount: 1 },
    { data: notes, sheet: '说明', columns: [{ width: NOTES_WIDTH }] },
  ]).toBuffer();
}
