import { type CountHeadings, csvTable } from './csv-table.ts';
import { TableFault, type TablePart } from './table.ts';
import { tableDecoder } from './text-encoding.ts';
import { xlsxTable } from './xlsx-table.ts';
import { encryptedFault } from './zip-parts.ts';

/** What a file is by its first bytes, whatever it is called. */
type FileKind = 'zip' | 'ole' | 'web-page' | 'text';

const HEAD_BYTES = 1024;
const ZIP = [0x50, 0x4b];
/** The container of .xls, and of a workbook that is encrypted with a password. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
/** The stream that an encrypted workbook is in, as OLE writes names. */
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');
const MARKUP = /^[\s\ufeff]*<(?:!doctype|html|head|meta|body|table|div|\?xml|!--)/i;

/** Whatever else it is called, the content decides. */
const KINDS_OF_EXTENSION: Readonly<Record<string, readonly FileKind[]>> = {
  csv: ['text'],
  tsv: ['text'],
  txt: ['text'],
  xlsx: ['zip', 'ole'],
  xlsm: ['zip', 'ole'],
  xls: ['ole'],
};

/** Reads a table file from its beginning to its end. Throws `TableFault`, perhaps after many rows. */
export async function* openTable(
  bytes: Uint8Array,
  fileName: string,
  countHeadings: CountHeadings,
): AsyncGenerator<TablePart> {
  if (bytes.length === 0) throw new TableFault('empty', { zh: '文件是空的', en: 'the file is empty' });
  const kind = kindOf(bytes);
  if (kind === 'web-page') throw webPage();
  if (kind === 'ole' && Buffer.from(bytes).includes(ENCRYPTED_STREAM)) throw encryptedFault();
  const extension = /\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const allowed = KINDS_OF_EXTENSION[extension];
  if (allowed !== undefined && !allowed.includes(kind)) throw wrongExtension(extension, kind);
  if (kind === 'ole') throw oldFormat();
  yield* kind === 'zip' ? xlsxTable(bytes) : csvTable(bytes, countHeadings);
}

function kindOf(bytes: Uint8Array): FileKind {
  if (beginsWith(bytes, ZIP)) return 'zip';
  if (beginsWith(bytes, OLE)) return 'ole';
  const { decoder, begin } = tableDecoder(bytes);
  const head = new TextDecoder(decoder.encoding).decode(bytes.subarray(begin, begin + HEAD_BYTES));
  return MARKUP.test(head) ? 'web-page' : 'text';
}

function beginsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}

function webPage(): TableFault {
  return new TableFault('web-page', {
    zh: '其实是网页或 XML，不是 Excel 工作簿。请用 Excel 或 WPS 打开，另存为 .xlsx',
    en: 'it is really a web page or XML and no workbook: open it in Excel or WPS, and save it as .xlsx',
  });
}

function oldFormat(): TableFault {
  return new TableFault('old-format', {
    zh: '是旧格式（.xls）。请用 Excel 或 WPS 打开，另存为 .xlsx',
    en: 'it is of the old format (.xls): open it in Excel or WPS, and save it as .xlsx',
  });
}

function wrongExtension(extension: string, kind: FileKind): TableFault {
  const really = { zip: '.xlsx', ole: '.xls', text: '.csv', 'web-page': '.html' }[kind];
  return new TableFault('wrong-extension', {
    zh: `文件名是 .${extension}，内容其实是 ${really}。请核对是不是这个文件；是的话把文件名改为 ${really} 再试`,
    en: `it is called .${extension} and is really ${really}: if it is the right file, change its name to ${really} and try again`,
  });
}
