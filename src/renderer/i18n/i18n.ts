import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../domain/base/text.ts';
import { demoTexts } from '../demo/texts.ts';
import { printTexts } from '../print/texts.ts';
import { scannerTexts } from '../scanner/texts.ts';
import { staffTexts } from '../staff/texts.ts';
import { trustTexts } from '../trust/texts.ts';
import { en } from './en.ts';
import { addRegisteredTexts } from './late-texts.ts';
import { zh } from './zh.ts';

/**
 * Starts i18next with both languages built in: a desk without a network has all its words. Words that the first scan does
 * not need are loaded with the dialog that shows them (`registerTexts`).
 */
export async function startTranslation(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    defaultNS: 'desk',
    resources: {
      zh: {
        desk: zh,
        scanner: scannerTexts.zh,
        demo: demoTexts.zh,
        trust: trustTexts.zh,
        print: printTexts.zh,
        staff: staffTexts.zh,
      },
      en: {
        desk: en,
        scanner: scannerTexts.en,
        demo: demoTexts.en,
        trust: trustTexts.en,
        print: printTexts.en,
        staff: staffTexts.en,
      },
    },
    interpolation: { escapeValue: false },
  });
  addRegisteredTexts();
}
