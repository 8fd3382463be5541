/** More than any browser packs into one piece. */
export const UNPACKED_BYTES_MAX = 64 * 1024 * 1024;

const LITERAL = 0;
const COPY_NEAR = 1;
const COPY_FAR = 2;
/** Literals longer than this say their length in bytes of its own. */
const LITERAL_SHORT_MAX = 60;

/** Reads numbers as LevelDB and Snappy write them; past the end it throws a RangeError. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  take(count: number): Buffer {
    if (this.#at + count > this.#bytes.length) throw new RangeError('past the end');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** Least significant byte first. */
  number(bytes: number): number {
    return bytes === 0 ? 0 : this.take(bytes).readUIntLE(0, bytes);
  }

  /** Seven bits a byte, least significant first. */
  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 56; shift += 7) {
      const byte = this.number(1);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('no number');
  }
}

/** What a Snappy block unpacks to; null where the bytes are none. */
export function unsnapped(packed: Buffer): Buffer | null {
  try {
    const reader = new ByteReader(packed);
    const length = reader.varint();
    if (length === 0 || length > UNPACKED_BYTES_MAX) return null;
    return unpack(reader, Buffer.alloc(length));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function unpack(reader: ByteReader, into: Buffer): Buffer | null {
  let at = 0;
  while (at < into.length) {
    const tag = reader.number(1);
    const kind = tag & 3;
    const high = tag >> 2;
    if (kind === LITERAL) {
      const bytes = reader.take(
        1 + (high < LITERAL_SHORT_MAX ? high : reader.number(high - LITERAL_SHORT_MAX + 1)),
      );
      if (at + bytes.length > into.length) return null;
      bytes.copy(into, at);
      at += bytes.length;
      continue;
    }
    const length = kind === COPY_NEAR ? 4 + (high & 7) : 1 + high;
    const near = (tag >> 5) << 8;
    const back = kind === COPY_NEAR ? near | reader.number(1) : reader.number(kind === COPY_FAR ? 2 : 4);
    if (back === 0 || back > at || at + length > into.length) return null;
    // Byte by byte: a copy may reach into what it has just written.
    for (const end = at + length; at < end; at += 1) into[at] = into[at - back] ?? 0;
  }
  return into;
}
