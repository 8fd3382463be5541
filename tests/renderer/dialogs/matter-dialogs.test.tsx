// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { Dialogs } from '../../../src/renderer/dialogs/Dialogs.tsx';
import { SteppedPane } from '../../../src/renderer/screens/recorded/SteppedPane.tsx';
import { DecidedPane } from '../../../src/renderer/screens/verdict/DecidedPane.tsx';
import { Look } from '../../../src/renderer/styles/Look.tsx';
import { OnScreen, paneKiosk } from '../pane.tsx';

const FAMILY = demoCardNumber(1);
const NUMBER = '440103-2026-000123';

const says = () => screen.getByRole('status').textContent;

async function hall() {
  const pane = await paneKiosk({ siteId: 'service-hall', now: '2026-11-23T10:00' });
  pane.isCounting = true;
  const desk = pane.desk.getState;
  await desk().show(FAMILY);
  desk().chooseItem('matter-residence');
  pane.show(
    <>
      <OnScreen kind="decided" draw={(shown) => <DecidedPane screen={shown} manner="venue" />} />
      <OnScreen kind="stepped" draw={(shown) => <SteppedPane screen={shown} />} />
      <Look theme="light">
        <Dialogs />
      </Look>
    </>,
  );
  return { pane, desk, last: () => pane.journal.entries.at(-1)?.body };
}

it('a matter goes from its typed number to a promise in two copies by keys alone', async () => {
  const { pane, desk, last } = await hall();
  const field = await screen.findByRole('textbox', { name: /办件编号/ });
  await pane.user.click(field);
  await pane.user.click(field);
  await pane.user.paste('138-1234-5678');
  await pane.user.tab();
  expect(screen.getByText(/像是手机号码/)).not.toBeNull();
  await pane.user.clear(field);
  await pane.user.click(field);
  await pane.user.paste(NUMBER);
  await pane.user.tab();
  await desk().confirm();
  expect(last()).toMatchObject({ kind: 'matter-opened', number: NUMBER });

  await desk().show(NUMBER);
  expect((await screen.findByRole('dialog')).textContent).toContain('人才引进入户申请');
  // The next step has the focus.
  await expect.poll(() => document.activeElement?.getAttribute('data-step')).toBe('receive');
  await pane.keys('{Enter}');
  expect((await screen.findByRole('status')).textContent).toContain('主件不齐');
  await pane.keys('123');
  await expect.poll(says).toContain('主件齐全，可容缺受理');
  expect(document.querySelectorAll('[data-option][aria-pressed="true"]')).toHaveLength(3);
  await pane.keys('2');
  await expect.poll(says).toContain('主件不齐');
  await pane.keys('0');
  await expect.poll(says).toContain('应当立即受理');
  await pane.keys('5');
  await expect.poll(says).toContain('可容缺受理，缺：劳动合同');
  await pane.keys('{Enter}');
  await expect.poll(() => last()?.kind).toBe('matter-received');

  await desk().show(NUMBER);
  await expect.poll(() => document.activeElement?.getAttribute('data-step')).toBe('accept');
  await pane.keys('{Enter}');
  const day = await screen.findByRole('textbox', { name: /补齐期限/ });
  await pane.user.click(day);
  await pane.user.paste('2026-02-30');
  await pane.user.tab();
  expect(screen.getByText('请按 2026-12-31 的样子填写日期')).not.toBeNull();
  await pane.user.clear(day);
  await pane.user.click(day);
  await pane.user.paste('2026-12-01');
  await pane.user.tab();
  await expect.poll(says).toContain('2026-12-01 前补齐：劳动合同');
  await desk().confirmStep();
  expect(last()).toMatchObject({ kind: 'matter-accepted', supplyBy: '2026-12-01' });
  expect((await screen.findByRole('button', { name: /打印容缺承诺书（两份）/ })).textContent).toContain('P');
  await pane.keys('p');
  await expect.poll(() => pane.papers.map(({ paper }) => paper.title)).toEqual(['容缺承诺书', '容缺承诺书']);
});

it('a number that no matter has is told, and Esc leads back', async () => {
  const { pane, desk } = await hall();
  desk().back();
  desk().back();
  await desk().show(NUMBER);
  expect((await screen.findByRole('status')).textContent).toContain('本机没有这个编号的办件');
  await pane.keys('{Escape}');
  await expect.poll(() => desk().overlay).toBeNull();
});

