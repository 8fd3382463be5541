import { describe, expect, it } from 'vitest';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { signedQrOf } from '../support/signed-qr.ts';
import { type TestDesk, testDesk } from './test-desk.ts';

const FAMILY = demoCardNumber(1);
const ALONE = demoCardNumber(2);
const COUPLE = demoCardNumber(3);

/** A sale to the family is open, and the other card has been shown. */
async function deskInDoubt(other: string): Promise<TestDesk> {
  const test = testDesk();
  await test.desk.getState().show(FAMILY);
  test.desk.getState().chooseItem('outdoor-ticket');
  await test.desk.getState().show(other);
  expect(test.desk.getState().overlay).toMatchObject({ kind: 'switch-card', text: other });
  return test;
}

function shownCard(test: TestDesk): string | null {
  const { screen } = test.desk.getState();
  if (screen.kind !== 'decided') return null;
  const { lookup } = screen.check.decision;
  return lookup.kind === 'found' ? lookup.record.cardNumber : null;
}

describe('while the desk asks whether to switch', () => {
  it('the new card shown again switches to it', async () => {
    const test = await deskInDoubt(ALONE);
    await test.desk.getState().show(ALONE);
    expect(shownCard(test)).toBe(ALONE);
    expect(test.desk.getState()).toMatchObject({ overlay: null, screen: { itemId: null } });
  });

  it('the card that is being sold to stays, and the question goes', async () => {
    const test = await deskInDoubt(ALONE);
    await test.desk.getState().show(FAMILY);
    expect(shownCard(test)).toBe(FAMILY);
    expect(test.desk.getState()).toMatchObject({ overlay: null, screen: { itemId: 'outdoor-ticket' } });
  });

  it('a third card is asked about in place of the second', async () => {
    const test = await deskInDoubt(ALONE);
    await test.desk.getState().show(COUPLE);
    expect(shownCard(test)).toBe(FAMILY);
    expect(test.desk.getState().overlay).toMatchObject({ kind: 'switch-card', text: COUPLE });
  });

  it('what is no card answers nothing', async () => {
    const test = await deskInDoubt(ALONE);
    await test.desk.getState().show('https://pay.example/abc');
    expect(test.desk.getState().overlay).toMatchObject({ kind: 'switch-card', text: ALONE });
  });

  it('the same card by its signed QR is the same card', async () => {
    const test = await deskInDoubt(ALONE);
    await test.desk.getState().show(signedQrOf(FAMILY));
    expect(test.desk.getState().overlay).toBeNull();
    expect(shownCard(test)).toBe(FAMILY);
  });
});

it('decides nothing of what a technician reads', async () => {
  const test = testDesk();
  test.desk.getState().open({ kind: 'scanner' });
  await test.desk.getState().show(FAMILY);
  test.desk.getState().showTwoCards();
  expect(test.desk.getState()).toMatchObject({ overlay: { kind: 'scanner' }, screen: { kind: 'idle' } });
  test.desk.getState().back();
  await test.desk.getState().show(FAMILY);
  expect(shownCard(test)).toBe(FAMILY);
});
