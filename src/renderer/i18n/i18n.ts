import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../domain/base/text.ts';
import { printChinese } from '../print/texts.ts';
import { scannerChinese } from '../scanner/texts.ts';
import { badgeChinese } from '../staff/badge-texts.ts';
import { trustChinese } from '../trust/texts.ts';
import type { english } from './english.ts';
import { addRegisteredTexts } from './late-texts.ts';
import { showLanguage } from './show-language.ts';
import { zh } from './zh.ts';

const CHINESE = {
  desk: zh,
  scanner: scannerChinese,
  trust: trustChinese,
  print: printChinese,
  badge: badgeChinese,
} satisfies Record<keyof typeof english, unknown>;

/**
 * Starts i18next with the Chinese words, which nearly all clerks read. The English ones come from a file of their own
 * (`showLanguage`). Words that the first scan does not need are loaded with the dialog that shows them (`registerTexts`).
 */
export async function startTranslation(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'zh',
    fallbackLng: 'zh',
    defaultNS: 'desk',
    resources: { zh: CHINESE },
    interpolation: { escapeValue: false },
  });
  addRegisteredTexts();
  if (language !== 'zh') await showLanguage(language);
}
