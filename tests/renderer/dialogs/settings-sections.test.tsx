// @vitest-environment happy-dom
import { within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DeskState } from '../../../src/desk/desk-state.ts';
import {
  roleOfSettings,
  SECTIONS,
  shownSections,
} from '../../../src/renderer/dialogs/settings/section-list.ts';
import { dialog, overDesk } from './over-desk.tsx';

const wordsOf = (section: string) => `词 ${section} Ｕ盘`;
const shown = (change: Partial<Parameters<typeof shownSections>[0]>) =>
  shownSections({ role: null, isAll: false, text: '', wordsOf, ...change });

describe('the sections of the settings', () => {
  it('are all there where nobody signs in', () => {
    expect(shown({})).toEqual(SECTIONS);
  });

  it('stand aside for a role that has little to do with them, and one press shows them', () => {
    expect(shown({ role: 'technician' })).toEqual(SECTIONS.filter((section) => section !== 'prices'));
    expect(shown({ role: 'supervisor' })).toEqual(
      SECTIONS.filter((section) => section !== 'hand-scanner' && section !== 'district'),
    );
    expect(shown({ role: 'supervisor', isAll: true })).toEqual(SECTIONS);
  });

  it('are found by any of their words, whatever the width of the letters, also those that stand aside', () => {
    expect(shown({ role: 'supervisor', text: ' DISTRICT ' })).toEqual(['district']);
    expect(shown({ text: 'u盘' })).toEqual(SECTIONS);
    expect(shown({ text: '没有' })).toEqual([]);
  });

  it('go by the role of the one who allowed it, and only if it was for the settings', () => {
    const staff = (permission: string) =>
      ({
        session: { member: { role: 'clerk' } },
        approval: { permission, member: { role: 'technician' } },
      }) as unknown as DeskState['staff'];
    expect(roleOfSettings(staff('settings'))).toBe('technician');
    expect(roleOfSettings(staff('void-other'))).toBe('clerk');
  });
});

it('finds a section as somebody types, says if there is none, and leads to each from the list', async () => {
  const { user, keys } = await overDesk('zh', 0);
  await keys('{F10}');
  const settings = within(await dialog('设置'));
  const titles = () => settings.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
  const names = settings.getByRole('navigation', { name: '设置分类' }).querySelectorAll('button');
  expect([...names].map(({ textContent }) => textContent)).toEqual(titles());
  const search = settings.getByRole('textbox', { name: '查找设置' });
  await user.type(search, '小票');
  expect(titles()).toEqual(['打印机']);
  await user.clear(search);
  await user.type(search, '代理');
  expect(titles()).toEqual(['区平台']);
  settings.getByText('改动后须重新启动程序才生效');
  await user.type(search, '？');
  settings.getByText('没有找到“代理？”');
  await user.clear(search);
  // At a hand's pace: what comes quicker is a scan, and no text of a field.
  await user.click(search);
  await keys('receipt');
  expect(titles()).toEqual(['打印机']);
  await user.clear(search);
  expect(titles()).toHaveLength(SECTIONS.length);
});

it('shows a supervisor what a supervisor sets, and the rest at one press', async () => {
  const { user, keys, desk } = await overDesk('en', 0);
  const member = { memberId: 'a'.repeat(32), name: '王芳', role: 'supervisor' as const };
  desk.setState({
    staff: { ...desk.getState().staff, session: { member } as never, members: [member] },
  });
  await keys('{F10}');
  const settings = within(await dialog('Settings'));
  expect(settings.queryByRole('heading', { name: 'District' })).toBeNull();
  await user.click(settings.getByRole('button', { name: 'Show all settings (2 more sections)' }));
  settings.getByRole('heading', { name: 'District' });
});
