// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { Dialogs } from '../../../src/renderer/dialogs/Dialogs.tsx';
import { IdlePane } from '../../../src/renderer/screens/verdict/IdlePane.tsx';
import { Look } from '../../../src/renderer/styles/Look.tsx';
import { paneKiosk } from '../pane.tsx';
import { dialog } from './over-desk.tsx';

const GYM = 'liwan-gymnasium';

async function idleAt(siteId: string, language: 'zh' | 'en' = 'zh') {
  const pane = await paneKiosk({
    ...{ siteId, language, now: '2026-11-23T15:42' },
    status: { roster: { pulledAt: Date.parse('2026-11-23T15:40+08:00'), cards: 1 } },
  });
  await pane.desk.getState().refreshToday();
  pane.show(
    <Look theme="light">
      <IdlePane siteId={siteId} greenChannel={false} />
      <Dialogs />
    </Look>,
  );
  return pane;
}

const bodies = (journal: { entries: readonly { body: { kind: string } }[] }) =>
  journal.entries.map(({ body }) => body);

it('gives courts to the public with the keyboard alone, and says what was given', async () => {
  const { keys, user, journal, desk } = await idleAt(GYM);
  await keys('g');
  const courts = within(await dialog('场地给散客、包场，或停用'));
  courts.getByText('今天起没有登记');
  fireEvent.change(courts.getByLabelText('结束'), { target: { value: '00:00' } });
  await user.click(courts.getByRole('checkbox', { name: '1' }));
  courts.getByLabelText('开始').focus();
  await keys('{Enter}');
  await courts.findByText('2026-11-23 16:00–24:00 · 乒乓球台 2 · 散客', { exact: false });
  expect(bodies(journal)).toMatchObject([
    { kind: 'courts-taken', date: '2026-11-23', from: 960, to: 1_440, courts: [2], use: 'walk-in' },
  ]);
  await keys('{Escape}');
  await expect.poll(() => desk.getState().overlay).toBeNull();
});

it('takes them back with a click', async () => {
  const { user, journal } = await idleAt(GYM, 'en');
  await user.click(screen.getByRole('button', { name: 'G Courts for the public, or closed' }));
  const courts = within(await dialog('Courts for the public, or closed'));
  await user.click(courts.getByText('Badminton courts'));
  await user.click(courts.getByText('Rain'));
  await user.click(courts.getByRole('button', { name: /^Record it/ }));
  await courts.findByText('Badminton courts 1, 2 · Rain', { exact: false });
  await user.click(courts.getByRole('button', { name: 'Take back' }));
  await courts.findByText('Nothing from today on');
  expect(bodies(journal)).toMatchObject([
    { kind: 'courts-taken', resourceId: 'gymnasium-badminton', use: 'rain' },
    { kind: 'courts-freed', resourceId: 'gymnasium-badminton' },
  ]);
});

it('is not offered where there are no courts', async () => {
  const { keys, desk } = await idleAt('xijiao-pool');
  expect(screen.queryByRole('button', { name: /^G / })).toBeNull();
  await keys('g');
  expect(desk.getState().overlay).toBeNull();
});

it('says in the dialog why it records nothing, and asks where a court is booked', async () => {
  const pane = await idleAt(GYM);
  const { keys, user, journal, desk } = pane;
  pane.isCounting = true;
  await keys('g');
  const courts = within(await dialog('场地给散客、包场，或停用'));
  const change = (label: string, value: string) =>
    fireEvent.change(courts.getByLabelText(label), { target: { value } });
  const answer = () => document.querySelector('[data-courts-answer]')?.textContent;
  change('日期', '2099-01-01');
  await user.click(courts.getByRole('button', { name: /^登记/ }));
  await expect.poll(answer).toContain('最多登记 31 天内的场地，到 2026-12-24 为止');
  change('日期', '2026-11-23');
  expect(answer()).toBe('');
  change('开始', '18:10');
  change('结束', '19:10');
  courts.getByLabelText('结束').focus();
  await keys('{Enter}');
  await expect.poll(answer).toContain('可从 18:30 起');
  change('结束', '18:00');
  await keys('{Enter}');
  await expect.poll(answer).toContain('结束时间要晚于开始时间');
  expect(bodies(journal)).toEqual([]);
  await keys('{Escape}');

  await desk.getState().show(demoCardNumber(1));
  desk.getState().chooseItem('table-tennis-free');
  await desk.getState().confirm();
  desk.getState().back();
  await keys('g');
  const again = within(await dialog('场地给散客、包场，或停用'));
  fireEvent.change(again.getByLabelText('开始'), { target: { value: '21:00' } });
  fireEvent.change(again.getByLabelText('结束'), { target: { value: '22:00' } });
  again.getByLabelText('结束').focus();
  await keys('{Enter}');
  await again.findByText(/已订出：.*21:00–22:00/);
  expect(bodies(journal)).toHaveLength(1);
  await again.findByRole('button', { name: /^仍要登记/ });
  again.getByLabelText('结束').focus();
  await keys('{Enter}');
  await again.findByText(/21:00–22:00 · 乒乓球台 1、2/);
  expect(bodies(journal)).toMatchObject([{ kind: 'booking-opened' }, { kind: 'courts-taken' }]);
});
