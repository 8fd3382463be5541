import { expect, test } from 'vitest';
import { COMMANDS, commandNamed, commandOfKey } from '../../src/desk/commands.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { testDesk } from './test-desk.ts';

const CARD = demoCardNumber(1);

test('has one command a name, and each key that is told a command', () => {
  const ids = COMMANDS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { keys, args } of COMMANDS) {
    for (const key of keys) expect(args.safeParse(key.args).success, key.key).toBe(true);
  }
  expect(commandNamed('toString')).toBeNull();
});

test('Enter means what the screen asks for', async () => {
  const { desk } = testDesk();
  const meant = () => commandOfKey(desk.getState(), { key: 'Enter', inField: false })?.command.id;
  expect(meant()).toBeUndefined();
  await desk.getState().show('6901234567892');
  expect(meant()).toBe('read');
  await desk.getState().show(CARD);
  expect(meant()).toBeUndefined();
  await run('choose', { item: 1 });
  expect(meant()).toBe('confirm');
  await desk.getState().show(demoCardNumber(2));
  expect(meant()).toBe('switch-card');
  await run('switch-card', {});
  await run('void', {});
  expect(desk.getState().overlay?.kind).toBe('nothing-to-void');
  expect(meant()).toBe('read');
  await run('lock', {});
  expect(meant()).toBe('unlock');

  async function run(id: string, args: unknown): Promise<void> {
    await commandNamed(id)?.run(desk.getState, args);
  }
});

test('a locked desk knows one command alone', async () => {
  const { desk } = testDesk();
  desk.getState().open({ kind: 'lock' });
  expect(COMMANDS.filter((one) => one.isPossible(desk.getState())).map(({ id }) => id)).toEqual(['unlock']);
});

test('what is typed into a field is no command, but for those that leave it', async () => {
  const { desk } = testDesk();
  await desk.getState().show(CARD);
  const inField = (key: string) => commandOfKey(desk.getState(), { key, inField: true })?.command.id ?? null;
  expect(['1', '+', 'Enter', 'PageUp', 'F4'].map(inField)).toEqual([null, null, null, null, null]);
  expect(['Escape', 'F2', 'F8'].map(inField)).toEqual(['back', 'type', 'void']);
});

test('an item is chosen by its place or its id, and any other is none', async () => {
  const { desk } = testDesk();
  await desk.getState().show(CARD);
  const choose = (item: unknown) => commandNamed('choose')?.run(desk.getState, { item });
  const chosen = () => {
    const { screen } = desk.getState();
    return screen.kind === 'decided' ? screen.itemId : null;
  };
  expect(await choose('no-such-item')).toBe(false);
  expect(await choose(9)).toBe(false);
  expect(chosen()).toBeNull();
  expect(await choose(2)).toBe(true);
  expect(chosen()).toBe('indoor-ticket');
  expect(await choose('outdoor-ticket')).toBe(true);
  expect(chosen()).toBe('outdoor-ticket');
  await expect(choose(0)).rejects.toThrow();
  await expect(choose({})).rejects.toThrow();
});

test('a use that is not there is not voided', async () => {
  const { desk } = testDesk();
  const voided = (args: unknown) => commandNamed('void')?.run(desk.getState, args);
  expect(await voided({ seq: 777, reason: 'mistyped' })).toBe(false);
  expect(await voided({ reason: 'mistyped' })).toBe(false);
  // The key of a hand is answered by words on the screen.
  expect(await voided({})).toBe(true);
  expect(desk.getState().overlay?.kind).toBe('nothing-to-void');
});

const NOTICE = {
  noticeId: '11111111-1111-4111-8111-111111111111',
  zh: '今天闭馆',
  en: 'Closed today',
  importance: 'normal' as const,
  siteIds: null,
  from: '2026-11-23',
  until: '2026-11-23',
};

test('Y says that the first notice was read, at an idle desk alone, and F7 hands over all the same', async () => {
  const made = testDesk();
  const { desk } = made;
  const other = { ...NOTICE, noticeId: '22222222-2222-4222-8222-222222222222' };
  const meant = () => commandOfKey(desk.getState(), { key: 'y', inField: false });
  const handsOver = () => commandOfKey(desk.getState(), { key: 'F7', inField: false })?.command.id;
  expect(meant()).toBeNull();
  const before = handsOver();
  made.notices = [NOTICE, other];
  await desk.getState().refreshNotices();
  await desk.getState().show(CARD);
  expect(meant()).toBeNull();
  desk.getState().back();
  expect(handsOver()).toBe(before);
  const read = meant();
  expect(await read?.command.run(desk.getState, read.args)).toBe(true);
  expect(desk.getState().notices).toEqual([other]);
  expect(made.notices).toEqual([other]);
  const command = commandNamed('notice-read');
  expect(await command?.run(desk.getState, { notice: NOTICE.noticeId })).toBe(false);
  expect(await command?.run(desk.getState, { notice: other.noticeId })).toBe(true);
  expect(meant()).toBeNull();
});

test('no two commands that a key may mean are possible at once at a health centre, though it had courts', async () => {
  const { desk } = testDesk('community-health-centre', '2026-11-23T10:00');
  const state = desk.getState;
  const letters = ['t', 'T', 'i', 'I', 'g', 'G', 'r', 'R'];
  const meant = () =>
    letters.map((key) => {
      const possible = COMMANDS.filter(
        (one) =>
          one.keys.some((bound) => bound.key === key) && one.isPossible({ ...state(), hasCourts: true }),
      );
      expect(possible.length, `${key} on ${state().screen.kind}`).toBeLessThan(2);
      return possible[0]?.id ?? '';
    });
  expect(meant()).toEqual(['tasks', 'tasks', '', '', 'courts', 'courts', '', '']);
  await state().show(CARD);
  expect(meant()).toEqual(['', '', '', '', 'courts', 'courts', '', '']);
  state().chooseItem('family-doctor-basic');
  const fields = ['team', 'team', 'insurance', 'insurance', 'personal', 'personal', '', ''];
  expect(meant()).toEqual(fields);
  state().open({ kind: 'help' });
  expect(meant()).toEqual(['', '', '', '', '', '', '', '']);
  state().back();
  state().change({ number: 'LZ-JY-0001', team: '城东家庭医生团队', insurance: 'local' });
  expect(meant()).toEqual(fields);
  await state().confirm();
  expect(meant()).toEqual(['tasks', 'tasks', '', '', '', '', '', '']);
  await state().show(CARD);
  expect(meant()).toEqual(['', '', '', '', 'courts', 'courts', '', '']);
});