it('F2 takes the number of a matter at a hall', async () => {
  const { pane, desk } = await hall();
  desk().back();
  desk().back();
  await pane.keys('{F2}');
  const field = await screen.findByRole('textbox', { name: '输入卡号' });
  await pane.user.click(field);
  await pane.user.paste(NUMBER);
  expect(document.querySelector('[data-typed]')?.textContent).toContain('按 Enter 查这个办件编号');
  await pane.user.keyboard('{Enter}');
  await expect.poll(() => desk().overlay).toMatchObject({ kind: 'matters', number: NUMBER });
});

/** A hand as quick as a slow scanner. */
const quick = () => userEvent.setup({ delay: 100 });

/** A matter with its number in front of the counter, and the dialog of its next step. */
async function stepAt(kind: 'receive' | 'accept') {
  const { pane, desk, last } = await hall();
  desk().change({ number: NUMBER });
  await desk().confirm();
  await desk().show(NUMBER);
  const receive = { picked: ['form', 'identity', 'degree'] };
  if (kind === 'accept') {
    await desk().startStep('receive', receive);
    await desk().confirmStep();
    await desk().show(NUMBER);
  }
  await desk().startStep(kind, {});
  await screen.findByRole('status');
  return { pane, desk, last };
}

it('ticks every paper whose digit a quick hand presses', async () => {
  const { last } = await stepAt('receive');
  await quick().keyboard('123');
  await expect.poll(says).toContain('主件齐全，可容缺受理');
  await quick().keyboard('54{Enter}');
  await expect.poll(last).toMatchObject({ kind: 'matter-received', missing: [], missingMain: [] });
});

it('takes a day that was typed, and makes the step, with Enter in the field', async () => {
  const { pane, last } = await stepAt('accept');
  await pane.user.click(await screen.findByRole('textbox', { name: /补齐期限/ }));
  await quick().keyboard('2026-12-01{Enter}');
  await expect.poll(last).toMatchObject({ kind: 'matter-accepted', supplyBy: '2026-12-01' });
});

it('shows what it asks of a typed day first, and makes the step with the next Enter', async () => {
  const { pane, last } = await stepAt('accept');
  const before = last();
  await pane.user.click(await screen.findByRole('textbox', { name: /补齐期限/ }));
  await quick().keyboard('2026-11-28{Enter}');
  await expect.poll(says).toContain('请核对：11-28（周六）不上班');
  expect(last()).toBe(before);
  await quick().keyboard('{Enter}');
  await expect.poll(last).toMatchObject({ kind: 'matter-accepted', supplyBy: '2026-11-28' });
});

it('goes with Tab from the field to the main button, whose Enter makes the step', async () => {
  const { pane, last } = await stepAt('accept');
  await pane.user.click(await screen.findByRole('textbox', { name: /补齐期限/ }));
  await quick().keyboard('2026-12-01{Tab}{Enter}');
  await expect.poll(last).toMatchObject({ kind: 'matter-accepted', supplyBy: '2026-12-01' });
});

it('stays, and says why, where Tab and Enter follow a day that will not do', async () => {
  const { pane, desk, last } = await stepAt('accept');
  const opened = last();
  const day = await screen.findByRole('textbox', { name: /补齐期限/ });
  await pane.user.click(day);
  await quick().keyboard('2025-12-01{Tab}{Enter}');
  await expect.poll(says).toContain('期限不能早于今天 2026-11-23');
  await pane.user.click(day);
  await pane.keys('{Enter}');
  expect(desk().overlay).toMatchObject({ kind: 'step' });
  expect(last()).toBe(opened);
});

it('the list of the day prints the paper of a step again', async () => {
  const { pane, desk } = await hall();
  desk().change({ number: NUMBER });
  await desk().confirm();
  await desk().show(NUMBER);
  await desk().startStep('receive', { picked: ['form', 'identity', 'degree'] });
  await desk().confirmStep();
  await desk().refreshToday();
  desk().open({ kind: 'today' });
  await pane.user.click(await screen.findByRole('button', { name: '补打收件凭条' }));
  await expect
    .poll(() => pane.papers.map(({ paper }) => [paper.title, paper.isReprint]))
    .toEqual([['收件凭条', true]]);
});
