import { plainTyped } from '../../domain/base/typed-text.ts';
import { WallDate } from '../../domain/base/wall-time.ts';

const TYPED = /^(\d{4})(?:(\d\d)(\d\d)|\D(\d{1,2})\D(\d{1,2})\D?)$/;

/**
 * The day that a clerk typed: 2026-11-23, 2026/11/23, 2026年11月23日 or 20261123. Year first, whatever the
 * system's own order is, so that 3/4 is never two days. Null for anything else.
 */
export function typedDateOf(text: string): WallDate | null {
  const parts = TYPED.exec(plainTyped(text))
    ?.slice(1)
    .filter((part) => part !== undefined);
  const date = (parts ?? []).map((part) => part.padStart(2, '0')).join('-');
  return WallDate.safeParse(date).success ? date : null;
}
