import i18next from 'i18next';
import type { Look } from '../../kiosk/boot-store.ts';

/** Shows the whole window in this language and theme. */
export async function showLook({ language, theme }: Look): Promise<void> {
  document.documentElement.dataset['theme'] = theme;
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  await i18next.changeLanguage(language);
}
