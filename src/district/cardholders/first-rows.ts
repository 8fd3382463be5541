import { hash } from 'node:crypto';
import type { RowPlace } from './rows/card-draft.ts';

const ROWS_AT_FIRST = 1024;
/** This much of a digest tells two rows apart. */
const MARK_BYTES = 12;

/**
 * Where each card of a file was first, and what its row said. Kept as numbers and bytes: an object for each of 200,000
 * rows took a hundred megabytes.
 */
export class FirstRows {
  readonly #places = new Map<string, number>();
  readonly #sheets: (string | null)[] = [];
  #sheetOf = new Uint16Array(ROWS_AT_FIRST);
  #rows = new Uint32Array(ROWS_AT_FIRST);
  #marks = Buffer.alloc(ROWS_AT_FIRST * MARK_BYTES);

  /** Null for a card that is new, which is remembered; otherwise its first row, and whether that says the same. */
  seen(
    cardNumber: string,
    { row, sheet }: RowPlace,
    content: string,
  ): (RowPlace & { readonly isSame: boolean }) | null {
    const mark = hash('sha1', content, 'buffer').subarray(0, MARK_BYTES);
    const index = this.#places.get(cardNumber);
    if (index !== undefined) {
      const begin = index * MARK_BYTES;
      const isSame = this.#marks.compare(mark, 0, MARK_BYTES, begin, begin + MARK_BYTES) === 0;
      return { row: this.#rows[index] ?? 0, sheet: this.#sheets[this.#sheetOf[index] ?? 0] ?? null, isSame };
    }
    const next = this.#places.size;
    if (next === this.#rows.length) this.#grow();
    if (this.#sheets.length === 0 || this.#sheets.at(-1) !== sheet) this.#sheets.push(sheet);
    this.#places.set(cardNumber, next);
    this.#rows[next] = row;
    this.#sheetOf[next] = this.#sheets.length - 1;
    mark.copy(this.#marks, next * MARK_BYTES);
    return null;
  }

  #grow(): void {
    const rows = new Uint32Array(this.#rows.length * 2);
    rows.set(this.#rows);
    this.#rows = rows;
    const sheets = new Uint16Array(this.#sheetOf.length * 2);
    sheets.set(this.#sheetOf);
    this.#sheetOf = sheets;
    this.#marks = Buffer.concat([this.#marks, Buffer.alloc(this.#marks.length)]);
  }
}
