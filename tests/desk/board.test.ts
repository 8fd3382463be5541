import { beforeEach, describe, expect, it } from 'vitest';
import { commandOfKey } from '../../src/desk/commands.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { type TestDesk, testDesk } from './test-desk.ts';

const CARD = demoCardNumber(1);
const LOST = demoCardNumber(8);
/** A Monday. */
const NOW = '2026-11-23T10:20';

let test: TestDesk;
const desk = () => test.desk.getState();
const view = () => {
  const { overlay } = desk();
  if (overlay?.kind !== 'board') throw new Error('no board');
  return overlay.view;
};
/** Presses keys as a clerk does. */
async function press(...keys: readonly string[]) {
  for (const key of keys) {
    const meant = commandOfKey(desk(), { key, inField: false });
    if (meant === null) throw new Error(`${key} means nothing`);
    await meant.command.run(test.desk.getState, meant.args);
  }
}
const kinds = (court: number) =>
  view()
    .day.courts.find((one) => one.court === court)
    ?.stretches.map(({ kind, from, to, use }) => [kind, from, to, ...(use === undefined ? [] : [use])]);

beforeEach(async () => {
  test = testDesk('fangcun-sports-centre', NOW);
  test.isCounting = true;
  await desk().refreshToday();
});

describe('the board of the courts', () => {
  it('shows what is over, free and closed, and opens on the next free quarter', async () => {
    await press('b');
    expect(view().day).toMatchObject({ date: '2026-11-23', now: 620, from: 480, to: 1_320 });
    expect(view().cursor).toEqual({ court: 1, minute: 630, minutes: 60 });
    // Fangcun has prices from 8:30 to 22:00 on a working day.
    expect(kinds(1)).toEqual([
      ['closed', 480, 510],
      ['past', 510, 615],
      ['free', 615, 1_320],
    ]);
    expect(view().words.zh).toBe('1 号场地 11-23 10:30–11:30 可订 · 羽毛球场 24.00 元（原价 30.00）');
  });

  it('moves by arrow keys, within its courts and hours, and by days', async () => {
    await press('b', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowLeft');
    expect(view().cursor).toMatchObject({ court: 2, minute: 645 });
    await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    expect(view().cursor.court).toBe(1);
    await press('PageDown');
    expect(view().day).toMatchObject({ date: '2026-11-24', now: null });
    await press('PageUp');
    expect(await desk().onBoard({ kind: 'day', by: -1 })).toBe(false);
  });

  it('says another price for another length, over bands', async () => {
    await press('b');
    await desk().onBoard({ kind: 'at', cursor: { minute: 930 } });
    expect(view().words.zh).toMatch(/15:30–16:30 可订 · 羽毛球场 40.00 元（原价 50.00）$/);
    await press('+');
    expect(view().words.zh).toMatch(/15:30–17:00 可订 · 羽毛球场 68.00 元（原价 85.00）$/);
    await press('-', '-', '-');
    expect(view().cursor.minutes).toBe(30);
  });

  it('books what the bar names for the card on the screen, and shows it as booked', async () => {
    await desk().show(CARD);
    await press('b', 'ArrowRight', '+', 'Enter');
    expect(desk().overlay).toBeNull();
    expect(desk().screen).toMatchObject({ kind: 'decided', itemId: 'badminton-court' });
    await press('Enter');
    expect(test.journal.entries.at(-1)?.body).toMatchObject({
      ...{ kind: 'booking-opened', start: '2026-11-23T10:30', minutes: 90, courts: [2], totalFen: 3_600 },
    });
    await press('b');
    expect(kinds(2)).toContainEqual(['ours', 630, 720]);
    expect(kinds(1)).not.toContainEqual(['ours', 630, 720]);
  });

  it('gives a stretch to the public in one gesture, and asks first about what is booked', async () => {
    await desk().show(CARD);
    await press('b', 'Enter', 'Enter', 'b');
    await desk().onBoard({ kind: 'at', cursor: { court: 3, minute: 1_140, minutes: 120 } });
    await press('5');
    expect(kinds(3)).toContainEqual(['public', 1_140, 1_260, 'repair']);
    await desk().onBoard({ kind: 'at', cursor: { court: 1, minute: 630, minutes: 60 } });
    const before = test.journal.entries.length;
    await press('3');
    expect(test.journal.entries).toHaveLength(before);
    expect(desk().courtsAnswer?.text.zh).toContain('已订出');
    await press('3');
    expect(test.journal.entries.at(-1)?.body).toMatchObject({ kind: 'courts-taken', use: 'exclusive' });
  });

  it('asks again about another court, and about more of the time', async () => {
    await desk().show(CARD);
    await press('b', 'Enter', 'Enter', 'b');
    const before = test.journal.entries.length;
    await desk().onBoard({ kind: 'at', cursor: { court: 1, minute: 630, minutes: 30 } });
    await press('3');
    expect(desk().courtsAnswer?.kind).toBe('sold');
    await press('+', '3');
    expect(test.journal.entries).toHaveLength(before);
    await press('3');
    expect(test.journal.entries).toHaveLength(before + 1);
  });

  it('gives way to the screen that says why nothing was recorded', async () => {
    await press('b');
    test.journal.nextAppend = async () => ({ ok: false, fault: { kind: 'disk-full', detail: 'ENOSPC' } });
    await press('1');
    expect(desk().overlay).toBeNull();
    expect(desk().screen).toMatchObject({ kind: 'not-recorded', reason: 'disk-full' });
  });

  it('keeps the chosen place for the card that is shown then', async () => {
    await press('b', 'ArrowRight', 'ArrowDown');
    await desk().show(CARD);
    expect(view().cursor).toMatchObject({ court: 2, minute: 645 });
    // Courts are booked by the half hour here.
    expect(view().words.zh).toContain('10:30–11:30');
    await press('Enter', 'Enter');
    expect(test.journal.entries.at(-1)?.body).toMatchObject({ courts: [2], start: '2026-11-23T10:30' });
  });

  it('gives way to the answer about a card that is refused', async () => {
    await press('b');
    await desk().show(LOST);
    expect(desk().overlay).toBeNull();
    expect(desk().screen).toMatchObject({ kind: 'decided', itemId: null });
  });

  it('prints the day, and names nobody', async () => {
    await desk().show(CARD);
    await press('b', 'Enter', 'Enter', 'b', 'p');
    const { paper } = test.papers.at(-1) ?? {};
    expect(paper).toMatchObject({ title: '羽毛球场 2026-11-23 场地安排' });
    expect(paper?.rows[0]).toEqual({ name: '1 号场地', value: '10:30–11:30 本机已订' });
  });
});
