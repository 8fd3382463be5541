import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { messageOf } from '../../../domain/base/message-of.ts';
import { TableFault } from './table.ts';

/** A workbook has a few dozen parts. */
const PARTS_MAX = 2_000;
/** A file that claims to unpack to more is refused as a zip bomb. A million rows take less. */
const UNPACKED_BYTES_MAX = 1024 * 1024 * 1024;

/** The parts of a zip file that are read. */
export interface ZipParts {
  has(name: string): boolean;
  /** The bytes of a part in pieces. Throws `TableFault` if its size or its sum is not as the file says. */
  read(name: string): AsyncGenerator<Buffer>;
}

/** Reads the list of parts, and unpacks nothing yet. Throws `TableFault`. */
export async function zipParts(bytes: Uint8Array): Promise<ZipParts> {
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  let count = 0;
  const zip = await opened(bytes);
  try {
    for await (const entry of zip.eachEntry()) {
      count += 1;
      unpacked += entry.uncompressedSize;
      if (count > PARTS_MAX || unpacked > UNPACKED_BYTES_MAX) throw bomb();
      if (entry.isEncrypted()) throw encryptedFault();
      entries.set(entry.fileName.toLowerCase(), entry);
    }
  } catch (thrown) {
    throw thrown instanceof TableFault ? thrown : brokenZip(thrown);
  }
  return {
    has: (name) => entries.has(name.toLowerCase()),
    read: (name) => partOf(zip, entries.get(name.toLowerCase()), name),
  };
}

async function opened(bytes: Uint8Array): Promise<ZipFile> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return await fromBufferPromise(buffer, { lazyEntries: true });
  } catch (thrown) {
    throw brokenZip(thrown);
  }
}

async function* partOf(zip: ZipFile, entry: Entry | undefined, name: string): AsyncGenerator<Buffer> {
  if (entry === undefined) throw brokenZip(`${name} is missing`);
  let sum = 0;
  try {
    const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (thrown) {
    throw brokenZip(thrown);
  }
  if (sum !== entry.crc32) throw brokenZip(`${name} has another sum than its entry says`);
}

/** Also for a part that is no proper XML. */
export function brokenZip(thrown: unknown): TableFault {
  return new TableFault(
    'broken',
    {
      zh: `文件已损坏，或没有传完（${messageOf(thrown)}）。请用 Excel 或 WPS 打开后重新保存`,
      en: `the file is damaged or not complete (${messageOf(thrown)}): open it in Excel or WPS and save it again`,
    },
    thrown,
  );
}

function bomb(): TableFault {
  return new TableFault('too-large', {
    zh: '解压后太大，不会是持卡人名册',
    en: 'it unpacks to too much, so it cannot be a list of cardholders',
  });
}

/** The fault of a zip or a workbook that is encrypted with a password. */
export function encryptedFault(): TableFault {
  return new TableFault('password', {
    zh: '文件有打开密码。请先在 Excel 或 WPS 中取消密码，再保存',
    en: 'the file is locked with a password: take the password off in Excel or WPS, and save it',
  });
}
