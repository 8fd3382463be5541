import { useTranslation } from 'react-i18next';
import css from './demo-mark.module.css';

/** The mark is repeated this often, to reach across every screen. */
const WORDS = Array.from({ length: 12 }, (_, index) => index);

/** The mark across every screen of a kiosk that trusts keys which anybody has. It takes no click and covers no word. */
export function DemoMark() {
  const { t } = useTranslation();
  return (
    <div className={css['mark']} data-demo-mark aria-hidden="true">
      <i>{t('app.demo')}</i>
      {WORDS.map((word) => (
        <span key={word} data-word={t('app.demo')} />
      ))}
    </div>
  );
}
