import { expect, it } from 'vitest';
import { commandOf, commandOfKey } from '../../src/desk/commands.ts';
import { chosenItemOf } from '../../src/desk/desk-state.ts';
import { screenValue } from '../../src/desk/screen-value.ts';
import type { GivenStep } from '../../src/desk/step-parts.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import type { WallMinute } from '../../src/domain/base/wall-time.ts';
import type { StepKind } from '../../src/domain/records/possible-steps.ts';
import { CATALOGUE, testDesk } from './test-desk.ts';

const FAMILY = demoCardNumber(1);
const OTHER = demoCardNumber(2);
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
    ['LW-2026-0001', 'card'],
    ['8613812345678', 'telephone'],
    ['440103800101123', 'identity'],
    ['4'.repeat(41), 'too-long'],
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

it('asks before a matter is opened with a number that this kiosk knows, and says whose it is', async () => {
  const { test, desk, opened, last } = hall();
  await opened();
  desk().back();
  await desk().show(OTHER);
  desk().chooseItem('matter-residence');
  desk().change({ number: NUMBER });
  await expect.poll(() => chosenItemOf(desk().screen)?.kind).toBe('ask');
  const asked = chosenItemOf(desk().screen);
  const text = asked?.kind === 'ask' ? asked.asks[0] : null;
  expect(text).toMatchObject({ kind: 'number-held' });
  for (const part of ['请核对', '人才引进入户申请', FAMILY.slice(-4), '11-23', '咨询']) {
    expect(text?.text.zh).toContain(part);
  }
  expect(text?.text.zh).not.toContain(FAMILY);
  expect(test.cues.at(-1)).toBe('ask');
  desk().change({ number: '440103-2026-000124' });
  expect(chosenItemOf(desk().screen)?.kind).toBe('yes');
  desk().change({ number: NUMBER });
  await expect.poll(() => chosenItemOf(desk().screen)?.kind).toBe('ask');
  await desk().confirm();
  expect(last()).toMatchObject({ kind: 'matter-opened', number: NUMBER, confirmed: ['number-held'] });
});

it('records nothing by an Enter that comes before the question', async () => {
  const { test, desk, opened } = hall();
  await opened();
  desk().back();
  await desk().show(OTHER);
  desk().chooseItem('matter-residence');
  const before = test.journal.entries.length;
  desk().change({ number: NUMBER });
  await Promise.all([desk().confirm(), desk().confirm()]);
  expect(test.journal.entries).toHaveLength(before);
  expect(chosenItemOf(desk().screen)?.kind).toBe('ask');
});

it('asks the same where the number comes in a later step', async () => {
  const { desk, opened } = hall();
  await opened();
  desk().back();
  await desk().show(OTHER);
  desk().chooseItem('matter-residence');
  await desk().confirm();
  await desk().show(OTHER);
  await desk().startStep('number', { number: NUMBER });
  expect(desk().overlay).toMatchObject({
    step: { act: { kind: 'matter' }, text: { zh: expect.stringMatching(/请核对：此编号已用于 .*卡尾号/) } },
  });
  await desk().startStep('number', { number: '440103-2026-000125' });
  expect(desk().overlay).toMatchObject({ step: { text: { zh: expect.not.stringContaining('请核对') } } });
});

it('tells the matters with one number apart: whose, since when, and the last step', async () => {
  const { desk, opened, step } = hall();
  await opened();
  await step('receive', { picked: MAIN });
  desk().back();
  await desk().show(OTHER);
  desk().chooseItem('matter-residence');
  desk().change({ number: NUMBER });
  await desk().confirm();
  await desk().confirm();
  await desk().show(NUMBER);
  const over = screenValue(desk(), { now: '2026-11-23T10:00', items: CATALOGUE.items }).over;
  const rows = over !== null && 'matters' in over ? over.matters : [];
  const whose = rows.map((row) => ('whose' in row ? row.whose.zh : ''));
  expect(whose).toHaveLength(2);
  expect(whose.some((one) => one.includes(FAMILY.slice(-4)) && one.includes('最后一步：收件'))).toBe(true);
  expect(whose.some((one) => one.includes(OTHER.slice(-4)) && one.includes('11-23（周一）开办'))).toBe(true);
});

