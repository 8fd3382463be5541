// @vitest-environment happy-dom
import { cleanup, configure, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { startTranslation } from '../../../src/renderer/i18n/i18n.ts';
import { earlyTexts } from '../../../src/renderer/screens/early/texts.ts';
import { EarlyKeys } from '../../../src/renderer/screens/shell/EarlyKeys.tsx';
import type { EarlyKeysProps } from '../../../src/renderer/screens/shell/early-screen.ts';
import { showLook } from '../../../src/renderer/styles/show-look.ts';

/** The bar is loaded late on a busy machine, and on purpose where a start goes well. */
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

async function early(props: EarlyKeysProps) {
  await startTranslation('zh');
  await showLook({ language: 'zh', theme: 'light' });
  render(<EarlyKeys {...props} />);
  await screen.findByRole('button', { name: '中文', pressed: true });
  return userEvent.setup();
}

const SCREENS = Object.keys(earlyTexts.zh.about) as (keyof typeof earlyTexts.zh.about)[];

describe('on each screen that is no desk', () => {
  it.each(SCREENS)('%s: F1 says what it is and what to do, in both languages', async (about) => {
    const user = await early({ about });
    await user.keyboard('{F1}');
    const help = await screen.findByRole('dialog', { name: '帮助' });
    expect(help.textContent).toContain(earlyTexts.zh.about[about]);
    await user.click(within(help).getByRole('button', { name: '完成 Esc' }));
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'English' }));
    await user.click(await screen.findByRole('button', { name: 'F1 Help' }));
    expect((await screen.findByRole('dialog', { name: 'Help' })).textContent).toContain(
      earlyTexts.en.about[about],
    );
  });
});

it('F10 changes language and theme at once, and tells who keeps them', async () => {
  const looks: unknown[] = [];
  const user = await early({ about: 'enrol', onLook: (part) => looks.push(part) });
  await user.keyboard('{F10}');
  const settings = within(await screen.findByRole('dialog', { name: '设置' }));
  await user.click(settings.getByRole('button', { name: '深色' }));
  expect(document.documentElement.dataset['theme']).toBe('dark');
  await user.click(settings.getByRole('button', { name: 'English' }));
  expect(await screen.findByRole('dialog', { name: 'Settings' })).toBeDefined();
  expect(document.documentElement.lang).toBe('en');
  expect(looks).toEqual([{ theme: 'dark' }, { language: 'en' }]);
  expect(screen.queryByRole('alert')).toBeNull();
});

it('says where a look is not kept', async () => {
  const user = await early({ about: 'enrol', isLookKept: false });
  await user.keyboard('{F10}');
  expect((await screen.findByRole('alert')).textContent).toMatch(/^设置没有存到本机/);
});
