import type { Language } from '../../../domain/base/text.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import css from './early.module.css';

/** Each language is named in its own words, so that a person who cannot read the screen finds it. */
const LANGUAGES: readonly { readonly language: Language; readonly name: string }[] = [
  { language: 'zh', name: '中文' },
  { language: 'en', name: 'English' },
];

export function LanguageChoice({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const current = useLanguage();
  return LANGUAGES.map(({ language, name }) => (
    <button
      key={language}
      type="button"
      lang={language}
      className={css['choice']}
      aria-pressed={language === current}
      onClick={() => onLanguage(language)}
    >
      {name}
    </button>
  ));
}