it('asks about a day given to the holder that is off, or after the promised day', async () => {
  const { desk, opened, step } = hall();
  await opened();
  await step('receive', { picked: MAIN });
  await desk().show(FAMILY);
  const said = async (until: string | null) => {
    await desk().startStep('accept', { until });
    const { overlay } = desk();
    return overlay?.kind === 'step' ? overlay.step : null;
  };
  const plain = await said('2026-12-01');
  expect(plain?.text.zh).not.toContain('请核对');
  expect((await said('2026-11-28'))?.text.zh).toContain('请核对：11-28（周六）不上班（周末）');
  expect((await said('2027-01-01'))?.text.zh).toContain('请核对：01-01（周五）不上班（节假日（元旦）');
  expect((await said('2027-03-01'))?.text.zh).toMatch(
    /请核对：补齐期限 03-01（周一）晚于承诺办结日 \d\d-\d\d/,
  );
  expect((await said('2037-03-02'))?.text.zh).toContain('2037-03-02 在一年以后');
  // The clerk may do it all the same.
  expect((await said('2027-03-01'))?.act).not.toBeNull();
});

it('says that a day given to the holder has passed, on the card and in the next step', async () => {
  const { test, desk, opened, step } = hall();
  await opened();
  await step('receive', { picked: ['form'] });
  await step('notice', { until: '2026-11-27' });
  const shownAt = async (now: WallMinute) => {
    test.setNow(now);
    await desk().show(FAMILY);
    return JSON.stringify(screenValue(desk(), { now, items: CATALOGUE.items }));
  };
  const last = await shownAt('2026-11-27T10:00');
  expect(last).toContain('待补正，缺 4 份材料，补正期限 11-27（周五）');
  expect(last).not.toContain('已过');
  const after = await shownAt('2026-11-28T10:00');
  expect(after).toContain('补正期限 11-27（周五）已过');
  expect(after).toContain('"lapsed":["correct"]');
  await desk().startStep('supply', { picked: ['identity', 'degree'] });
  expect(desk().overlay).toMatchObject({
    step: { act: { kind: 'matter' }, text: { zh: expect.stringContaining('补正期限 11-27（周五）已过') } },
  });
  await desk().confirmStep();

  await desk().show(FAMILY);
  await step('accept', { until: '2026-12-01' });
  expect(await shownAt('2026-12-01T10:00')).not.toContain('已过');
  expect(await shownAt('2026-12-02T10:00')).toContain('容缺补交期限 12-01（周二）已过');
});

it('counts from the day of the step before where the clock was set back, and says so', async () => {
  const { test, desk, opened, step, last } = hall();
  await opened();
  await step('receive', { picked: ['form', 'identity', 'degree', 'insurance', 'contract'] });
  await step('accept');
  test.setNow('2026-11-20T09:00');
  await desk().show(FAMILY);
  await desk().startStep('finish', {});
  expect(desk().overlay).toMatchObject({
    step: {
      text: { zh: expect.stringMatching(/请核对本机日期：本机是 2026-11-20，这个办件上一步在 2026-11-23/) },
    },
  });
  await desk().confirmStep();
  expect(last()).toMatchObject({ kind: 'matter-finished', on: '2026-11-23' });
});

it('takes a paper that failed to print for not printed', async () => {
  const { test, desk, opened, step, papers } = hall();
  await opened();
  await step('receive', { picked: ['form'] });
  await step('notice', { until: '2026-11-30' });
  test.printing = 'failed';
  expect(await desk().print()).toBe(false);
  test.printing = 'queued';
  expect(await desk().print()).toBe(true);
  expect(await desk().print()).toBe(true);
  expect(papers().map(({ isReprint }) => isReprint)).toEqual([false, false, true]);
});

it('prints the copy that the printer did not take, and then both again as reprints', async () => {
  const { test, desk, opened, step, papers } = hall();
  await opened();
  await step('receive', { picked: MAIN });
  await step('accept', { until: '2026-12-01' });
  const outcomes: (typeof test.printing)[] = ['queued', 'full'];
  Object.defineProperty(test, 'printing', { get: () => outcomes.shift() ?? 'queued' });
  expect(await desk().print()).toBe(false);
  expect(await desk().print()).toBe(true);
  expect(await desk().print()).toBe(true);
  const copies = papers().map(({ rows, isReprint }) => [rows.at(-1)?.value.slice(5, 8), isReprint]);
  expect(copies).toEqual([
    ['第一份', false],
    ['第二份', false],
    ['第二份', false],
    ['第一份', true],
    ['第二份', true],
  ]);
});

