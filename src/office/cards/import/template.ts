import { saveFile } from '../../shell/save-file.ts';

/** The names as the district reads them; a test compares them with its list. */
export const TEMPLATE_COLUMNS = [
  '卡号',
  '姓名',
  '层次',
  '生效日期',
  '有效期至',
  '状态',
  '配偶',
  '子女',
] as const;

const COLUMN_WIDTH = 16;

/** An empty list of cardholders. In a workbook all columns are text, so that no spreadsheet changes a number or a day. */
export async function downloadTemplate(name: string, type: 'csv' | 'xlsx'): Promise<void> {
  if (type === 'csv') return saveFile(`${name}.csv`, new Blob([`\ufeff${TEMPLATE_COLUMNS.join(',')}\r\n`]));
  const { default: writeExcelFile } = await import('write-excel-file/browser');
  const headings = TEMPLATE_COLUMNS.map((value) => ({ value, fontWeight: 'bold' as const, format: '@' }));
  const columns = headings.map(() => ({ width: COLUMN_WIDTH }));
  const file = await writeExcelFile([headings], { sheet: '持卡人', columns, stickyRowsCount: 1 }).toBlob();
  saveFile(`${name}.xlsx`, file);
}
