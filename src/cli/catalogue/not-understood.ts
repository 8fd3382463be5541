import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { placesNotUnderstood } from '../../domain/catalogue/unread.ts';

/** More places are counted. */
const PLACES_NAMED_MAX = 20;

/** Says where a catalogue has what this version does not know; null where it knows all. */
export function notUnderstoodLine(catalogue: Catalogue): string | null {
  const places = placesNotUnderstood(catalogue);
  if (places.length === 0) return null;
  const more = places.length - PLACES_NAMED_MAX;
  const named = places.slice(0, PLACES_NAMED_MAX).join(', ');
  return (
    `目录第 ${catalogue.version} 版有 ${places.length} 处本版本不认识，有关项目要先核对，请更新程序 ` +
    `This version does not know ${places.length} places of catalogue ${catalogue.version}; the benefits concerned ask. ` +
    `Update the program. ${named}${more > 0 ? ` (+${more})` : ''}`
  );
}