it('prints the papers of each step again from the list of the day, marked as reprints', async () => {
  const { desk, opened, step, papers } = hall();
  await opened();
  await step('receive', { picked: MAIN });
  await step('accept', { until: '2026-12-01' });
  desk().back();
  await desk().refreshToday();
  const [row] = desk().today;
  expect(row?.body.kind).toBe('matter-opened');
  const print = async (args: object) => commandOf('print').run(desk, { seq: row?.seq, ...args });
  expect(await print({ step: 2 })).toBe(true);
  expect(await print({ step: 3 })).toBe(true);
  expect(papers().map(({ title, isReprint }) => [title, isReprint])).toEqual([
    ['收件凭条', true],
    ['容缺承诺书', true],
    ['容缺承诺书', true],
  ]);
  // The slip names the papers that were missing at that time.
  expect(papers()[0]?.rows).toContainEqual({ name: '登记号', value: 'A1-2' });
  expect(await print({ step: 1 })).toBe(false);
});

it('looks a number up again before its step is made, and asks if another matter has got it meanwhile', async () => {
  const { test, desk, opened, last } = hall();
  const numberStep = async (card: string) => {
    await desk().show(card);
    await desk().startStep('number', { number: NUMBER });
    const { overlay } = desk();
    if (overlay?.kind !== 'step' || overlay.step.act === null) throw new Error('no step');
    return overlay.step;
  };
  await desk().show(OTHER);
  desk().chooseItem('matter-residence');
  await desk().confirm();
  const other = await numberStep(OTHER);
  desk().back();
  desk().back();
  await opened(null);
  const own = await numberStep(FAMILY);
  expect(own.text.zh).not.toContain('请核对');
  if (other.act !== null) await test.stepUnseen(other.shown.record, other.act);
  const before = test.journal.entries.length;
  await desk().confirmStep();
  expect(test.journal.entries).toHaveLength(before);
  expect(desk().overlay).toMatchObject({ step: { text: { zh: expect.stringContaining('请核对') } } });
  await desk().confirmStep();
  expect(last()).toMatchObject({ kind: 'matter-numbered', number: NUMBER });
  expect(test.journal.entries).toHaveLength(before + 1);
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

it('says why a step is not made, and takes no argument that the step does not know', async () => {
  const { desk, opened } = hall();
  const attend = commandOf('attend');
  const accept = commandOf('accept');
  expect(accept.isPossible(desk())).toBe(false);
  await opened();
  await desk().show(FAMILY);
  expect(accept.isPossible(desk())).toBe(false);
  const receive = commandOf('receive');
  expect(receive.isPossible(desk())).toBe(true);
  expect(receive.whyNot(desk(), {})?.zh).toMatch(/recordId/);
  expect(
    receive.whyNot(desk(), { recordId: desk().recordsFor('receive', true)[0]?.record.recordId }),
  ).toBeNull();
  expect(attend.whyNot(desk(), { recordId: 'nothing' })?.zh).toBe('这里没有可以这样办的记录');
  await expect(receive.run(desk, { until: '2026-11-24' })).rejects.toThrow(/until/);
  await receive.run(desk, {});
  await expect(commandOf('pick').run(desk, { place: 1 })).resolves.toBe(true);
  // A place that has no paper leaves the ticks as they are.
  await expect(commandOf('pick').run(desk, { place: 30 })).resolves.toBe(false);
  expect(desk().overlay).toMatchObject({ step: { matter: { options: { 0: { isPicked: true } } } } });
});

it('sets no day for papers where none is missing', async () => {
  const { desk, opened, step } = hall();
  await opened();
  await step('receive', { picked: [...MAIN, 'insurance', 'contract'] });
  await desk().show(FAMILY);
  await commandOf('accept').run(desk, { until: '2026-12-24' });
  expect(desk().overlay).toMatchObject({ step: { act: null } });
  const words = commandOf('confirm-step').whyNot(desk(), {});
  expect(words?.zh).toContain('不定补齐期限');
});

it('leaves nothing out of a notice whose place needs more than one row', async () => {
  const { test, opened, step, papers } = hall();
  const place = `${'荔湾区政务服务中心一楼综合服务窗口，'.repeat(14)}末尾一字不少`;
  const items = CATALOGUE.items.map((item) =>
    item.id === 'matter-residence' && item.matter !== undefined
      ? { ...item, matter: { ...item.matter, place: { zh: place, en: place } } }
      : item,
  );
  test.catalogue = { ...CATALOGUE, items };
  await opened();
  await step('receive', { picked: ['form'] });
  await step('notice', { until: '2026-12-04' });
  await test.desk.getState().print();
  const printed = papers()
    .at(-1)
    ?.rows.map(({ value }) => value);
  expect(printed?.join('')).toContain(place);
});
