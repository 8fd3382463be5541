import type { Look } from '../../kiosk/boot-store.ts';
import { showLanguage } from '../i18n/show-language.ts';

/** Shows the whole window in this language and theme. The theme does not wait for the words. */
export async function showLook({ language, theme }: Look): Promise<void> {
  showTheme(theme);
  await showLanguage(language);
}

export function showTheme(theme: Look['theme']): void {
  document.documentElement.dataset['theme'] = theme;
}
