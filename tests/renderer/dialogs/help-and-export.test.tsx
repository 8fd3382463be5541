// @vitest-environment happy-dom
import { within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AGREEMENT_COMMANDS } from '../../../src/desk/agreement-commands.ts';
import { BOARD_COMMANDS } from '../../../src/desk/board-commands.ts';
import { COMMANDS } from '../../../src/desk/commands.ts';
import { dialog, overDesk } from './over-desk.tsx';

describe('the help page', () => {
  it('has each key of the command table once, with its words', async () => {
    const { keys } = await overDesk('zh', 0);
    await keys('{F1}');
    const help = await dialog('帮助');
    const shown = [...help.querySelectorAll('dt')].map(({ textContent }) => textContent);
    expect(new Set(shown).size).toBe(shown.length);
    // A pool has no courts, signs no agreements, and records no way of payment unless the office wants it.
    const absent = ['courts', 'payment', ...[...AGREEMENT_COMMANDS, ...BOARD_COMMANDS].map(({ id }) => id)];
    const named = COMMANDS.flatMap(({ id, keyNames }) => (absent.includes(id) ? [] : (keyNames ?? [])));
    expect(shown).toEqual(expect.arrayContaining([...new Set(named)]));
    for (const { words } of COMMANDS.filter(({ id }) => id === 'print' || id === 'void')) {
      expect(help.textContent).toContain(words.zh);
    }
  });

  it('opens what is touched', async () => {
    const { user, keys, desk } = await overDesk('en', 0);
    await keys('{F1}');
    const help = within(await dialog('Help'));
    await user.click(help.getByRole('button', { name: /^F6 / }));
    expect(desk.getState().overlay).toMatchObject({ kind: 'today' });
  });
});

const SAVED = { kind: 'saved', fromSeq: 1, toSeq: 2, files: ['/media/usb/0001.json'] } as const;
const WITH_NOTES = { ...SAVED, notes: { carried: 2, left: 1 } };
const FULL = { kind: 'fault', fault: { kind: 'disk-full', detail: 'ENOSPC' } } as const;

describe('the records that are carried by hand', () => {
  it.each([
    { what: 'where they were saved', outcome: SAVED, said: '/media/usb/0001.json' },
    { what: 'how many notes go along', outcome: WITH_NOTES, said: '其中备注（如电话）2 条' },
    { what: 'how many notes stay', outcome: WITH_NOTES, said: '另有备注 1 条没有导出' },
    { what: 'that nothing was chosen', outcome: { kind: 'cancelled' }, said: '没有选文件夹，没有导出。' },
    { what: 'what is wrong with the drive', outcome: FULL, said: 'U盘已满，没有导出。' },
  ])('are written with Enter, and the page says $what', async ({ outcome, said }) => {
    const { keys, desk, kiosk } = await overDesk('zh', 0);
    let asked = 0;
    Object.assign(kiosk, {
      exportWaiting: async () => {
        asked += 1;
        return outcome;
      },
    });
    desk.getState().open({ kind: 'export' });
    const page = within(await dialog('导出到U盘'));
    await keys('{Enter}');
    expect(await page.findByText(said, { exact: false })).toBeDefined();
    expect(asked).toBe(1);
  });
});

describe('a dialog of the technician', () => {
  it.each([
    { kind: 'confirm-date', title: '电脑日期可能不对' },
    { kind: 'enrol', title: '重新登记' },
    { kind: 'hand-scanner', title: '扫码枪检查（技术员）' },
  ] as const)('$kind opens under its title, and Esc closes it', async ({ kind, title }) => {
    const { keys, desk } = await overDesk('zh', 0);
    desk.getState().open({ kind });
    expect(await dialog(title)).toBeDefined();
    await keys('{Escape}');
    await expect.poll(() => desk.getState().overlay).toBeNull();
  });
});
