import { describe, expect, it } from 'vitest';
import type { Overlay } from '../../src/desk/desk-state.ts';
import type { DeskStore } from '../../src/desk/desk-store.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { cardNumberIn } from '../../src/domain/card/card-record.ts';
import { settled, testDesk } from './test-desk.ts';

const FAMILY = demoCardNumber(1);
const ALONE = demoCardNumber(2);

describe.each(['settings', 'export', 'confirm-date'] as const)(
  'a card that is shown with %s open',
  (kind) => {
    it('closes nothing: the clerk is told, and it opens when the dialog is closed', async () => {
      const { desk, cues } = await opened(kind);
      expect(desk.getState()).toMatchObject({
        overlay: { kind },
        waitingCard: FAMILY,
        screen: { kind: 'idle' },
      });
      expect(cues).toEqual(['ask']);
      desk.getState().back();
      await settled();
      expect(desk.getState()).toMatchObject({
        overlay: null,
        waitingCard: null,
        screen: { kind: 'decided' },
      });
    });
  },
);

it('the one that was shown last opens; the same one again is not told twice', async () => {
  const { desk, cues } = await opened('settings');
  await desk.getState().show(FAMILY);
  expect(cues).toEqual(['ask']);
  await desk.getState().show(ALONE);
  expect(cues).toEqual(['ask', 'ask']);
  desk.getState().back();
  await settled();
  expect(desk.getState().screen).toMatchObject({
    check: { decision: { lookup: { record: { cardNumber: ALONE } } } },
  });
});

it('waits from one dialog to the next, and asks before it takes an open sale away', async () => {
  const test = testDesk();
  await test.desk.getState().show(ALONE);
  test.desk.getState().chooseItem('outdoor-ticket');
  test.desk.getState().open({ kind: 'settings' });
  await test.desk.getState().show(FAMILY);
  test.desk.getState().open({ kind: 'export' });
  expect(test.desk.getState().waitingCard).toBe(FAMILY);
  test.desk.getState().back();
  await settled();
  expect(test.desk.getState()).toMatchObject({
    overlay: { kind: 'switch-card', text: FAMILY },
    screen: { itemId: 'outdoor-ticket' },
  });
});

it('is forgotten when the desk is locked, when another card opens, and after 90 s', async () => {
  const locked = await opened('settings');
  locked.desk.getState().open({ kind: 'lock' });
  expect(locked.desk.getState().waitingCard).toBeNull();

  const typed = await opened('settings');
  typed.desk.getState().open({ kind: 'type' });
  await typed.desk.getState().show(ALONE);
  expect(typed.desk.getState()).toMatchObject({ waitingCard: null, screen: { kind: 'decided' } });

  const left = await opened('settings');
  await left.time.advance(89_999);
  expect(left.desk.getState().waitingCard).toBe(FAMILY);
  await left.time.advance(1);
  expect(left.desk.getState()).toMatchObject({ waitingCard: null, overlay: { kind: 'settings' } });
  left.desk.getState().back();
  await settled();
  expect(left.desk.getState().screen.kind).toBe('idle');
});

describe('a card that is shown while it is asked why a sale is taken back', () => {
  it('is told, and opens when nothing is taken back', async () => {
    const { desk, cues } = await askedToVoid();
    await desk.getState().show(ALONE);
    expect(desk.getState()).toMatchObject({ overlay: { kind: 'void' }, waitingCard: ALONE });
    expect(cues.at(-1)).toBe('ask');
    desk.getState().back();
    await settled();
    expect(shownCard(desk)).toBe(ALONE);
  });

  it('opens once the sale is taken back, and the refund stands beside it', async () => {
    const { desk, journal, use } = await askedToVoid();
    await desk.getState().show(ALONE);
    await desk.getState().voidRecorded(use, 'mistyped');
    expect(journal.entries.map(({ body }) => body.kind)).toEqual(['use', 'void']);
    expect(shownCard(desk)).toBe(ALONE);
    expect(desk.getState()).toMatchObject({
      overlay: null,
      waitingCard: null,
      leftBehind: [{ what: { kind: 'void', use: { seq: use.seq } }, outcome: { kind: 'recorded' } }],
    });
  });
});

async function askedToVoid() {
  const test = testDesk();
  await test.desk.getState().show(FAMILY);
  test.desk.getState().chooseItem('outdoor-ticket');
  await test.desk.getState().confirm();
  await test.desk.getState().askToVoid();
  const { overlay } = test.desk.getState();
  if (overlay?.kind !== 'void') throw new Error('nothing is asked');
  return { ...test, use: overlay.use };
}

function shownCard(desk: DeskStore): string | null {
  const { screen } = desk.getState();
  return screen.kind === 'decided' ? cardNumberIn(screen.check.decision.lookup) : null;
}

/** A desk with a dialog open, to which a card was shown. */
async function opened(kind: Extract<Overlay['kind'], 'settings' | 'export' | 'confirm-date'>) {
  const test = testDesk();
  test.desk.getState().open({ kind });
  await test.desk.getState().show(FAMILY);
  return test;
}
