import { describe, expect, it } from 'vitest';
import { type CardCheck, checkCard } from '../../src/app/check/check-card.ts';
import { instantOf } from '../../src/domain/base/wall-time.ts';
import { type CardNumber, cardNumberOf } from '../../src/domain/card/card-number.ts';
import { issueCardQr } from '../../src/domain/card/card-qr.ts';
import type { CardClaim } from '../../src/domain/card/card-qr-bytes.ts';
import type { CardRecord } from '../../src/domain/card/card-record.ts';
import { cardRefOf } from '../../src/domain/card/card-ref.ts';
import type { DeniedCard } from '../../src/domain/card/deny-list.ts';
import { secretKeyOfPhrase } from '../../src/domain/catalogue/catalogue-file.ts';
import type { SignatureCheck, SigningKey } from '../../src/domain/trust/signing-key.ts';
import { CARD_KEY, CARD_SIGNER, heldLists } from './cached-lists.ts';
import { CATALOGUE } from './signed-catalogue.ts';

const CARD = cardNumberOf('LW20260001');
const REF_KEY = 'a1'.repeat(32);
const NOW = instantOf('2026-11-23T12:00');
const CLAIM: CardClaim = {
  cardNumber: CARD,
  issueSerial: 12,
  tier: 1,
  validFrom: '2026-11-23',
  validUntil: '2029-11-22',
};
const RECORD: CardRecord = {
  cardNumber: CARD,
  status: 'active',
  validFrom: '2026-01-01',
  validUntil: '2027-12-31',
  maskedName: '张*明',
  family: [],
};

interface Held {
  readonly roster?: readonly CardRecord[];
  /** Null: never pulled. */
  readonly pulledAt?: number | null;
  readonly keys?: readonly SigningKey[];
  readonly denied?: readonly DeniedCard[];
  readonly siteId?: string;
  readonly oldCardNumbers?: readonly string[];
  readonly isSigned?: SignatureCheck;
}

function shown(text: string, held: Held = {}): Promise<CardCheck> {
  const { roster = [], pulledAt = NOW - 3_600_000, siteId = 'xijiao-pool', oldCardNumbers = [] } = held;
  const ports = {
    ...heldLists(held),
    isSigned: held.isSigned,
    clock: { now: () => NOW, highWaterMs: () => NOW },
    cardRefOf: (cardNumber: CardNumber) => cardRefOf(REF_KEY, cardNumber),
    replacements: { cardsOf: async (cardRef: string) => [cardRef] },
    uses: {
      countersFor: async () => ({ ofCard: [], atDesk: [] }),
      numbersGiven: async () => new Set<string>(),
    },
    roster: {
      state: async () => ({ cursor: null, epoch: null, pulledAt, cards: roster.length }),
      find: async (cardNumber: CardNumber) => {
        const record = roster.find((candidate) => candidate.cardNumber === cardNumber);
        return record === undefined
          ? { kind: 'unknown' as const, cardNumber }
          : { kind: 'found' as const, record };
      },
    },
  };
  const catalogue = { ...CATALOGUE, oldCardNumbers: [...oldCardNumbers] };
  return checkCard(ports, { input: { kind: 'text', text }, siteId, catalogue, choices: {} });
}

const signed = (change: Partial<CardClaim> = {}) => issueCardQr({ ...CLAIM, ...change }, CARD_SIGNER);

/** What was decided, short: the lookup, why the card is refused, the verdict. */
async function answerTo(text: string, held: Held = {}) {
  const check = await shown(text, held);
  if (check.kind === 'signed-refused') return check.why;
  if (check.kind !== 'decided') return check.kind;
  const { lookup, cardReason, verdict } = check.decision;
  return `${lookup.kind} ${cardReason?.kind ?? '-'} ${verdict}`;
}

