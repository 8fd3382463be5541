import { useTranslation } from 'react-i18next';
import css from '../desk-screen.module.css';

/** Opens the window again; alone on its screen, so that Enter presses it. */
export function ReloadButton() {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      // biome-ignore lint/a11y/noAutofocus: the only thing on the screen, and Enter is announced for it
      autoFocus
      className={`${css['button']} ${css['main-button']}`}
      onClick={() => window.location.reload()}
    >
      {t('app.reload')} ⏎
    </button>
  );
}
