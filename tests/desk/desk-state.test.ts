import { describe, expect, it } from 'vitest';
import { isProofNews } from '../../src/desk/desk-state.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import { testDesk } from './test-desk.ts';

const STRANGER = cardNumberOf('LW20269999');

describe('the signed QR of a card whose number was read just before', () => {
  it('is news to a desk that knows nothing of the number', async () => {
    const { desk } = testDesk();
    expect(isProofNews(desk.getState().screen)).toBe(true);
    await desk.getState().show(STRANGER);
    expect(isProofNews(desk.getState().screen)).toBe(true);
    await desk.getState().show('LW1:QR');
    expect(desk.getState().screen.kind).toBe('rejected');
    expect(isProofNews(desk.getState().screen)).toBe(true);
  });

  it('is none to a desk that has the card on its roster', async () => {
    const { desk } = testDesk();
    await desk.getState().show(demoCardNumber(1));
    expect(isProofNews(desk.getState().screen)).toBe(false);
  });

  it('is none once something is being sold to the stranger', async () => {
    const { desk } = testDesk();
    await desk.getState().show(STRANGER);
    const { screen } = desk.getState();
    if (screen.kind !== 'decided') throw new Error('a stranger is decided, too');
    expect(isProofNews({ ...screen, itemId: 'outdoor-ticket' })).toBe(false);
  });
});
