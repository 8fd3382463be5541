import { isUtf8 } from 'node:buffer';
import { TableFault } from './table.ts';

/** This much of a file tells whether it is UTF-16 without a mark. */
const SAMPLE_BYTES = 64 * 1024;
/** A list in UTF-16 has at least one zero in this many bytes. Other texts have none, or one that got there by mistake. */
const UTF16_ZEROS_PER_BYTE = 20;
/** In UTF-16, one side of the byte pairs has at least this many times as many zeros as the other. */
const SIDES_RATIO = 4;

/**
 * The decoder for a text file of an office, and where the text begins: UTF-8 or UTF-16 with a mark or without, else
 * GB18030, which holds GBK and GB2312. Whatever is not in that encoding makes the decoder throw `TypeError`.
 */
export function tableDecoder(bytes: Uint8Array): { readonly decoder: TextDecoder; readonly begin: number } {
  const { name, begin } = encodingOf(bytes);
  return { decoder: new TextDecoder(name, { fatal: true, ignoreBOM: true }), begin };
}

function encodingOf(bytes: Uint8Array): { readonly name: string; readonly begin: number } {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', begin: 2 };
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', begin: 2 };
  if (first === 0xef && second === 0xbb && third === 0xbf) return { name: 'utf-8', begin: 3 };
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = zerosIn(sample);
  if ((zeros.even + zeros.odd) * UTF16_ZEROS_PER_BYTE >= sample.length)
    return { name: utf16Of(zeros), begin: 0 };
  return { name: isUtf8(bytes) ? 'utf-8' : 'gb18030', begin: 0 };
}

/**
 * Digits, commas and ends of lines have one zero byte in UTF-16, all on the same side. A few characters, such as 一 and 开,
 * have one on the other.
 */
function utf16Of({ even, odd }: { readonly even: number; readonly odd: number }): string {
  if (odd > even * SIDES_RATIO) return 'utf-16le';
  if (even > odd * SIDES_RATIO) return 'utf-16be';
  throw new TableFault('encoding', {
    zh: '不是表格文件，也不是文本。请用 Excel 或 WPS 另存为 .xlsx 或 CSV',
    en: 'it is neither a workbook nor a text: save it as .xlsx or CSV',
  });
}

function zerosIn(bytes: Uint8Array): { readonly even: number; readonly odd: number } {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd };
}
