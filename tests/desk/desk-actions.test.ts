import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chosenItemOf, type DeskState } from '../../src/desk/desk-state.ts';
import { enterOf } from '../../src/desk/item-action.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { bodyOf } from '../../src/domain/journal/journal-entry.ts';
import { CATALOGUE, cardRefOf, openGate, settled, type TestDesk, testDesk } from './test-desk.ts';

/** What a clerk, a customer or a slow disk may do next. */
const ACTIONS = [
  ...[1, 2, 3, 5].map((card) => ['show', demoCardNumber(card)] as const),
  ['show', 'https://pay.example/abc'],
  ['two-cards'],
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((index) => ['choose', index] as const),
  ['count', 1],
  ['count', -1],
  ['move', 1],
  ['person'],
  ['confirm'],
  ['confirm'],
  ['void'],
  ['reason'],
  ['switch'],
  ['back'],
  ['open', 'help'],
  ['open', 'lock'],
  ['slow-disk'],
  ['disk'],
  ['slow-checks'],
  ['checks'],
  ['fault'],
  ['break'],
  ['wait', 9_000],
] as const;
type Action = (typeof ACTIONS)[number];

/** Does it and lets everything follow that is not held back. */
async function act(test: TestDesk, action: Action): Promise<void> {
  const desk: DeskState = test.desk.getState();
  switch (action[0]) {
    case 'show':
      void desk.show(action[1]);
      break;
    case 'two-cards':
      desk.showTwoCards();
      break;
    case 'choose':
      if (desk.screen.kind === 'decided')
        desk.chooseItem(desk.screen.check.decision.items[action[1]]?.itemId ?? '');
      break;
    case 'count':
      desk.count(action[1]);
      break;
    case 'move':
      desk.moveStart(action[1], 'grid');
      break;
    case 'person':
      desk.nextPerson();
      break;
    case 'confirm':
      void desk.confirm();
      break;
    case 'void':
      void desk.askToVoid();
      break;
    case 'reason':
      if (desk.overlay?.kind === 'void') void desk.voidRecorded(desk.overlay.use, 'other');
      break;
    case 'switch':
      void desk.acceptSwitch();
      break;
    case 'back':
      desk.back();
      break;
    case 'open':
      desk.open({ kind: action[1] });
      break;
    case 'slow-disk':
      test.writes.isShut = true;
      break;
    case 'disk':
      await openGate(test.writes);
      break;
    case 'slow-checks':
      test.checks.isShut = true;
      break;
    case 'checks':
      await openGate(test.checks);
      break;
    case 'fault':
      test.journal.nextAppend = async () => ({ ok: false, fault: { kind: 'io', detail: '' } });
      break;
    case 'break':
      test.journal.nextAppend = () => Promise.reject(new Error('gone'));
      break;
    case 'wait':
      await test.time.advance(action[1]);
      break;
  }
  await settled();
}

/** What the very next Enter would have recorded, had the clerk pressed it now. */
function promised({ desk }: TestDesk): string | null {
  const { screen, isWriting } = desk.getState();
  const item = chosenItemOf(screen);
  if (screen.kind !== 'decided' || item === null || isWriting || enterOf(item).kind !== 'record') return null;
  const { lookup } = screen.check.decision;
  const cardNumber = lookup.kind === 'found' ? lookup.record.cardNumber : lookup.cardNumber;
  return `${cardRefOf(cardNumber)} ${item.itemId} ${item.choice.quantity} ${item.choice.person}`;
}

it.each(['xijiao-pool', 'youth-sports-club', 'liwan-gymnasium'])(
  'whatever happens at %s, each Enter records what the screen showed, at most once, and nothing stays stuck',
  async (siteId) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Action>(...ACTIONS), { minLength: 1, maxLength: 40 }),
        async (actions) => {
          const test = testDesk(siteId, '2026-11-28T18:30');
          const confirmed: string[] = [];
          for (const action of actions) {
            const shown = action[0] === 'confirm' ? promised(test) : null;
            if (shown !== null) confirmed.push(shown);
            await act(test, action);
            const recorded = test.journal.entries.flatMap((entry) => {
              const body = bodyOf(entry);
              return body?.kind === 'use'
                ? [`${body.cardRef} ${body.itemId} ${body.quantity} ${body.person}`]
                : [];
            });
            expect(isSubsequence(recorded, confirmed)).toBe(true);
          }
          await openGate(test.writes);
          await openGate(test.checks);
          expect(test.desk.getState().isWriting).toBe(false);
          expect(test.failures).toEqual([]);
          for (let press = 0; press < 3; press += 1) test.desk.getState().back();
          expect(test.desk.getState()).toMatchObject({ screen: { kind: 'idle' }, overlay: null });
        },
      ),
      { numRuns: 150 },
    );
  },
);

it('whatever is chosen at any desk at any time, Enter never breaks', async () => {
  const minute = fc.date({
    min: new Date('2026-01-01T00:00Z'),
    max: new Date('2027-12-31T23:59Z'),
    noInvalidDate: true,
  });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...CATALOGUE.sites), minute, fc.nat(10), async (site, at, index) => {
      const test = testDesk(site.id, at.toISOString().slice(0, 16));
      await act(test, ['show', demoCardNumber(1)] as Action);
      await act(test, ['choose', index] as Action);
      const shown = promised(test);
      await act(test, ['confirm']);
      expect(test.failures).toEqual([]);
      expect(test.journal.entries).toHaveLength(shown === null ? 0 : 1);
    }),
    { numRuns: 300 },
  );
});

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let found = 0;
  for (const one of whole) if (one === part[found]) found += 1;
  return found === part.length;
}
