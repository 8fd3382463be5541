import { beforeEach, describe, expect, it } from 'vitest';
import { commandNamed } from '../../src/desk/commands.ts';
import { screenValue } from '../../src/desk/screen-value.ts';
import type { GivenStep } from '../../src/desk/step-parts.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { Paper } from '../../src/domain/print/paper.ts';
import { shipped } from '../domain/shipped.ts';
import { type TestDesk, testDesk } from './test-desk.ts';

const ITEMS = shipped().items;
const CARD = demoCardNumber(1);
/** A Monday; the room is wanted on Wednesday. */
const NOW = '2026-11-23T10:00';
const START = '2026-11-25T14:00';
const APPLICATION = { picked: ['talk', 'sound', 'public-good'], audience: '40' };

let test: TestDesk;
const desk = () => test.desk.getState();
const shown = (now = NOW) => screenValue(desk(), { now, items: ITEMS });
const bodies = () => test.journal.entries.map(({ body }) => body);

/** A desk where the card has kept the room for two hours. */
async function withRoom(siteId: string, itemId: string, { now = NOW, start = START } = {}) {
  test = testDesk(siteId, now);
  test.isCounting = true;
  await desk().show(CARD);
  desk().chooseItem(itemId);
  desk().change({ start, minutes: 120 });
  await desk().confirm();
  expect(test.failures).toEqual([]);
  await desk().show(CARD);
}

/** Makes the step as Enter does, and reads the card again. */
async function step(kind: Parameters<ReturnType<typeof desk>['startStep']>[0], given: GivenStep = {}) {
  await desk().startStep(kind, given);
  const { over } = shown();
  await desk().confirmStep();
  await desk().show(CARD);
  return over;
}

const possible = () => (records() as { possible: string[] }[])[0]?.possible;
const [records, tasks] = [() => (shown() as { records?: unknown[] }).records, () => shown().tasks];

describe('the room of the library', () => {
  beforeEach(() => withRoom('liwan-library', 'activity-room'));

  it('is applied for, reviewed by one person, talked about, begun and given back', async () => {
    expect(records()).toMatchObject([
      { statusWords: { zh: '已留时段，待填申请' }, possible: ['room-apply', 'move', 'cancel'] },
    ]);
    await step('room-apply', APPLICATION);
    expect(records()).toMatchObject([
      {
        statusWords: { zh: '已申请，待审核' },
        possible: [
          ...['room-review', 'room-refuse', 'room-apply', 'room-receive', 'room-rearrange'],
          ...['move', 'cancel', 'take-back'],
        ],
        room: { purpose: 'talk', audience: 40, equipment: ['sound'] },
      },
    ]);
    await step('room-review');
    expect(records()).toMatchObject([
      {
        statusWords: { zh: '已批准，用场前未联系' },
        possible: ['room-call', 'room-receive', 'room-rearrange', 'move', 'cancel', 'take-back'],
      },
    ]);
    await step('room-call', { picked: ['no-answer'] });
    expect(records()).toMatchObject([{ statusWords: { zh: '已批准，用场前未联系' } }]);
    await step('room-call');
    expect(records()).toMatchObject([{ statusWords: { zh: '已批准，已联系落实' } }]);
    expect(bodies().map(({ kind }) => kind)).toEqual([
      ...['booking-opened', 'room-applied', 'room-reviewed', 'room-called', 'room-called'],
    ]);
  });

  it('asks in words for what the application still lacks, and records nothing before', async () => {
    const words = async (given: GivenStep) => {
      await desk().startStep('room-apply', given);
      const { over } = shown();
      return over?.kind === 'step' ? [over.text.zh, over.isPossible] : null;
    };
    const asked = async (given: GivenStep) => (await words(given))?.[0];
    expect(await asked({ picked: [], audience: '' })).toMatch(/请选一种用途$/);
    expect(await asked({ picked: ['talk', 'training'] })).toMatch(/请选一种用途$/);
    expect(await asked({ picked: ['talk'] })).toMatch(/请填观众人数$/);
    expect(await asked({ picked: ['talk'], audience: '40' })).toMatch(/持卡人须先签公益承诺$/);
    expect(await asked({ picked: ['talk', 'karaoke'] })).toMatch(/没有这些选项：karaoke/);
    await desk().confirmStep();
    expect(bodies()).toHaveLength(1);
    expect(await words(APPLICATION)).toEqual([
      expect.stringMatching(/申请讲座，观众 40 人，设备：音响$/),
      true,
    ]);
  });

  it('is ticked and confirmed by keys', async () => {
    await commandNamed('room-apply')?.run(test.desk.getState, {});
    await desk().startStep('room-apply', { audience: '12' });
    // 讲座, 音响, 公益承诺
    for (const place of [1, 3, 5]) await commandNamed('pick')?.run(test.desk.getState, { place });
    await commandNamed('confirm-step')?.run(test.desk.getState, {});
    expect(bodies().at(-1)).toMatchObject({ kind: 'room-applied', audience: 12, equipment: ['sound'] });
  });

  it('has its application form printed, filled in, with the terms of use whole and lines to sign', async () => {
    await desk().startStep('room-apply', APPLICATION);
    await desk().confirmStep();
    await desk().print();
    const [paper] = test.papers.map((one) => Paper.parse(one.paper));
    expect(paper).toMatchObject({ title: '荔湾区图书馆场地使用申请表', isReprint: false });
    const cell = (name: string) => paper?.rows.find((row) => row.name === name)?.value;
    expect(['用途', '使用时间', '观众人数', '所需设备', '使用人签名'].map(cell)).toEqual([
      ...['讲座', '2026-11-25 14:00–16:00', '40', '音响', '＿＿＿＿＿＿＿＿'],
    ]);
    const printed = paper?.rows.map(({ value }) => value).join('') ?? '';
    for (const { zh } of ITEMS.find(({ id }) => id === 'activity-room')?.steps ?? []) {
      expect(printed).toContain(zh);
    }
    expect(cell('审批人签名')).toBeUndefined();
  });

  it('that is refused says why, and its time is free again', async () => {
    await step('room-apply', APPLICATION);
    await step('room-refuse', { picked: ['commercial'] });
    expect(bodies().at(-1)).toMatchObject({ kind: 'room-refused', reason: 'commercial' });
    expect(records()).toMatchObject([{ status: 'cancelled', statusWords: { zh: '不予批准：带有商业性质' } }]);
  });

  it('gives a task for each thing that is to be done before it is used', async () => {
    const kinds = async () => {
      await desk().refreshTasks();
      return tasks().map(({ kind, dueOn }) => `${kind} ${dueOn}`);
    };
    expect(await kinds()).toEqual(['apply 2026-11-24']);
    await step('room-apply', APPLICATION);
    expect(await kinds()).toEqual(['decide 2026-11-24']);
    await step('room-review');
    // The day before is still ahead.
    expect(await kinds()).toEqual([]);
  });
});

