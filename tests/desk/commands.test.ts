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

test('an item is chosen by its place or its id, and nothing by any other', async () => {
  const { desk } = testDesk();
  await desk.getState().show(CARD);
  const chosen = async (item: unknown) => {
    await commandNamed('choose')?.run(desk.getState, { item });
    const { screen } = desk.getState();
    return screen.kind === 'decided' ? screen.itemId : null;
  };
  expect(await chosen('no-such-item')).toBeNull();
  expect(await chosen(9)).toBeNull();
  expect(await chosen(2)).toBe('indoor-ticket');
  expect(await chosen('outdoor-ticket')).toBe('outdoor-ticket');
  await expect(chosen(0)).rejects.toThrow();
  await expect(chosen({})).rejects.toThrow();
});
