import type { Text } from '../base/text.ts';

/** What is booked: a court, a table where table tennis is played, or a room. */
export type CourtKind = 'court' | 'table' | 'room';

interface CourtWords {
  readonly noun: { readonly zh: string; readonly en: string; readonly enMany: string };
  /** What stands between a count and the noun in Chinese. */
  readonly measure: string;
}

const WORDS: Readonly<Record<CourtKind, CourtWords>> = {
  court: { noun: { zh: '场地', en: 'court', enMany: 'courts' }, measure: '片' },
  table: { noun: { zh: '球台', en: 'table', enMany: 'tables' }, measure: '张' },
  room: { noun: { zh: '房间', en: 'room', enMany: 'rooms' }, measure: '间' },
};

/**
 * Told by the name of the item: kiosks of the release before this one read items strictly, and would refuse a catalogue
 * that has a field for it.
 */
export function courtKindOf({ name }: { readonly name: Text }): CourtKind {
  if (/乒乓|台球|桌球/.test(name.zh)) return 'table';
  return /(室|厅)$/.test(name.zh) ? 'room' : 'court';
}

export function courtWordsOf(item: { readonly name: Text }): CourtWords {
  return WORDS[courtKindOf(item)];
}

/** 1 号、2 号场地; for table tennis 1 号、2 号球台. */
export function courtNames(courts: readonly number[], item: { readonly name: Text }): Text {
  const { noun } = courtWordsOf(item);
  return {
    zh: `${courts.map((court) => `${court} 号`).join('、')}${noun.zh}`,
    en: `${courts.length === 1 ? noun.en : noun.enMany} ${courts.join(', ')}`,
  };
}