describe('the hall of the culture centre', () => {
  const HALL = { picked: ['performance', 'sound', 'display', 'public-good'] };

  it('seats a hundred', async () => {
    await withRoom('liwan-culture-centre', 'multi-function-hall');
    await desk().startStep('room-apply', { ...HALL, audience: '101' });
    expect(shown().over).toMatchObject({
      isPossible: false,
      text: { zh: expect.stringContaining('观众席最多 100 人') },
    });
    await step('room-apply', { ...HALL, audience: '100' });
    expect(bodies().at(-1)).toMatchObject({ kind: 'room-applied', audience: 100 });
  });

  it('is reviewed and then approved before it may be used', async () => {
    await withRoom('liwan-culture-centre', 'multi-function-hall', { start: '2026-11-23T14:00' });
    await step('room-apply', { ...HALL, audience: '80' });
    await step('room-review');
    expect(records()).toMatchObject([
      {
        statusWords: { zh: '已审核，待审批' },
        possible: [
          ...['room-approve', 'room-refuse', 'room-receive', 'room-rearrange'],
          ...['move', 'cancel', 'take-back'],
        ],
      },
    ]);
    const over = await step('room-approve');
    expect(possible()).not.toContain('room-start');
    test.setNow('2026-11-23T13:00');
    await desk().show(CARD);
    expect(over).toMatchObject({ text: { zh: expect.stringContaining('由审核人以外的负责人') } });
    await step('room-start', { picked: ['sound'] });
    expect(records()).toMatchObject([
      {
        status: 'attended',
        possible: ['room-end', 'room-terminate', 'room-charge', 'take-back'],
        room: { handedOut: ['sound'] },
      },
    ]);
    await step('room-end', { picked: ['clean', 'facilities', 'devices'] });
    expect(bodies().at(-1)).toMatchObject({
      kind: 'room-ended',
      returned: [],
      inOrder: ['clean', 'facilities', 'devices'],
    });
    expect(records()).toMatchObject([
      { statusWords: { zh: '已结束，设备未还 1 项' }, room: { lacking: ['sound'] } },
    ]);
  });
});

