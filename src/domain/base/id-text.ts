import { z } from 'zod';

/** So many bytes as lower-case hexadecimal digits: hashes, keys, pseudonyms. */
export function hexOf(bytes: number) {
  return z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
}

/** A UUID within a file's name or a cursor, for a regular expression. Whether it is a sound one is checked elsewhere. */
export const UUID_PATTERN = '[0-9a-f-]{36}';
