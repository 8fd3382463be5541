import { expect, it } from 'vitest';
import { COMMANDS, commandNamed, commandOfKey } from '../../src/desk/commands.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { PRACTICE_CARDS } from '../../src/domain/card/practice-card.ts';
import { SETUP_STEPS } from '../../src/domain/staff/setup-step.ts';
import { settled, testDesk } from './test-desk.ts';

function setupDesk() {
  const test = testDesk();
  const { getState } = test.desk;
  const run = async (id: string, args: unknown = {}) => commandNamed(id)?.run(getState, args);
  return Object.assign(test, { run, over: () => getState().overlay });
}

it('goes through its steps by keys, is kept at each, and is done after the last', async () => {
  const test = setupDesk();
  const { getState } = test.desk;
  await test.run('setup');
  expect(test.over()).toEqual({ kind: 'setup', step: 'site', read: null });
  for (const step of SETUP_STEPS) {
    expect(test.over()).toMatchObject({ step });
    expect(test.setup).toBe(step);
    const meant = commandOfKey(getState(), { key: 'PageDown', inField: false });
    await meant?.command.run(getState, meant.args);
  }
  expect(test.over()).toBeNull();
  expect(test.setup).toBeNull();
});

it('is left at any step and taken up there, and there is nothing before the first', async () => {
  const test = setupDesk();
  await test.run('setup');
  expect(await test.run('setup-step', { by: -1 })).toBe(false);
  await test.run('setup-step', { by: 1 });
  await test.run('setup-step', { by: 1 });
  await test.run('back');
  expect(test.over()).toBeNull();
  expect(test.setup).toBe('printer');
  await test.run('setup');
  expect(test.over()).toMatchObject({ step: 'printer' });
  await test.run('setup-step', { by: -1 });
  expect(test.setup).toBe('camera');
});

it('stays at the site until one is chosen: all later steps are about a desk', async () => {
  const test = setupDesk();
  test.hasSite = false;
  await test.run('setup');
  expect(await test.run('setup-step', { by: 1 })).toBe(false);
  expect(test.over()).toMatchObject({ step: 'site' });
  test.hasSite = true;
  await test.run('setup-step', { by: 1 });
  expect(test.over()).toMatchObject({ step: 'camera' });
});

it('tells a practice card, a talent card and no card, and opens none of them', async () => {
  const { desk, run, over, cues } = setupDesk();
  await run('setup');
  await run('setup-step', { by: 1 });
  const [practice] = PRACTICE_CARDS;
  const texts = [practice?.cardNumber ?? '', demoCardNumber(1), '6901234567892'];
  const read: unknown[] = [];
  for (const text of texts) {
    await run('scan', { text });
    read.push(over());
  }
  expect(read).toMatchObject([
    { read: { isPractice: true } },
    { read: { isPractice: false, tail: demoCardNumber(1).slice(-4) } },
    { read: 'no-card' },
  ]);
  expect(cues).toEqual(['yes', 'yes', 'no']);
  expect(desk.getState().screen.kind).toBe('idle');
});

it('prints a test page, which needs no card and no sale', async () => {
  const { run, papers } = setupDesk();
  expect(commandNamed('print-test')?.isPossible(setupDesk().desk.getState())).toBe(false);
  await run('setup');
  await run('print-test');
  expect(papers).toMatchObject([{ paper: { title: '打印测试页' } }]);
});

it('needs somebody who may change settings, and goes on after the PIN', async () => {
  const { desk, run, over } = setupDesk();
  const clerk = { memberId: 'a'.repeat(32), name: '王芳', role: 'clerk' as const };
  const chief = { memberId: 'b'.repeat(32), name: '李明', role: 'supervisor' as const };
  const session = { member: clerk, isLocked: false, isPinAllotted: false };
  desk.getState().staffChanged({
    ...{ isRequired: true, members: [clerk, chief], session, approval: null, pinsWaiting: 0 },
  });
  await run('setup');
  expect(over()).toMatchObject({ kind: 'approve', permission: 'settings' });
  await run('approve', { member: 1, pin: '260481' });
  await settled();
  expect(over()).toMatchObject({ kind: 'setup', step: 'site' });
  expect(COMMANDS.find(({ id }) => id === 'setup')?.role).toBe('technician');
});
