import { describe, expect, it } from 'vitest';
import type { CardRef } from '../../src/domain/card/card-ref.ts';
import { cardsOfHolder, Replacement, replacementOf } from '../../src/domain/card/replacement.ts';

const refOf = (letter: string): CardRef => letter.repeat(32);
const [A, B, C, D] = ['a', 'b', 'c', 'd'].map(refOf) as [CardRef, CardRef, CardRef, CardRef];
const B_FOR_A: Replacement = { cardRef: B, replaces: [A] };
const C_FOR_B: Replacement = { cardRef: C, replaces: [A, B] };
const allInUse = () => true;

describe('the cards of one holder', () => {
  it('are the card alone where it took the place of none', () => {
    expect(cardsOfHolder(A, [])).toEqual([A]);
    expect(cardsOfHolder(D, [B_FOR_A, C_FOR_B])).toEqual([D]);
  });

  it('are the same for each of them, the oldest first', () => {
    for (const card of [A, B, C]) expect(cardsOfHolder(card, [B_FOR_A, C_FOR_B])).toEqual([A, B, C]);
    expect(cardsOfHolder(A, [C_FOR_B, B_FOR_A])).toEqual([A, B, C]);
  });
});

describe('a card that takes the place of another', () => {
  it('names it, and all cards before it', () => {
    expect(replacementOf({ card: B, before: A }, [], allInUse)).toEqual({ ok: true, replacement: B_FOR_A });
    const chain = replacementOf({ card: C, before: B }, [B_FOR_A], allInUse);
    expect(chain).toEqual({ ok: true, replacement: C_FOR_B });
  });

  it('names those of both where it took the place of others before', () => {
    const known = [B_FOR_A, { cardRef: D, replaces: [C] }];
    expect(replacementOf({ card: D, before: B }, known, allInUse)).toEqual({
      ok: true,
      replacement: { cardRef: D, replaces: [A, B, C] },
    });
  });

  it('may be named again for the same card', () => {
    const again = replacementOf({ card: C, before: B }, [B_FOR_A, C_FOR_B], allInUse);
    expect(again).toEqual({ ok: true, replacement: C_FOR_B });
  });

  it.each([
    ['itself', { card: A, before: A }, [], 'same-card'],
    ['the card that took its own place', { card: A, before: B }, [B_FOR_A], 'circle'],
    ['a card that took its place over another one', { card: A, before: C }, [B_FOR_A, C_FOR_B], 'circle'],
    ['a card, when it was replaced itself', { card: A, before: D }, [B_FOR_A], 'new-is-replaced'],
    ['a card whose place another one took', { card: D, before: A }, [B_FOR_A], 'old-is-replaced'],
    ['one in the middle of a chain', { card: D, before: B }, [B_FOR_A, C_FOR_B], 'old-is-replaced'],
  ] as const)('never takes that of %s', (_, cards, known, fault) => {
    expect(replacementOf(cards, known, allInUse)).toEqual({ ok: false, fault });
  });

  it('takes the place of a card whose later one was taken off the roster, and names that one too', () => {
    const withoutB = (card: CardRef) => card !== B;
    expect(replacementOf({ card: D, before: A }, [B_FOR_A], withoutB)).toEqual({
      ok: true,
      replacement: { cardRef: D, replaces: [A, B] },
    });
  });

  it('names a hundred cards at most', () => {
    const many = Array.from({ length: 100 }, (_, index) => index.toString(16).padStart(32, '0'));
    const full: Replacement = { cardRef: A, replaces: many };
    expect(replacementOf({ card: B, before: A }, [full], allInUse)).toEqual({ ok: false, fault: 'too-many' });
    const nearly: Replacement = { cardRef: A, replaces: many.slice(1) };
    expect(replacementOf({ card: B, before: A }, [nearly], allInUse)).toMatchObject({ ok: true });
  });

  it('is read though a later release says more of it', () => {
    expect(Replacement.parse({ ...B_FOR_A, reason: 'lost' })).toEqual(B_FOR_A);
  });
});
