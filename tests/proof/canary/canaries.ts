import { type CardNumber, cardNumberOf } from '../../../src/domain/card/card-number.ts';
import type { RosterRecord } from '../../../src/domain/card/roster-record.ts';
import { seededRandom } from '../../support/random.ts';

/** Characters that no page, catalogue or browser of ours has in a row of four: a hit is never chance. */
const NAME_CHARACTERS =
  '鸲鹂鹈鹕鹗鹇鹚鹜鹞鹤鹦鹧鹬鹭鹮鹰鹳麂麇麈麋麒麝黍黎黏黛黜黝黟黠黢黯鼋鼍鼐鼙鼬龃龆龉龊龌龛';
const NAME_LENGTH = 4;
const BODY_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const BODY_DRAWN = 7;

/** Cardholders whose every number and name is found nowhere else in the world, married all of them. */
export function canaryRecords(count: number, seed: number): readonly RosterRecord[] {
  const random = seededRandom(seed);
  const known = new Set<string>();
  const drawn = (from: string, length: number): string => {
    const text = Array.from({ length }, () => from[Math.floor(random() * from.length)]).join('');
    if (known.has(text)) return drawn(from, length);
    known.add(text);
    return text;
  };
  return Array.from({ length: count }, () => ({
    cardNumber: cardNumberOf(`LWC${drawn(BODY_CHARACTERS, BODY_DRAWN)}`),
    status: 'active',
    validFrom: '2025-07-01',
    validUntil: '2099-06-30',
    name: drawn(NAME_CHARACTERS, NAME_LENGTH),
    family: [{ relation: 'spouse', name: drawn(NAME_CHARACTERS, NAME_LENGTH) }, { relation: 'child' }],
  }));
}

/** Ordinary cards around the canaries, so that an import takes long enough to be looked at and killed. */
export function fillerRecords(count: number): readonly RosterRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    cardNumber: fillerNumber(index),
    status: 'active',
    validFrom: '2025-07-01',
    validUntil: '2099-06-30',
    name: '张三丰',
    family: [],
  }));
}

function fillerNumber(index: number): CardNumber {
  return cardNumberOf(`LWF${String(index).padStart(7, '0')}`);
}

/** A text that must be nowhere, and what it is. */
export interface Secret {
  readonly kind: 'number' | 'name' | 'relation';
  readonly text: string;
}

export function secretsOf(records: readonly RosterRecord[]): readonly Secret[] {
  return [
    ...records.map(({ cardNumber }): Secret => ({ kind: 'number', text: cardNumber })),
    ...records.flatMap(({ name, family }) =>
      [name, ...family.flatMap((member) => (member.relation === 'spouse' ? [member.name] : []))].map(
        (text): Secret => ({ kind: 'name', text }),
      ),
    ),
    // As the wire writes it; the bare word is in the program's own text.
    { kind: 'relation', text: '"relation":"spouse"' },
    { kind: 'relation', text: '"relation":"child"' },
  ];
}
