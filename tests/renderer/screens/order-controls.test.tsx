// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { button, order } from './shown-order.tsx';

const GYM = { site: 'liwan-gymnasium', now: '2026-11-23T15:42' };
const GYM_WEEKEND = { site: 'liwan-gymnasium', now: '2026-11-28T18:10' };
const CLUB = { site: 'youth-sports-club', now: '2026-11-23T15:42' };

describe('the controls of an order', () => {
  it('of a free slot name the table, and another one may be chosen', async () => {
    const { user, changes } = await order('table-tennis-free', GYM);
    expect(screen.getByText('11-23 周一 21:00–22:00')).toBeDefined();
    expect(screen.getByText('免费')).toBeDefined();
    const tables = screen.getByRole('group', { name: '球台' });
    expect(within(tables).getByRole('button', { pressed: true, name: '1 号球台' }).textContent).toBe('1 号');
    await user.click(within(tables).getByRole('button', { name: '2 号球台' }));
    expect(changes).toEqual([{ court: 2 }]);
  });

  it('of a room: earlier than now is barred, minutes may be typed', async () => {
    const { user, keys, changes } = await order('activity-room', {
      site: 'liwan-library',
      now: '2026-11-23T15:42',
    });
    expect(button('日期 −').disabled).toBe(true);
    expect(button('日期 +').disabled).toBe(false);
    const minutes = screen.getByRole('textbox', { name: '时长（分钟）' });
    await user.clear(minutes);
    await keys('90');
    await user.tab();
    expect(changes).toEqual([{ minutes: 90 }]);
  });

  it('refuse what is no figure, and say so', async () => {
    const { user, keys, changes } = await order('activity-room', {
      site: 'liwan-library',
      now: '2026-11-23T15:42',
    });
    const minutes = screen.getByRole('textbox', { name: '时长（分钟）' });
    await user.clear(minutes);
    await keys('ab');
    await user.tab();
    expect(screen.getByRole('alert').textContent).toBe('“ab”不是可用的数，请重新填写');
    expect(minutes.getAttribute('aria-invalid')).toBe('true');
    expect(changes).toEqual([]);
  });

  it('of a pass name the persons on record', async () => {
    const { user, changes } = await order('fitness-annual', CLUB);
    const persons = within(screen.getByRole('group', { name: '使用人' }));
    expect(persons.getByRole('button', { pressed: true }).textContent).toBe('持卡人');
    await user.click(persons.getByRole('button', { name: '配偶' }));
    expect(changes).toEqual([{ person: 'spouse' }]);
  });

  it('ask for a list price that only the venue knows, and keep it for this desk', async () => {
    const { keys, changes, kiosk, calls } = await order('table-tennis-discount', GYM_WEEKEND);
    expect(button('请先输入原价').disabled).toBe(true);
    const field = screen.getByRole('textbox', { name: '原价（元）' });
    expect(document.activeElement).toBe(field);
    await keys('40.5');
    await keys('{Enter}');
    await expect.poll(() => changes).toEqual([{ listFen: 4_050 }]);
    const { listPricesFen } = kiosk.settings.getState().settings;
    expect(listPricesFen).toEqual({ 'liwan-gymnasium/table-tennis-discount': 4_050 });
    expect(calls).toContain('settings.write');
  });

  it('tell that the district had no court to give', async () => {
    await order('table-tennis-free', GYM, { courtNews: 'none' });
    expect(screen.getByRole('status').textContent).toMatch(/^已经问过：现在没有球台可以给这里/);
  });
});
