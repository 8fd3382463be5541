import { z } from 'zod';
import { isStorableText } from './plain-text.ts';

/** An id of a site, an item, a kiosk or the like, as any release may write one. */
export const IdText = z.string().min(1).max(64).refine(isStorableText);

/** The pattern for a number of bytes as lower-case hexadecimal digits: hashes, keys, pseudonyms. */
export function hexOf(bytes: number) {
  return z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
}

/**
 * A UUID within a file's name or a cursor, for a regular expression. Whether it is a sound one is checked elsewhere.
 */
export const UUID_PATTERN = '[0-9a-f-]{36}';

/** Without letters and digits that are taken for one another: B 8, D O 0 Q, G 6, I L 1, S 5, U V, Z 2. */
const LETTERS = 'ACEFHJKMNPRTWXY3479';
const LENGTH_MAX = 3;

/** What stands before the number of a slip, so that a clerk can say it: one to three letters or digits. */
export const SHORT_NAME = /^[A-Z0-9]{1,3}$/;

/** The first short name that nobody has: one letter for the first kiosks of a district; null if all are taken. */
export function freeShortName(taken: ReadonlySet<string>): string | null {
  let names: readonly string[] = [''];
  for (let length = 1; length <= LENGTH_MAX; length += 1) {
    names = names.flatMap((name) => [...LETTERS].map((letter) => name + letter));
    const free = names.find((name) => !taken.has(name));
    if (free !== undefined) return free;
  }
  return null;
}
