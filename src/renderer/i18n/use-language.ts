import { useTranslation } from 'react-i18next';
import type { Language } from '../../domain/base/text.ts';

/** The language that texts of the catalogue are shown in. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh';
}
