// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { dialog, FAMILY, overDesk } from './over-desk.tsx';

describe('the number that is typed', () => {
  it('may be typed on the glass, is told to be complete, and opens the card', async () => {
    const { user, keys, desk } = await overDesk('zh', 0);
    await keys('{F2}');
    const type = within(await dialog('输入卡号'));
    const field = type.getByRole<HTMLInputElement>('textbox', { name: '输入卡号' });
    const lookUp = type.getByRole<HTMLButtonElement>('button', { name: '查询 ⏎' });
    expect(document.activeElement).toBe(field);
    expect(lookUp.disabled).toBe(true);
    for (const character of FAMILY.slice(0, -1))
      await user.click(type.getByRole('button', { name: character }));
    expect(type.queryByText('✓ 卡号完整，按 Enter 查询')).toBeNull();
    await user.click(type.getByRole('button', { name: FAMILY.slice(-1) }));
    expect(field.value).toBe(FAMILY);
    expect(type.getByText('✓ 卡号完整，按 Enter 查询')).toBeDefined();
    await user.click(lookUp);
    await expect.poll(() => desk.getState().screen.kind).toBe('decided');
  });

  it('stays to be mended where it is no number', async () => {
    const { user, keys, desk } = await overDesk('en', 0);
    await keys('{F2}');
    const type = within(await dialog('Type the card number'));
    for (const character of 'XYZ') await user.click(type.getByRole('button', { name: character }));
    await user.click(type.getByRole('button', { name: 'Look up ⏎' }));
    expect(type.getByText('This is no talent card number: type it again as printed')).toBeDefined();
    expect(desk.getState()).toMatchObject({ screen: { kind: 'idle' }, overlay: { kind: 'type' } });
  });
});

it('a card beside an open sale asks first, and Enter switches', async () => {
  const { keys, desk } = await overDesk('zh', 0);
  await desk.getState().show(FAMILY);
  desk.getState().chooseItem('outdoor-ticket');
  await desk.getState().show(demoCardNumber(2));
  const ask = await dialog('换成新出示的卡？');
  expect(ask.textContent).toContain('正在办理「露天池门票」，还没有确认。');
  await keys('{Enter}');
  await expect.poll(() => desk.getState().overlay).toBeNull();
  expect(desk.getState().screen).toMatchObject({ itemId: null });
});

it('a locked desk shows nothing of a card, and a touch goes on', async () => {
  const { user, keys, desk } = await overDesk('en');
  await keys('{F12}');
  const lock = await screen.findByRole('button', { name: /^Locked/ });
  expect(document.activeElement).toBe(lock);
  expect(desk.getState().screen.kind).toBe('idle');
  await user.click(lock);
  expect(desk.getState().overlay).toBeNull();
});

it('the settings hold at once and are written', async () => {
  const { user, keys, kiosk, calls } = await overDesk('zh', 0);
  await keys('{F10}');
  const settings = within(await dialog('设置'));
  await user.click(settings.getByRole('switch', { name: '声音' }));
  await user.click(settings.getByText('English'));
  await expect
    .poll(() => kiosk.settings.getState().settings)
    .toMatchObject({ soundOn: false, language: 'en' });
  expect(calls.filter((call) => call === 'settings.write')).toHaveLength(2);
  expect(settings.getByText('Kiosk Desk 1 · Version 0.0.0-test · browser window')).toBeDefined();
});
