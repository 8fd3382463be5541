import { plusDays, type WallDate } from '../base/wall-time.ts';
import { readCardCode } from './card-code.ts';
import { type CardNumber, cardNumberOf } from './card-number.ts';
import type { CardRecord } from './card-record.ts';

/** What a practice card shows: a card that is good, one with a family, and cards that are not served. */
const PRACTICE_KINDS = ['family', 'alone', 'expired', 'lost'] as const;
type PracticeKind = (typeof PRACTICE_KINDS)[number];

export interface PracticeCard {
  readonly cardNumber: CardNumber;
  readonly kind: PracticeKind;
}

/** The cards for practice. They are on no roster: outside practice mode they are good for nothing. */
export const PRACTICE_CARDS: readonly PracticeCard[] = PRACTICE_KINDS.map((kind, index) => ({
  cardNumber: cardNumberOf(`LWPRACT00${index + 1}`),
  kind,
}));

/** The practice card in a text from a scanner or a hand; null if it is none. */
export function practiceCardIn(text: string): PracticeCard | null {
  const code = readCardCode(text);
  if (code.kind !== 'card') return null;
  return PRACTICE_CARDS.find(({ cardNumber }) => cardNumber === code.cardNumber) ?? null;
}

/** A card without end would be no practice for one that ends; this many days are left. */
const DAYS_LEFT = 200;

/** What the roster would say of it. */
export function practiceRecordOf({ cardNumber, kind }: PracticeCard, today: WallDate): CardRecord {
  return {
    cardNumber,
    status: kind === 'lost' ? 'lost' : 'active',
    validFrom: plusDays(today, -DAYS_LEFT),
    validUntil: plusDays(today, kind === 'expired' ? -1 : DAYS_LEFT),
    maskedName: '练*习',
    family:
      kind === 'family'
        ? [{ relation: 'spouse', maskedName: '练*偶' }, { relation: 'child' }, { relation: 'child' }]
        : [],
  };
}
