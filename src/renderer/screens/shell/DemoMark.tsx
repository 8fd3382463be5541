import { useTranslation } from 'react-i18next';
import css from './demo-mark.module.css';

/** The mark is repeated this often, to reach across every screen. */
const WORDS = Array.from({ length: 12 }, (_, index) => index);

/** The mark across every screen of a kiosk that trusts keys which anybody has. */
export function DemoMark() {
  const { t } = useTranslation();
  return <Mark words={t('app.demo')} kind="demo" />;
}

/** A mark across the screen. It takes no click and covers no word. */
export function Mark({ words, kind }: { readonly words: string; readonly kind: 'demo' | 'practice' }) {
  return (
    <div
      className={css['mark']}
      data-demo-mark={kind === 'demo' || undefined}
      data-mark={kind}
      aria-hidden="true"
    >
      <i>{words}</i>
      {WORDS.map((word) => (
        <span key={word} data-word={words} />
      ))}
    </div>
  );
}
