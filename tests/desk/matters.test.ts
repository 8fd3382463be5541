import { expect, it } from 'vitest';
import { commandOf, commandOfKey } from '../../src/desk/commands.ts';
import { chosenItemOf } from '../../src/desk/desk-state.ts';
import type { GivenStep } from '../../src/desk/step-parts.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import type { StepKind } from '../../src/domain/records/possible-steps.ts';
import { testDesk } from './test-desk.ts';

const FAMILY = demoCardNumber(1);
const NUMBER = '440103-2026-000123';
const MAIN = ['form', 'identity', 'degree'];

function hall() {
  const test = testDesk('service-hall', '2026-11-23T10:00');
  test.isCounting = true;
  const desk = test.desk.getState;
  return {
    ...{ test, desk },
    async opened(number: string | null = NUMBER) {
      await desk().show(FAMILY);
      desk().chooseItem('matter-residence');
      if (number !== null) desk().change({ number });
      await desk().confirm();
    },
    async step(kind: StepKind, given: GivenStep = {}) {
      if (desk().screen.kind !== 'decided') await desk().show(FAMILY);
      expect(await desk().startStep(kind, given)).toBe(true);
      await desk().confirmStep();
    },
    last: () => test.journal.entries.at(-1)?.body,
    papers: () => test.papers.map(({ paper }) => paper),
  };
}

it('takes the number of the matter from a scanner while the matter is being opened', async () => {
  const { desk, last } = hall();
  await desk().show(FAMILY);
  desk().chooseItem('matter-residence');
  await desk().show(NUMBER.toLowerCase());
  const chosen = chosenItemOf(desk().screen);
  expect(chosen?.details).toEqual({ kind: 'matter', number: NUMBER });
  expect(desk().overlay).toBeNull();
  await desk().show(demoCardNumber(2));
  expect(desk().overlay?.kind).toBe('switch-card');
  desk().back();
  await desk().confirm();
  expect(last()).toMatchObject({ kind: 'matter-opened', number: NUMBER });
});

it('takes it from a scanner while its step waits for the number, and never a telephone', async () => {
  const { desk, opened, last } = hall();
  await opened(null);
  await desk().show(FAMILY);
  await desk().startStep('number', {});
  for (const [text, why] of [
    ['138-1234-5678', '像是手机号码'],
    ['440103 19800101 1234', '像是身份证号码'],
    ['LW-2026-0001', '像是英才卡号'],
  ] as const) {
    await desk().show(text);
    expect(desk().overlay).toMatchObject({
      kind: 'step',
      step: { act: null, text: { zh: expect.stringContaining(why) } },
    });
    expect(desk().waitingCard).toBeNull();
  }
  await desk().show(NUMBER);
  await desk().confirmStep();
  expect(last()).toMatchObject({ kind: 'matter-numbered', number: NUMBER });
});

it('refuses at its opening what would not be found when it is scanned, and says why', async () => {
  const { desk } = hall();
  await desk().show(FAMILY);
  desk().chooseItem('matter-residence');
  await desk().show('LW-2026-0001');
  expect(chosenItemOf(desk().screen)?.details).toEqual({ kind: 'matter', number: null });
  for (const [number, why] of [
    ['LW-2026-0001', '像是英才卡号'],
    ['8613812345678', '像是手机号码'],
    ['440103800101123', '像是身份证号码'],
    ['4'.repeat(41), '最长 40 位'],
  ] as const) {
    await expect(commandOf('set').run(desk, { number })).rejects.toThrow(why);
  }
  await commandOf('set').run(desk, { number: '４４０１－２０２６－０００１' });
  expect(chosenItemOf(desk().screen)?.details).toEqual({ kind: 'matter', number: '4401-2026-0001' });
  await commandOf('set').run(desk, { number: '' });
  expect(chosenItemOf(desk().screen)?.details).toEqual({ kind: 'matter', number: null });
});

it('finds a matter by its number without the card, and goes on with it', async () => {
  const { desk, opened, last } = hall();
  await opened();
  desk().back();
  await desk().show(` ${NUMBER.toLowerCase()} `);
  expect(desk().overlay).toMatchObject({
    kind: 'matters',
    number: NUMBER,
    matters: [{ item: { id: 'matter-residence' } }],
  });
  expect(await desk().startStep('receive', { picked: MAIN })).toBe(true);
  await desk().confirmStep();
  expect(last()).toMatchObject({ kind: 'matter-received', handed: MAIN, missing: ['insurance', 'contract'] });
  expect(desk().screen.kind).toBe('stepped');
});

