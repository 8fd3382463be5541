import { z } from 'zod';
import { jsonOf } from '../base/json-text.ts';
import { TrustedKeys } from '../catalogue/catalogue-file.ts';
import { isDevelopmentKey } from './development-keys.ts';

const ROOTS_MAX = 8;

export type RootsReading =
  | { readonly ok: true; readonly roots: TrustedKeys }
  | { readonly ok: false; readonly message: string };

/** Reads a file of pinned roots; it may hold several, so that a new one can be brought in beside the old one. */
export function readRoots(text: string): RootsReading {
  const parsed = TrustedKeys.safeParse(jsonOf(text.replace(/^\uFEFF/, '')));
  if (!parsed.success) return { ok: false, message: z.prettifyError(parsed.error) };
  const { keys } = parsed.data;
  if (keys.length === 0) return { ok: false, message: 'there is no root in it' };
  if (keys.length > ROOTS_MAX) return { ok: false, message: `there are more than ${ROOTS_MAX} roots in it` };
  if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    return { ok: false, message: 'two roots in it have the same name' };
  }
  return { ok: true, roots: parsed.data };
}

/** True if anybody can sign what these roots believe: such a kiosk or district is a demo, and says so. */
export function areDemoRoots({ keys }: TrustedKeys): boolean {
  return keys.some(isDevelopmentKey);
}
