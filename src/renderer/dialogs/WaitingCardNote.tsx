import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../kiosk-context.ts';
import css from './dialogs.module.css';

/** A card was shown while this dialog had something in hand: it waits, and this says what for. */
export function WaitingCardNote() {
  const { t } = useTranslation();
  const isWaiting = useDesk((desk) => desk.waitingCard !== null);
  if (!isWaiting) return null;
  return (
    <div className={css['notice']} role="status" data-held-card>
      <Alert type="info" showIcon title={t('waitingCard.note')} />
    </div>
  );
}