it('finds a matter whose number came in a later step', async () => {
  const { desk, opened, step } = hall();
  await opened(null);
  await step('number', { number: NUMBER });
  await desk().show(NUMBER);
  expect(desk().overlay).toMatchObject({ matters: [{ record: { state: { number: NUMBER } } }] });
});

it('says so where no matter has the number, and looks nothing up at a venue', async () => {
  const { desk } = hall();
  await desk().show(NUMBER);
  expect(desk().overlay).toEqual({ kind: 'matters', number: NUMBER, matters: [] });
  const pool = testDesk('xijiao-pool').desk.getState;
  await pool().show(NUMBER);
  expect(pool()).toMatchObject({
    overlay: null,
    screen: { kind: 'rejected', rejection: { kind: 'misread' } },
  });
});

it('prints the promise in two copies, for the counter and for the holder', async () => {
  const { desk, opened, step, papers } = hall();
  await opened();
  await step('receive', { picked: MAIN });
  expect(commandOfKey(desk(), { key: 'p', inField: false })?.command.id).toBe('print');
  expect(await desk().print()).toBe(true);
  await step('accept', { until: '2026-12-01' });
  expect(await desk().print()).toBe(true);
  const [slip, first, second] = papers();
  expect(slip?.title).toBe('收件凭条');
  expect([first?.title, second?.title]).toEqual(['容缺承诺书', '容缺承诺书']);
  expect(first?.rows).toEqual(
    expect.arrayContaining([
      { name: '办件编号', value: NUMBER },
      { name: '缺 1', value: '社会保险参保证明（容缺材料，电子件 1 份，社保经办机构出具）' },
      { name: '补齐期限', value: '2026-12-01' },
      { name: '份数', value: '一式两份，第一份：窗口留存' },
    ]),
  );
  expect(second?.rows.at(-1)?.value).toBe('一式两份，第二份：持卡人留存');
  expect(papers()).toHaveLength(3);
});

it('prints one notice with all that is missing, its basis, time limit, place and contact', async () => {
  const { desk, opened, step, papers } = hall();
  await opened();
  await step('receive', { picked: ['form'] });
  await step('notice', { until: '2026-11-30' });
  await desk().print();
  const [notice] = papers();
  expect(notice?.title).toBe('一次性告知单');
  const names = notice?.rows.map(({ name }) => name);
  expect(names?.filter((name) => name.startsWith('缺'))).toHaveLength(4);
  expect(names).toEqual(
    expect.arrayContaining(['依据', '补正期限', '承诺时限', '递交地点', '联系电话', '持卡人签收']),
  );
  expect(new Set(names).size).toBe(names?.length);
  await step('supply', { picked: ['identity', 'degree'] });
  await step('accept');
  await step('finish');
  expect(await desk().print()).toBe(false);
  const text = JSON.stringify(papers());
  expect(text).not.toMatch(/受理通知书|印章|公章|1[3-9][0-9]{9}/);
});

it('asks for no day that is over', async () => {
  const { desk, opened, step } = hall();
  await opened();
  await step('receive', { picked: MAIN });
  await desk().show(FAMILY);
  await desk().startStep('accept', { until: '2026-11-22' });
  expect(desk().overlay).toMatchObject({
    step: { act: null, text: { zh: expect.stringContaining('不能早于今天') } },
  });
});

it('refuses options that the step does not have, with words, and records nothing of them', async () => {
  const { desk, opened, last } = hall();
  await opened();
  const before = last();
  await desk().show(FAMILY);
  await desk().startStep('receive', { picked: [...MAIN, 'diploma', 'photo'] });
  expect(desk().overlay).toMatchObject({
    step: {
      act: null,
      text: {
        zh: expect.stringContaining('没有这些选项：diploma、photo'),
        en: expect.stringContaining('no such options: diploma, photo'),
      },
    },
  });
  await desk().confirmStep();
  expect(last()).toBe(before);
  await desk().startStep('reject', { picked: ['nonsense'] });
  expect(desk().overlay).toMatchObject({ step: { act: null } });
  await desk().startStep('deliver', { picked: ['window', 'post'] });
  expect(desk().overlay).toMatchObject({
    step: { act: null, text: { zh: expect.stringContaining('只能选一项') } },
  });
  await desk().startStep('receive', { picked: MAIN });
  await desk().confirmStep();
  expect(last()).toMatchObject({ kind: 'matter-received', handed: MAIN });
});
