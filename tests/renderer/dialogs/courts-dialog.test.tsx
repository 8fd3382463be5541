// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
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
