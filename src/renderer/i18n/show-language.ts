import i18next from 'i18next';
import { createStore } from 'zustand/vanilla';
import type { Language } from '../../domain/base/text.ts';

/** True if somebody wanted English and its words could not be loaded: the window still shows Chinese. */
export const englishTrouble = createStore(() => ({ isMissing: false }));

/** Counts the wishes: the one that came last is shown, however long its words take. */
let wishes = 0;

/**
 * Shows the window in this language once all its words are there, and never a part of them. False if they cannot be
 * loaded or another language was wanted meanwhile: the window then keeps the language that it has.
 */
export async function showLanguage(language: Language): Promise<boolean> {
  wishes += 1;
  const wish = wishes;
  const isThere = language === 'zh' || (await loadEnglish());
  if (wish !== wishes) return false;
  englishTrouble.setState({ isMissing: !isThere });
  if (!isThere) return false;
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  await i18next.changeLanguage(language);
  return true;
}

/** A start waits this long for its English words, and then goes on in Chinese. */
const WAIT_MS_MAX = 10_000;

/** Loads the English words, which are not in the first load. False if their file is missing or does not come in time. */
export async function loadEnglish(): Promise<boolean> {
  if (i18next.hasResourceBundle('en', 'desk')) return true;
  const { promise: isLate, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), WAIT_MS_MAX);
  const isAdded = addEnglish().then(
    () => true,
    () => false,
  );
  return Promise.race([isAdded, isLate]).finally(() => clearTimeout(timer));
}

async function addEnglish(): Promise<void> {
  const { english } = await import('./english.ts');
  for (const [namespace, words] of Object.entries(english)) {
    i18next.addResourceBundle('en', namespace, words);
  }
}
