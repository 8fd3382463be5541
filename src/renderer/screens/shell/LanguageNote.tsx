import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { englishTrouble } from '../../i18n/show-language.ts';
import css from './language-note.module.css';

/** Who wanted English reads no Chinese, and the English words are what is missing. So both languages stand here. */
const WORDS =
  '英文没有读出来，画面仍是中文，可以照常办理。要用英文，请重新打开前台程序，再选一次。' +
  ' The English words could not be loaded, so the screen stays in Chinese. To use English, open the kiosk again and choose it once more.';

/** Says why the window does not show the language that was wanted, until somebody has read it. */
export function LanguageNote() {
  const { t } = useTranslation();
  const isMissing = useStore(englishTrouble, (trouble) => trouble.isMissing);
  if (!isMissing) return null;
  return (
    <p className={css['note']} role="alert" data-language-trouble>
      {WORDS}{' '}
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
