import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../kiosk-context.ts';
import css from './dialogs.module.css';

/** A card was shown while this dialog had something in hand: it waits, and this says what for. */
export function HeldCardNote() {
  const { t } = useTranslation();
  const isHeld = useDesk((desk) => desk.heldCard !== null);
  if (!isHeld) return null;
  return (
    <div className={css['held']} role="status" data-held-card>
      <Alert type="info" showIcon title={t('held.note')} />
    </div>
  );
}
