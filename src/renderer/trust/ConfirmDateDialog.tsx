import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { WaitingCardNote } from '../dialogs/dialog-parts.tsx';
import { useKiosk } from '../kiosk-context.ts';
import css from './trust.module.css';
import { typedDateOf } from './typed-date.ts';
import { deviceDateOf, useClockView } from './use-trust.ts';

/** Asks the clerk which day it is; the answer holds until the day or the clock changes. */
export function ConfirmDateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('trust');
  const { clock } = useKiosk();
  const view = useClockView();
  const [typed, setTyped] = useState<string>(() => wallDateOf(view.nowMs));
  const [fault, setFault] = useState<string | null>(null);
  const date = typedDateOf(typed);

  async function confirm(): Promise<void> {
    if (date === null) return;
    // A host that is gone takes no date; the sync loop's next round says so.
    const refused = await clock.confirm(date).catch(() => null);
    if (refused === null) onClose();
    else setFault(t(`confirm.fault.${refused}`, { date: wallDateOf(knownMs(view, refused)) }));
  }

  return (
    <Modal
      open
      title={t('confirm.title')}
      okText={`${t('confirm.yes', { date: date ?? '…' })} ⏎`}
      cancelText={`${t('confirm.later')} Esc`}
      okButtonProps={{ disabled: date === null }}
      onOk={confirm}
      onCancel={onClose}
    >
      <div data-dialog="confirm-date">
        <WaitingCardNote />
        <p>{t('confirm.shown', { date: deviceDateOf(view) })}</p>
        <p className={css['question']}>{t('confirm.question', { date: wallDateOf(view.nowMs) })}</p>
        <Input
          autoFocus
          size="large"
          value={typed}
          maxLength={20}
          autoComplete="off"
          aria-label={t('confirm.date')}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={confirm}
        />
        {fault && <Alert className={css['fault'] ?? ''} type="error" showIcon title={fault} />}
        <p className={css['note']}>{t('confirm.after')}</p>
      </div>
    </Modal>
  );
}

function knownMs(view: ReturnType<typeof useClockView>, refused: string): number {
  return refused === 'before-last-known' ? view.highWaterMs : view.nowMs;
}
