import { expect, it } from 'vitest';
import { commandNamed, commandOfKey } from '../../src/desk/commands.ts';
import { screenValue } from '../../src/desk/screen-value.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { foundUses } from '../../src/domain/journal/fold/find-uses.ts';
import { settled, testDesk } from './test-desk.ts';

const FAMILY = demoCardNumber(1);
const ALONE = demoCardNumber(2);

/** A desk with three tickets of two cards, whose list is open. The second ticket is voided. */
async function listOpen() {
  const test = testDesk();
  const { getState } = test.desk;
  const run = async (id: string, args: unknown = {}) => commandNamed(id)?.run(getState, args);
  for (const card of [FAMILY, ALONE, FAMILY]) {
    await getState().show(card);
    await run('choose', { item: card === ALONE ? 2 : 1 });
    await run('confirm');
  }
  await run('void', { seq: 2, reason: 'mistyped' });
  await run('today');
  await settled();
  const over = () => screenValue(getState(), { now: '2026-11-23T15:42', items: [] }).over;
  const found = () =>
    getState()
      .foundUses(foundUses)
      .map(({ seq }) => seq);
  return Object.assign(test, { run, over, found });
}

it('a scanned card narrows the list, and Enter serves it', async () => {
  const { desk, found, over } = await listOpen();
  expect(found()).toEqual([3, 2, 1]);
  await desk.getState().show(FAMILY);
  expect(found()).toEqual([3, 1]);
  expect(over()).toMatchObject({ kind: 'today', filter: { card: FAMILY.slice(-4) } });
  const enter = commandOfKey(desk.getState(), { key: 'Enter', inField: false });
  expect(enter?.command.id).toBe('serve-found');
  await enter?.command.run(desk.getState, {});
  expect(desk.getState()).toMatchObject({ overlay: null, screen: { kind: 'decided' } });
});

it('another card takes its place, and what is no card is refused as ever', async () => {
  const { desk, found } = await listOpen();
  await desk.getState().show(FAMILY);
  await desk.getState().show(ALONE);
  expect(found()).toEqual([2]);
  await desk.getState().show('6901234567892');
  expect(desk.getState()).toMatchObject({ overlay: null, screen: { kind: 'rejected' } });
});

it('finds by text, item and state, says who voided, and forgets the search with the list', async () => {
  const { desk, run, found, over } = await listOpen();
  await run('find', { state: 'voided' });
  expect(over()).toMatchObject({
    found: [{ seq: 2, by: null, voided: { by: null, reason: 'mistyped' }, tail: ALONE.slice(-4) }],
  });
  await run('find', { state: 'all', text: 'A1-3' });
  expect(found()).toEqual([3]);
  await run('find', { text: '', item: 'outdoor-ticket' });
  expect(found()).toEqual([3, 1]);
  await run('find-all');
  expect(found()).toEqual([3, 2, 1]);
  await run('find', { text: ALONE.slice(-4) });
  expect(found()).toEqual([2]);
  await run('back');
  expect(commandNamed('find')?.isPossible(desk.getState())).toBe(false);
  await run('today');
  expect(found()).toEqual([3, 2, 1]);
});

it('a member who is not in the list is none', async () => {
  const { run, desk } = await listOpen();
  expect(await run('find', { member: 'nobody' })).toBe(false);
  const member = { memberId: 'a'.repeat(32), name: '王芳', role: 'clerk' as const };
  desk.setState({ staff: { ...desk.getState().staff, members: [member] } });
  expect(await run('find', { member: 1 })).toBe(true);
  expect(desk.getState().listFilter.memberId).toBe(member.memberId);
  expect(await run('find', { member: null })).toBe(true);
  expect(desk.getState().listFilter.memberId).toBeNull();
});

it('a journal that cannot be read leaves the list as it is', async () => {
  const { desk, run, journal, failures } = await listOpen();
  journal.read = () => Promise.reject(new Error('the disk is gone'));
  await run('list-day', { date: null });
  await run('today');
  await settled();
  expect(desk.getState().foundUses(foundUses)).toHaveLength(3);
  expect(failures).toEqual([]);
});
