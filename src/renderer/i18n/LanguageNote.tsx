import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import css from './language-note.module.css';
import { englishTrouble } from './show-language.ts';
import { NO_ENGLISH_WORDS } from './unknown-language.ts';

/** Says why the window does not show the language that was wanted, until somebody has read it. */
export function LanguageNote() {
  const { t } = useTranslation();
  const isMissing = useStore(englishTrouble, (trouble) => trouble.isMissing);
  if (!isMissing) return null;
  return (
    <p className={css['note']} role="alert" data-language-trouble>
      {NO_ENGLISH_WORDS}{' '}
      <button
        type="button"
        className={css['button']}
        onClick={() => englishTrouble.setState({ isMissing: false })}
      >
        {t('behind.read')}
      </button>
    </p>
  );
}
