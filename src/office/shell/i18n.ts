import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language, Text } from '../../domain/base/text.ts';
import { officeTexts } from '../texts.ts';
import { keepPreference, keptPreference } from './preferences.ts';

/** Starts i18next with both languages built in. Chinese comes first, whatever the browser's own language is. */
export async function startOfficeTexts(language: Language = languageKept()): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    defaultNS: 'office',
    resources: { zh: { office: officeTexts.zh }, en: { office: officeTexts.en } },
    interpolation: { escapeValue: false },
  });
  sayLanguage(language);
}

export async function setOfficeLanguage(language: Language): Promise<void> {
  keepPreference('language', language);
  sayLanguage(language);
  await i18next.changeLanguage(language);
}

/** The words of the console, and the language that texts of the catalogue are shown in. */
export function useWords() {
  const { t, i18n } = useTranslation('office');
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  return {
    t,
    language,
    say: (text: Text) => text[language],
    /** Names with the comma of the language between them. */
    listed: (names: readonly string[]) => names.join(language === 'zh' ? '、' : ', '),
    /** Parts that may have commas themselves, so with semicolons between them. */
    apart: (parts: readonly string[]) => parts.join(language === 'zh' ? '；' : '; '),
  };
}

function languageKept(): Language {
  return keptPreference('language') === 'en' ? 'en' : 'zh';
}

function sayLanguage(language: Language): void {
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
}
