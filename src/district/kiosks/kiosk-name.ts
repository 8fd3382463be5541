import { freeShortName } from '../../domain/base/id-text.ts';
import type { KioskRow } from '../storage/store-rows.ts';

/** What a kiosk is called where the office has not named it. */
const BASE = '前台';
/** With a space and a number a name stays within what the wire carries. */
const BASE_LENGTH_MAX = 72;

/**
 * A name that no other kiosk of the same sites has. One that the office chose is free again when its kiosk is out of
 * service; one with a mere number is not, so that a former desk and a new one are not taken for each other.
 *
 * @param wanted - the office's name; null for none
 * @param others - the kiosks of the district but for the one that this device was before
 */
export function kioskNameFor(
  { wanted, siteIds }: { readonly wanted: string | null; readonly siteIds: readonly string[] },
  others: readonly KioskRow[],
): string {
  const neighbours = others.filter((other) => other.siteIds.some((siteId) => siteIds.includes(siteId)));
  const taken = new Set(
    neighbours.filter((other) => wanted === null || other.revokedAt === null).map((other) => other.name),
  );
  if (wanted !== null && !taken.has(wanted)) return wanted;
  const base = wanted === null ? BASE : baseOf(wanted);
  const first = wanted === null ? 1 : 2;
  const numbers = Array.from({ length: taken.size + 1 }, (_, index) => first + index);
  const names = numbers.map((number) => `${base} ${number}`);
  return names.find((name) => !taken.has(name)) ?? base;
}

/** Without the number at its end, and short enough for another one. */
function baseOf(name: string): string {
  const letters = [...name.replace(/ [0-9]+$/, '')];
  while (letters.join('').length > BASE_LENGTH_MAX) letters.pop();
  return letters.join('');
}

/** What stands before the numbers of a kiosk's slips; never that of another kiosk, in service or not. */
export function shortNameFor(others: readonly KioskRow[]): string | null {
  return freeShortName(new Set(others.flatMap((other) => other.shortName ?? [])));
}
