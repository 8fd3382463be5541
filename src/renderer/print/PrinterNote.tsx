import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useDesk, useKiosk } from '../kiosk-context.ts';
import css from './printer-note.module.css';

/** What the printer lacks, in one line above the status bar. Nothing waits for it. */
export function PrinterNote() {
  const { t } = useTranslation('print');
  const { printer } = useKiosk();
  const state = useStore(printer, (one) => one.state);
  const empty = useStore(printer, (one) => one.empty);
  const outcome = useDesk((desk) => desk.printing?.outcome);
  if (outcome === 'full' || outcome === 'failed') return <p className={css['note']}>{t(outcome)}</p>;
  if (state === null || (state.trouble === null && state.waiting === 0)) return null;
  const { trouble, waiting: count } = state;
  const words = trouble === null ? t('printing', { count }) : t(`trouble.${trouble}`);
  return (
    <p className={css['note']} role="status" data-printer={trouble ?? 'printing'}>
      {trouble !== null && count > 0 ? t('waiting', { trouble: words, count }) : words}{' '}
      {trouble !== null && (
        <button type="button" className={css['button']} onClick={() => void empty()}>
          {t('empty')}
        </button>
      )}
    </p>
  );
}