it('lets nobody use a room that was not approved, and a late holder of an approved one begin it', async () => {
  await withRoom('liwan-library', 'activity-room', { now: '2026-11-25T14:05' });
  await step('miss');
  expect(records()).toMatchObject([{ possible: ['take-back'] }]);
  await step('take-back');
  await step('room-apply', APPLICATION);
  await step('room-review');
  await step('miss');
  expect(records()).toMatchObject([{ possible: ['room-start', 'take-back'] }]);
  await step('room-start', { picked: ['sound'] });
  expect(records()).toMatchObject([{ possible: ['room-end', 'room-terminate', 'room-charge', 'take-back'] }]);
});

it('ends the use when Enter is pressed, however long the dialog was open', async () => {
  await withRoom('liwan-library', 'activity-room', { now: '2026-11-25T14:05' });
  await step('room-apply', APPLICATION);
  await step('room-review');
  await step('room-start', { picked: ['sound'] });
  test.setNow('2026-11-25T15:55');
  await desk().show(CARD);
  await desk().startStep('room-end', { picked: ['sound', 'clean', 'facilities', 'devices'] });
  test.setNow('2026-11-25T16:25');
  await desk().confirmStep();
  expect(bodies().at(-1)).toMatchObject({ kind: 'room-ended', at: '2026-11-25T16:25' });
});

describe('what the venue does for itself', () => {
  const approved = async () => {
    await withRoom('liwan-library', 'activity-room', { now: '2026-11-24T09:30' });
    await step('room-apply', APPLICATION);
    await step('room-review');
  };
  const move = async (start: string) => {
    await step('move', { start });
    return (records() as { statusWords: { zh: string } }[])[0]?.statusWords.zh;
  };

  it('asks for a new approval after a move of the holder', async () => {
    await approved();
    expect(await move('2026-11-26T14:00')).toBe('已申请，待审核');
    expect(possible()).toContain('room-review');
  });

  it('keeps the approval where the venue itself gives another time, which is a task until then', async () => {
    await approved();
    const asked = async (picked: string[]) => {
      await desk().startStep('room-rearrange', { picked });
      const { over } = shown();
      return over?.kind === 'step' ? over.text.zh : null;
    };
    expect(await asked(['no-answer'])).toMatch(/请选一个原因$/);
    expect(await asked(['requisition', 'reached', 'no-answer'])).toMatch(/请选一项通话结果$/);
    await step('room-rearrange', { picked: ['requisition', 'reached'] });
    expect(bodies().at(-1)).toMatchObject({
      ...{ kind: 'room-rearranged', on: '2026-11-24', reason: 'requisition', answer: 'reached' },
    });
    expect(records()).toMatchObject([{ statusWords: { zh: '待另行安排时间：政府征用' } }]);
    await desk().refreshTasks();
    expect(tasks()).toMatchObject([{ kind: 'rearrange', dueOn: '2026-11-25' }]);
    expect(await move('2026-11-26T14:00')).toBe('已批准，用场前未联系');
    await desk().refreshTasks();
    expect(tasks().map(({ kind }) => kind)).not.toContain('rearrange');
  });

  it('reviews nothing while another time is looked for, and asks how the call ended', async () => {
    await withRoom('liwan-library', 'activity-room', { now: '2026-11-24T09:30' });
    await step('room-apply', APPLICATION);
    await desk().startStep('room-rearrange', { picked: ['requisition'] });
    const { over } = shown();
    expect(over).toMatchObject({ kind: 'step', isPossible: false });
    await step('room-rearrange', { picked: ['requisition', 'reached'] });
    expect(possible()).not.toContain('room-review');
    await move('2026-11-26T14:00');
    expect(possible()).toContain('room-review');
  });

  it('notes what was handed in, and a charge that is in no sum', async () => {
    await withRoom('liwan-library', 'activity-room', { now: '2026-11-25T14:05' });
    await step('room-apply', APPLICATION);
    await step('room-receive', { picked: ['programme', 'props'] });
    await step('room-review');
    await step('room-start', { picked: ['sound'] });
    await step('room-end', { picked: ['clean', 'facilities'] });
    await step('room-charge', { picked: ['lost'], charge: '多少' });
    expect(bodies().at(-1)).toMatchObject({ kind: 'room-ended' });
    await step('room-charge', { picked: ['lost'], charge: '120.5' });
    expect(bodies().at(-1)).toMatchObject({ kind: 'room-charged', reason: 'lost', amountFen: 12_050 });
    expect(records()).toMatchObject([
      {
        statusWords: { zh: '已结束，设备未还 1 项，已登记费用 120.50 元' },
        room: { received: ['programme', 'props'], lacking: ['sound'] },
      },
    ]);
    expect((await test.desk.getState().today).reduce((sum, { body }) => sum + (body.totalFen ?? 0), 0)).toBe(
      0,
    );
  });
});
