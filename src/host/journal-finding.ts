/**
 * What opening the journal found out of the ordinary; nothing is ever dropped without one of these. `file` is
 * a segment's name, `offset` bytes from its beginning.
 */
export type JournalFinding =
  /** The last write was cut short before it was answered; its bytes lie in `keptIn`. */
  | { readonly kind: 'torn-tail'; readonly bytes: number; readonly keptIn: string }
  /** The last entry was whole but for its line end, which is there again. */
  | { readonly kind: 'line-end-mended'; readonly seq: number }
  /** One bit of the entry had turned over; its hash told which, and it is as it was. */
  | { readonly kind: 'bit-mended'; readonly seq: number; readonly file: string; readonly offset: number }
  /** The entry `seq` is damaged: it and what follows stay in the file untouched, nothing is appended. */
  | {
      readonly kind: 'damaged';
      readonly seq: number;
      readonly detail: string;
      readonly file: string;
      readonly offset: number;
    }
  /** What tells where the journal begins is gone or unreadable: it begins at `seq` by its own first entry. */
  | { readonly kind: 'base-lost'; readonly seq: number };
