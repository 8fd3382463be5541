// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { Dialogs } from '../../../src/renderer/dialogs/Dialogs.tsx';
import { StatusBar } from '../../../src/renderer/screens/shell/StatusBar.tsx';
import { useTaskRefresh } from '../../../src/renderer/screens/shell/TaskCount.tsx';
import type { Given } from '../kiosk-of-pane.ts';
import { paneKiosk } from '../pane.tsx';

const FAMILY = demoCardNumber(1);
const NUMBER = '440103-2026-000123';

function Desk({ now }: { readonly now: number }) {
  useTaskRefresh(now);
  return (
    <>
      <StatusBar now={now} />
      <Dialogs />
    </>
  );
}

async function desk(given: Given = { siteId: 'service-hall', now: '2026-11-23T10:00' }) {
  const pane = await paneKiosk(given);
  pane.isCounting = true;
  const state = pane.desk.getState;
  const draw = () => pane.show(<Desk now={pane.kiosk.now()} />);
  return { pane, state, draw, last: () => pane.journal.entries.at(-1)?.body };
}

/** Opens a matter, takes all its papers and accepts it on the spot, so that its holder is to be told. */
async function finishedMatter({ pane, state }: Pick<Awaited<ReturnType<typeof desk>>, 'pane' | 'state'>) {
  await state().show(FAMILY);
  state().chooseItem('matter-social-card');
  state().change({ number: NUMBER });
  await state().confirm();
  for (const step of ['receive', 'accept'] as const) {
    await state().show(NUMBER);
    await state().startStep(step, {});
    const { overlay } = state();
    if (overlay?.kind === 'step' && step === 'receive') {
      const picked = overlay.step.matter?.options.map(({ id }) => id) ?? [];
      await state().startStep(step, { picked });
    }
    await state().confirmStep();
  }
  state().back();
  return pane;
}

const count = () => document.querySelector<HTMLElement>('button[data-tasks]');

it('counts what is due in the status bar, and T and Enter lead to its step', async () => {
  const { pane, state, draw, last } = await desk();
  await finishedMatter({ pane, state });
  expect(last()?.kind).toBe('matter-accepted');
  draw();
  await expect.poll(() => count()?.textContent).toBe('T 待办 1');
  await pane.keys('t');
  const dialog = await screen.findByRole('dialog', { name: '待办事项：1 件' });
  await expect.poll(() => dialog.textContent).toContain('电话告知办理结果 · 今天');
  expect(dialog.textContent).toContain(NUMBER);
  // Whose matter it is: the end of the card and the masked name.
  await expect.poll(() => dialog.textContent).toContain(`…${FAMILY.slice(-4)}`);
  await expect.poll(() => document.activeElement?.getAttribute('data-step')).toBe('tell');
  await pane.keys('{Enter}');
  await expect.poll(() => state().overlay).toMatchObject({ kind: 'step', step: { kind: 'tell' } });
  await pane.keys('{Enter}');
  await expect.poll(() => last()).toMatchObject({ kind: 'matter-told', answer: 'reached' });
  // It is done, and so it is gone.
  await expect.poll(() => count()).toBeNull();
});

it('explains itself where nothing is due, and Esc leads back', async () => {
  const { pane, state, draw } = await desk();
  draw();
  await pane.keys('T');
  expect((await screen.findByRole('status')).textContent).toContain('现在没有待办事项');
  expect(count()).toBeNull();
  await pane.keys('{Escape}');
  await expect.poll(() => state().overlay).toBeNull();
});

it('lists the late ones first and in amber; the arrows lead from one to the other', async () => {
  const given = { siteId: 'fangcun-sports-centre', now: '2026-11-23T19:10' } as const;
  const { pane, state, draw, last } = await desk(given);
  for (const [card, start] of [
    [demoCardNumber(2), '2026-11-23T19:00'],
    [FAMILY, '2026-11-23T18:00'],
  ] as const) {
    await state().show(card);
    state().chooseItem('badminton-court');
    state().change({ start, minutes: 60 });
    await state().confirm();
    // A time that has begun is asked about first.
    if (state().screen.kind === 'decided') await state().confirm();
    expect(last()).toMatchObject({ kind: 'booking-opened', start });
    state().back();
  }
  draw();
  await expect.poll(() => count()?.textContent).toBe('T 待办 2，逾期 1');
  expect(count()?.className).toContain('offer');
  await pane.user.click(count() ?? document.body);
  await screen.findByRole('dialog', { name: '待办事项：2 件，其中逾期 1 件' });
  const rows = () => [...document.querySelectorAll<HTMLElement>('li[data-task]')];
  expect(rows().map(({ dataset }) => [dataset['task'], dataset['late']])).toEqual([
    ['attend', 'true'],
    ['attend', 'false'],
  ]);
  expect(rows()[0]?.textContent).toContain('时间已过');
  const focused = () => rows().findIndex((row) => row.contains(document.activeElement));
  await expect.poll(focused).toBe(0);
  await pane.keys('{ArrowDown}');
  expect(focused()).toBe(1);
  await pane.keys('{ArrowDown}');
  expect(focused()).toBe(1);
  await pane.keys('{ArrowUp}');
  expect(focused()).toBe(0);
  await pane.keys('{Enter}{Enter}');
  await expect.poll(() => last()?.kind).toBe('booking-attended');
  await expect.poll(() => count()?.textContent).toBe('T 待办 1');
});

it('leaves the count alone while a card is on the screen, and reads it again after that', async () => {
  const { pane, state, draw } = await desk();
  draw();
  await finishedMatter({ pane, state });
  await expect.poll(() => count()?.textContent).toBe('T 待办 1');
  await state().show(FAMILY);
  await expect.poll(() => count()?.hasAttribute('disabled')).toBe(true);
  await pane.keys('t');
  expect(state().overlay).toBeNull();
});
