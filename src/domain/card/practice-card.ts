import { plusDays, type WallDate } from '../base/wall-time.ts';
import { readCardCode } from './card-code.ts';
import { type CardNumber, cardNumberOf } from './card-number.ts';
import type { CardRecord } from './card-record.ts';

/** The cards `family` and `alone` are served; `expired` and `lost` are refused. */
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

/** A practice card has an end, as a real card has. It is this many days away. */
const DAYS_LEFT = 200;

/** The record that a roster would have of this card. */
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
