import { constants, gunzipSync } from 'node:zlib';
import { ByteReader, UNPACKED_BYTES_MAX, unsnapped } from './snappy.ts';

/** Bytes that lie packed within other bytes, and where from. */
export interface Unpacked {
  readonly from: string;
  readonly bytes: Uint8Array;
}

/** The last eight bytes of a LevelDB table. */
const TABLE_MAGIC = Buffer.from('57fb808b247547db', 'hex');
const TABLE_FOOTER_BYTES = 48;
const BLOCK_TRAILER_BYTES = 5;
const SNAPPY = 1;
/** Chromium packs large IndexedDB values: a serialised value of its own version, then Snappy. */
const PACKED_VALUE = Buffer.from([0xff, 0x11, 0x02]);
const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);

/**
 * What a plain scan would not see in a file: the blocks of LevelDB tables, the packed values of IndexedDB in a
 * log, and gzip streams. Whatever cannot be unpacked was none of these.
 */
export function* unpackedIn(file: Buffer): Generator<Unpacked> {
  if (file.subarray(-TABLE_MAGIC.length).equals(TABLE_MAGIC)) {
    for (const block of tableBlocks(file)) {
      yield { from: 'LevelDB block', bytes: block };
      yield* packedValuesIn(block);
    }
  }
  yield* packedValuesIn(file);
  for (const at of occurrences(file, GZIP)) {
    const bytes = inflated(file.subarray(at));
    if (bytes !== null) yield { from: 'gzip', bytes };
  }
}

function* packedValuesIn(bytes: Buffer): Generator<Unpacked> {
  for (const at of occurrences(bytes, PACKED_VALUE)) {
    const value = unsnapped(bytes.subarray(at + PACKED_VALUE.length));
    if (value !== null) yield { from: 'IndexedDB value', bytes: value };
  }
}

/** Every data block of a LevelDB table: its footer points to an index, whose entries point to the blocks. */
function* tableBlocks(file: Buffer): Generator<Buffer> {
  const footer = new ByteReader(file.subarray(file.length - TABLE_FOOTER_BYTES));
  footer.varint();
  footer.varint();
  const index = blockAt(file, { offset: footer.varint(), size: footer.varint() });
  for (const handle of index === null ? [] : handlesIn(index)) {
    const block = blockAt(file, handle);
    if (block !== null) yield block;
  }
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}

function blockAt(file: Buffer, { offset, size }: Handle): Buffer | null {
  if (offset + size + BLOCK_TRAILER_BYTES > file.length) return null;
  const bytes = file.subarray(offset, offset + size);
  return file[offset + size] === SNAPPY ? unsnapped(bytes) : bytes;
}

/** The values of an index block: entries of (shared, unshared, value length, key rest, value), then restarts. */
function* handlesIn(index: Buffer): Generator<Handle> {
  const restarts = index.readUInt32LE(index.length - 4);
  const end = index.length - 4 * (restarts + 1);
  const reader = new ByteReader(index.subarray(0, end));
  while (!reader.isAtEnd()) {
    reader.varint();
    const keyBytes = reader.varint();
    const valueBytes = reader.varint();
    reader.take(keyBytes);
    const value = new ByteReader(reader.take(valueBytes));
    yield { offset: value.varint(), size: value.varint() };
  }
}

function* occurrences(bytes: Buffer, mark: Buffer): Generator<number> {
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) yield at;
}

/** As much as can be inflated, however the stream ends; null for no gzip. */
function inflated(bytes: Buffer): Buffer | null {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: UNPACKED_BYTES_MAX });
  } catch {
    return null; // the three bytes were chance
  }
}
