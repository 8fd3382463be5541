import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainTyped } from '../../domain/base/typed-text.ts';
import { WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import { mainFirst, notYet, WaitingCardNote } from '../dialogs/dialog-parts.tsx';
import { useKiosk } from '../kiosk-context.ts';
import css from './trust.module.css';
import { deviceDateOf, useClockView } from './use-trust.ts';
import './date-texts.ts';

/** Asks the clerk which day it is; the answer holds until the day or the clock changes. */
export function ConfirmDateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('date');
  const { clock } = useKiosk();
  const view = useClockView();
  const [typed, setTyped] = useState<string>(() => wallDateOf(view.nowMs));
  const [fault, setFault] = useState<string | null>(null);
  const date = typedDateOf(typed);

  async function confirm(): Promise<void> {
    if (date === null) return setFault(t('noDate'));
    // A host that is gone takes no date; the sync loop's next round says so.
    const refused = await clock.confirm(date).catch(() => null);
    if (refused === null) onClose();
    else setFault(t(`fault.${refused}`, { date: wallDateOf(knownMs(view, refused)) }));
  }

  return (
    <Modal
      open
      title={t('title')}
      okText={`${t('yes', { date: date ?? '…' })} ⏎`}
      cancelText={`${t('later')} Esc`}
      okButtonProps={notYet(date !== null)}
      footer={mainFirst}
      onOk={confirm}
      onCancel={onClose}
    >
      <div data-dialog="confirm-date">
        <WaitingCardNote />
        <p>{t('shown', { date: deviceDateOf(view) })}</p>
        <p className={css['question']}>{t('question', { date: wallDateOf(view.nowMs) })}</p>
        <Input
          autoFocus
          size="large"
          value={typed}
          maxLength={20}
          autoComplete="off"
          aria-label={t('date')}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={confirm}
        />
        {fault && <Alert className={css['fault'] ?? ''} type="error" showIcon title={fault} />}
        <p className={css['note']}>{t('after')}</p>
      </div>
    </Modal>
  );
}

function knownMs(view: ReturnType<typeof useClockView>, refused: string): number {
  return refused === 'before-last-known' ? view.highWaterMs : view.nowMs;
}

const TYPED = /^(\d{4})(?:(\d\d)(\d\d)|\D(\d{1,2})\D(\d{1,2})\D?)$/;

/**
 * The day that a clerk typed: 2026-11-23, 2026/11/23, 2026年11月23日 or 20261123. Year first, whatever the
 * system's own order is, so that 3/4 is never two days. Null for anything else.
 */
export function typedDateOf(text: string): WallDate | null {
  const parts = TYPED.exec(plainTyped(text))
    ?.slice(1)
    .filter((part) => part !== undefined);
  const date = (parts ?? []).map((part) => part.padStart(2, '0')).join('-');
  return WallDate.safeParse(date).success ? date : null;
}
