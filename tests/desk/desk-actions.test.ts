import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CommandId } from '../../src/desk/command.ts';
import { COMMANDS, commandOf } from '../../src/desk/commands.ts';
import { chosenItemOf } from '../../src/desk/desk-state.ts';
import { enterOf } from '../../src/desk/item-action.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { bodyOf } from '../../src/domain/journal/journal-entry.ts';
import { commandGiven, give, INPUTS } from './desk-input.ts';
import { CATALOGUE, cardRefOf, openGate, settled, type TestDesk, testDesk } from './test-desk.ts';

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
    let recordedInAll = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(INPUTS, { minLength: 1, maxLength: 60, size: 'max' }), async (inputs) => {
        const test = testDesk(siteId, '2026-11-28T18:30');
        await run(test, 'scan', { text: demoCardNumber(1) });
        const confirmed: string[] = [];
        for (const input of inputs) {
          const isConfirm = commandGiven(test, input)?.command.id === 'confirm';
          const shown = isConfirm ? promised(test) : null;
          if (shown !== null) confirmed.push(shown);
          await give(test, input);
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
        // A dialog, the question about the card that was read meanwhile, the item, the card.
        for (let press = 0; press < 4; press += 1) {
          test.desk.getState().back();
          await settled();
        }
        expect(test.desk.getState()).toMatchObject({ screen: { kind: 'idle' }, overlay: null });
        recordedInAll += test.journal.entries.length;
      }),
      { numRuns: 600 },
    );
    // Otherwise the test has tried nothing that could go wrong.
    expect(recordedInAll).toBeGreaterThan(20);
  },
);

it('draws every command of the table, and half of what a hand does as keys, clicks and scans', () => {
  const inputs = fc.sample(INPUTS, { numRuns: 4_000 });
  const commands = inputs.filter(({ kind }) => kind === 'command');
  const raw = inputs.filter(({ kind }) => ['key', 'click', 'scan'].includes(kind));
  const drawn = new Set(commands.flatMap((input) => (input.kind === 'command' ? [input.command.id] : [])));
  expect([...drawn].sort()).toEqual(COMMANDS.map(({ id }) => id).sort());
  expect(raw.length / (raw.length + commands.length)).toBeCloseTo(0.5, 1);
});

it('whatever is chosen at any desk at any time, Enter never breaks', async () => {
  const minute = fc.date({
    min: new Date('2026-01-01T00:00Z'),
    max: new Date('2027-12-31T23:59Z'),
    noInvalidDate: true,
  });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...CATALOGUE.sites), minute, fc.nat(10), async (site, at, index) => {
      const test = testDesk(site.id, at.toISOString().slice(0, 16));
      await run(test, 'scan', { text: demoCardNumber(1) });
      await run(test, 'choose', { item: index + 1 });
      const shown = promised(test);
      await run(test, 'confirm', {});
      expect(test.failures).toEqual([]);
      expect(test.journal.entries).toHaveLength(shown === null ? 0 : 1);
    }),
    { numRuns: 300 },
  );
});

function run(test: TestDesk, id: CommandId, args: unknown): Promise<void> {
  return give(test, { kind: 'click', command: commandOf(id), args });
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let found = 0;
  for (const one of whole) if (one === part[found]) found += 1;
  return found === part.length;
}