describe('a signed QR of a card on the roster', () => {
  it('is what the roster says of the card', async () => {
    expect(await answerTo(signed(), { roster: [RECORD] })).toBe('found - yes');
    expect(await answerTo(signed(), { roster: [{ ...RECORD, status: 'lost' }] })).toBe('found lost no');
  });

  it('is so though the QR itself has expired: the card may have been renewed since', async () => {
    const old = signed({ validFrom: '2023-01-01', validUntil: '2025-12-31' });
    expect(await answerTo(old, { roster: [RECORD] })).toBe('found - yes');
  });

  it('counts as a bar code where no key here can check it, and is refused where it is forged', async () => {
    expect(await answerTo(signed(), { roster: [RECORD], keys: [] })).toBe('found - yes');
    const forged = issueCardQr(CLAIM, { ...CARD_SIGNER, secretKey: secretKeyOfPhrase('a forger') });
    expect(await answerTo(forged, { roster: [RECORD] })).toBe('bad-signature');
  });

  it('is checked by what is quicker than our own code, where the window has it', async () => {
    const believesNothing = { roster: [RECORD], isSigned: async () => false };
    expect(await answerTo(signed(), believesNothing)).toBe('bad-signature');
  });

  it('is read with the end of line that a hand-held scanner sends', async () => {
    expect(await answerTo(`${signed()}\r\n`, { roster: [RECORD] })).toBe('found - yes');
  });
});

describe('a signed QR of a card that the roster has not got', () => {
  it('is provisional: low-value benefits, after a look at an identity document', async () => {
    const check = await shown(signed());
    if (check.kind !== 'decided') throw new Error(check.kind);
    expect(check.decision).toMatchObject({
      verdict: 'ask',
      cardReason: null,
      lookup: { kind: 'provisional', cardNumber: CARD, claim: CLAIM },
    });
    expect(check.cardRef).toBe(cardRefOf(REF_KEY, CARD));
    const [ticket] = check.decision.items;
    expect(ticket).toMatchObject({ kind: 'ask', asks: [{ kind: 'signed-only' }], price: { totalFen: 2500 } });
  });

  it('gives nothing that is not of low value', async () => {
    const check = await shown(signed(), { siteId: 'youth-sports-club' });
    if (check.kind !== 'decided') throw new Error(check.kind);
    const pass = check.decision.items.find(({ itemId }) => itemId === 'fitness-annual');
    expect(pass).toMatchObject({ kind: 'no', reason: { kind: 'signed-only' } });
  });

  it('gives the holder’s family nothing: it is on the roster alone', async () => {
    const check = await shown(signed());
    if (check.kind !== 'decided') throw new Error(check.kind);
    expect(check.decision.items.map(({ quantityMax }) => quantityMax)).toEqual([1, 1]);
  });

  it.each([
    ['began on the day of the last pull', '2026-11-23', 'provisional - ask'],
    ['began the day before, and is on the roster no more', '2026-11-22', 'unlisted unlisted no'],
  ])('that %s', async (_, validFrom, answer) => {
    expect(await answerTo(signed({ validFrom }))).toBe(answer);
  });

  it('is measured against the last pull, however long ago that was', async () => {
    const pulledAt = instantOf('2026-11-03T12:00');
    expect(await answerTo(signed({ validFrom: '2026-11-03' }), { pulledAt })).toBe('provisional - ask');
    expect(await answerTo(signed({ validFrom: '2026-11-02' }), { pulledAt })).toBe('unlisted unlisted no');
  });

  it('is information alone where the roster was never pulled', async () => {
    expect(await answerTo(signed({ validFrom: '2026-01-01' }), { pulledAt: null })).toBe(
      'provisional - info',
    );
  });

  it('is told to be expired or not yet valid', async () => {
    expect(await answerTo(signed({ validFrom: '2024-01-01', validUntil: '2026-11-22' }))).toBe(
      'provisional expired no',
    );
    expect(await answerTo(signed({ validFrom: '2026-11-24' }))).toBe('provisional not-yet-valid no');
  });

  it('is refused where no key here can check it', async () => {
    expect(await answerTo(signed(), { keys: [] })).toBe('unknown-key');
    expect(await answerTo(signed(), { keys: [{ ...CARD_KEY, validUntil: '2026-11-22' }] })).toBe(
      'key-not-in-force',
    );
  });
});

