import { describe, expect, it } from 'vitest';
import { newProfile } from './profile.ts';

const [A, B, C, D] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32)) as [
  string,
  string,
  string,
  string,
];
const mark = (cursor: string, anew = false) => ({ cursor, anew });

describe('the cards that took the place of others', () => {
  it('are found from each card of the holder, and are none before the first pull', async () => {
    const { replacements } = await newProfile().start();
    expect(await replacements.cursor()).toBeNull();
    expect(await replacements.cardsOf(A)).toEqual([A]);
    expect(await replacements.put([{ cardRef: B, replaces: [A] }], mark('e.1'))).toBeNull();
    expect(await replacements.put([{ cardRef: C, replaces: [A, B] }], mark('e.2'))).toBeNull();
    for (const card of [A, B, C]) expect(await replacements.cardsOf(card)).toEqual([A, B, C]);
    expect(await replacements.cardsOf(D)).toEqual([D]);
    expect(await replacements.cursor()).toBe('e.2');
  });

  it('are the later ones of a card, and begin anew where the district does', async () => {
    const { replacements } = await newProfile().start();
    await replacements.put([{ cardRef: C, replaces: [A] }], mark('e.1'));
    await replacements.put([{ cardRef: C, replaces: [A, B] }], mark('e.2'));
    expect(await replacements.cardsOf(B)).toEqual([A, B, C]);
    await replacements.put([{ cardRef: D, replaces: [C] }], mark('f.1', true));
    expect(await replacements.cardsOf(B)).toEqual([B]);
    expect(await replacements.cardsOf(C)).toEqual([C, D]);
  });

  it('are kept over a restart, beside rights that have a cursor of their own', async () => {
    const profile = newProfile();
    const first = await profile.start();
    await first.replacements.put([{ cardRef: B, replaces: [A] }], mark('e.7'));
    await first.holdings.putRights([], { cursor: 'e.1', anew: true });
    first.close();
    const second = await profile.start();
    expect(await second.replacements.cardsOf(A)).toEqual([A, B]);
    expect(await second.replacements.cursor()).toBe('e.7');
    expect(await second.holdings.rightsCursor()).toBe('e.1');
  });
});
