// @vitest-environment happy-dom
import { cleanup, configure, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startTranslation } from '../../../src/renderer/i18n/i18n.ts';
import { englishTrouble, loadEnglish, showLanguage } from '../../../src/renderer/i18n/show-language.ts';
import { EarlyKeys } from '../../../src/renderer/screens/shell/EarlyKeys.tsx';

/** What the file of the English words waits for, and whether it comes then. */
const file = vi.hoisted(() => ({ isDue: Promise.resolve(true) }));
vi.mock('../../../src/renderer/i18n/english.ts', async (original) => {
  if (!(await file.isDue)) throw new Error('no such file');
  return original();
});

configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);
beforeEach(() => startTranslation('zh'));

async function enrolment() {
  const looks: unknown[] = [];
  render(<EarlyKeys about="enrol" onLook={(part) => looks.push(part)} />);
  await screen.findByRole('button', { name: '中文', pressed: true });
  return { user: userEvent.setup(), looks };
}

// The order counts: what has been loaded once is there.
it('a window whose English words do not come stays in Chinese and says so until it is read', async () => {
  file.isDue = Promise.resolve(false);
  const { user, looks } = await enrolment();
  await user.click(screen.getByRole('button', { name: 'English' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/画面仍是中文.*stays in Chinese/);
  screen.getByRole('button', { name: 'F1 帮助' });
  screen.getByRole('button', { name: '中文', pressed: true });
  expect(document.documentElement.lang).not.toBe('en');
  expect(looks).toEqual([]);
  await user.click(screen.getByRole('button', { name: '知道了' }));
  expect(screen.queryByRole('alert')).toBeNull();
});

it('a start whose kept language is English goes on in Chinese where the words do not come', async () => {
  file.isDue = Promise.resolve(false);
  expect(await showLanguage('en')).toBe(false);
  expect(i18next.language).toBe('zh');
  expect(englishTrouble.getState().isMissing).toBe(true);
  expect(await showLanguage('zh')).toBe(true);
  expect(englishTrouble.getState().isMissing).toBe(false);
});

it('a start does not wait for ever for a file that neither comes nor fails', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  file.isDue = promise;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let isShown: boolean | null = null;
  void showLanguage('en').then((answer) => {
    isShown = answer;
  });
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  expect(isShown).toBe(false);
  expect(englishTrouble.getState().isMissing).toBe(true);
  resolve(false);
  expect(await showLanguage('zh')).toBe(true);
});

it('shows no English before all its words are there, and the wish that came last counts', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  file.isDue = promise;
  const { user, looks } = await enrolment();
  await user.click(screen.getByRole('button', { name: 'English' }));
  screen.getByRole('button', { name: 'F1 帮助' });
  await user.click(screen.getByRole('button', { name: '中文' }));
  resolve(true);
  expect(await loadEnglish()).toBe(true);
  screen.getByRole('button', { name: 'F1 帮助' });
  expect(looks).toEqual([{ language: 'zh' }]);
  await user.click(screen.getByRole('button', { name: 'English' }));
  await screen.findByRole('button', { name: 'F1 Help' });
  expect(looks).toEqual([{ language: 'zh' }, { language: 'en' }]);
});
