const BYTES_AT_FIRST = 64 * 1024;
const TEXTS_AT_FIRST = 1024;

/**
 * Many texts in few bytes. The shared texts of a workbook are kept here: as strings each would hold on to the piece of
 * the file that it was cut from.
 */
export class TextStore {
  #bytes = Buffer.allocUnsafe(BYTES_AT_FIRST);
  #ends = new Uint32Array(TEXTS_AT_FIRST);
  #count = 0;

  get byteLength(): number {
    return this.#count === 0 ? 0 : (this.#ends[this.#count - 1] ?? 0);
  }

  add(text: string): void {
    const begin = this.byteLength;
    const end = begin + Buffer.byteLength(text);
    if (end > this.#bytes.length) {
      const bytes = Buffer.allocUnsafe(Math.max(end, this.#bytes.length * 2));
      this.#bytes.copy(bytes, 0, 0, begin);
      this.#bytes = bytes;
    }
    if (this.#count === this.#ends.length) {
      const ends = new Uint32Array(this.#ends.length * 2);
      ends.set(this.#ends);
      this.#ends = ends;
    }
    this.#bytes.write(text, begin);
    this.#ends[this.#count] = end;
    this.#count += 1;
  }

  /** Null for a text that there is not. */
  at(index: number): string | null {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return null;
    return this.#bytes.toString('utf8', index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }
}