describe('the list of denied cards', () => {
  const cardRef = cardRefOf(REF_KEY, CARD);
  const whole: DeniedCard = { cardRef, issueSerial: null, status: 'lost' };
  const onePrint: DeniedCard = { cardRef, issueSerial: 12, status: 'replaced' };

  it('beats a signed QR', async () => {
    expect(await answerTo(signed(), { denied: [whole] })).toBe('denied lost no');
    expect(await answerTo(signed(), { denied: [onePrint] })).toBe('denied replaced no');
    expect(await answerTo(signed({ issueSerial: 13 }), { denied: [onePrint] })).toBe('provisional - ask');
  });

  it('beats a roster that calls the card active, by QR and by number', async () => {
    expect(await answerTo(signed(), { roster: [RECORD], denied: [whole] })).toBe('denied lost no');
    expect(await answerTo(CARD, { roster: [RECORD], denied: [whole] })).toBe('denied lost no');
    expect(await answerTo(signed(), { roster: [RECORD], denied: [onePrint] })).toBe('denied replaced no');
    expect(await answerTo(CARD, { roster: [RECORD], denied: [onePrint] })).toBe('found - yes');
  });

  it('takes nothing from what the roster has decreed itself', async () => {
    expect(await answerTo(CARD, { roster: [{ ...RECORD, status: 'revoked' }], denied: [whole] })).toBe(
      'found revoked no',
    );
  });
});

describe('a number with a wrong check character', () => {
  // Two digits of LW20260001I differ: as many single repairs lead to other numbers.
  const typed = 'LW20261001I';
  const suggestionOf = async (text: string, roster: readonly CardNumber[]) => {
    const check = await shown(text, { roster: roster.map((cardNumber) => ({ ...RECORD, cardNumber })) });
    if (check.kind !== 'wrong-check') throw new Error(check.kind);
    return [check.suspect?.position ?? null, check.suggestion];
  };

  it('suggests the one repair that is on the roster', async () => {
    expect(await suggestionOf(typed, [])).toEqual([null, null]);
    expect(await suggestionOf(typed, [CARD])).toEqual([7, CARD]);
  });

  it('suggests nothing where two of them are on the roster and neither is a common slip', async () => {
    const check = await shown(typed);
    if (check.kind !== 'wrong-check') throw new Error(check.kind);
    const other = check.repairs.find((repair) => repair.cardNumber !== CARD && !repair.isCommonSlip);
    if (other === undefined) throw new Error('no other repair');
    expect(await suggestionOf(typed, [CARD, other.cardNumber])).toEqual([null, null]);
  });

  it('takes the common slip of those on the roster', async () => {
    const swapped = 'LW02260001I';
    const check = await shown(swapped);
    if (check.kind !== 'wrong-check') throw new Error(check.kind);
    const other = check.repairs.find((repair) => !repair.isCommonSlip);
    if (other === undefined) throw new Error('no other repair');
    expect(await suggestionOf(swapped, [CARD, other.cardNumber])).toEqual([3, CARD]);
    expect(await suggestionOf(swapped, [other.cardNumber])).toEqual([other.position, other.cardNumber]);
  });
});

describe('an old number without a check character', () => {
  it('is a card where the catalogue lists its pattern, and wrong where it does not', async () => {
    const old = CARD.replace(/.$/, '7') as CardNumber;
    const roster = [{ ...RECORD, cardNumber: old }];
    expect(await answerTo(old, { roster })).toBe('wrong-check');
    expect(await answerTo(old, { roster, oldCardNumbers: ['LW#########'] })).toBe('found - yes');
  });
});
