import { useTranslation } from 'react-i18next';
import { CommandKey } from '../../desk-command.tsx';
import css from '../desk-screen.module.css';
import { Mark } from './DemoMark.tsx';

/** The mark across every screen in practice. It looks like the mark of the demo. */
export function PracticeMark() {
  const { t } = useTranslation();
  return <Mark words={t('practice.mark')} kind="practice" />;
}

/** Says at the head of the desk that nothing counts, and ends practice. */
export function PracticeHead() {
  const { t } = useTranslation();
  return (
    <span role="status">
      <CommandKey id="end-practice" className={css['endPractice']} />{' '}
      <strong className={css['site']}>{t('practice.on')}</strong>
    </span>
  );
}
