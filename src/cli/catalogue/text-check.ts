import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { errorAt, type Finding } from './finding.ts';

/** Texts that are there and say nothing: white space instead of a translation. */
export function findBlankTexts(catalogue: Catalogue): readonly Finding[] {
  return blankTextsIn(catalogue, []);
}

function blankTextsIn(value: unknown, path: readonly string[]): readonly Finding[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const place = [...path, key];
    if (typeof entry !== 'string') return blankTextsIn(entry, place);
    if ((key !== 'zh' && key !== 'en') || entry.trim() !== '') return [];
    return [errorAt('missing-translation', place.join('/'), 'the text is blank in this language')];
  });
}
