import { expect, it } from 'vitest';
import { commandNamed } from '../../src/desk/commands.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { testDesk } from './test-desk.ts';

const CLUB = 'youth-sports-club';
const HOUR = { item: 'badminton-court', start: '2026-11-23T18:00', minutes: 60, courts: [1, 2] };

function club() {
  const test = testDesk(CLUB);
  test.isCounting = true;
  const run = async (id: string, args: unknown) => commandNamed(id)?.run(test.desk.getState, args);
  const answer = () => test.desk.getState().courtsAnswer;
  const written = () => test.journal.entries.filter(({ body }) => body.kind.startsWith('courts-'));
  return { ...test, run, answer, written };
}

it('refuses what cannot be with words, and records nothing', async () => {
  const { run, answer, written, desk, cues } = club();
  for (const wrong of [
    { start: '2020-01-01T18:00' },
    { start: '2099-01-01T18:00' },
    { start: '2026-11-23T18:07' },
    { minutes: 7 },
    { courts: [9] },
    { item: 'fitness-half-year' },
  ]) {
    expect(await run('take-courts', { ...HOUR, ...wrong })).toBe(false);
    const said = answer();
    expect([said?.kind, desk.getState().refusal]).toEqual(['refused', said?.text]);
    expect(said?.text.zh).not.toBe(said?.text.en);
  }
  expect(await run('free-courts', { takenId: 'ab'.repeat(16) })).toBe(false);
  expect(answer()?.text.zh).toContain('没有这条登记');
  // The command line tells one refusal from the one before it, though both have the same words.
  const { refusal } = desk.getState();
  expect(await run('free-courts', { takenId: 'ab'.repeat(16) })).toBe(false);
  expect(desk.getState().refusal).toEqual(refusal);
  expect(desk.getState().refusal).not.toBe(refusal);
  expect(written()).toEqual([]);
  expect(cues).toEqual(Array(8).fill('no'));
});

it('records the same once, and takes it back once', async () => {
  const { run, answer, written, desk } = club();
  expect(await run('take-courts', HOUR)).toBe(true);
  expect(answer()).toBeNull();
  expect(await run('take-courts', HOUR)).toBe(true);
  expect(answer()).toMatchObject({ kind: 'same', text: { zh: expect.stringContaining('没有再登记') } });
  const [given] = desk.getState().publicStretches;
  const takenId = given?.takenId;
  expect(await run('free-courts', { takenId })).toBe(true);
  expect(await run('free-courts', { takenId })).toBe(true);
  expect(answer()).toMatchObject({
    kind: 'same',
    text: { en: expect.stringContaining('Taken back already') },
  });
  expect(written().map(({ body }) => body.kind)).toEqual(['courts-taken', 'courts-freed']);
});

it('names the booking first where a court is sold, and gives it away once the clerk insists', async () => {
  const { run, answer, written, desk, cues } = club();
  await run('scan', { text: demoCardNumber(1) });
  await run('choose', { item: 'badminton-court' });
  await run('set', { start: '2026-11-23T18:00' });
  await run('confirm', {});
  // The use that was just recorded is on the screen: the venue may give its courts all the same.
  expect(desk.getState().screen.kind).toBe('recorded');
  expect(await run('take-courts', HOUR)).toBe(true);
  expect(answer()).toMatchObject({ kind: 'sold', text: { zh: expect.stringContaining('18:00–19:00') } });
  expect([written().length, cues.at(-1)]).toEqual([0, 'ask']);
  expect(await run('take-courts', { ...HOUR, anyway: true })).toBe(true);
  expect(answer()).toBeNull();
  expect(written()).toMatchObject([
    { body: { kind: 'courts-taken', courts: [1, 2], from: 1_080, to: 1_140 } },
  ]);
});

it('is possible while no other dialog is open', () => {
  const { desk } = club();
  const isPossible = () => commandNamed('take-courts')?.isPossible(desk.getState());
  expect(isPossible()).toBe(true);
  desk.getState().open({ kind: 'today' });
  expect(isPossible()).toBe(false);
});
