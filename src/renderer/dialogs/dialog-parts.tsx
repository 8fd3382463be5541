import { Alert, Button } from 'antd';
import { type ComponentType, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../kiosk-context.ts';
import css from './dialogs.module.css';

/** The button of a dialog that only shows something: Enter closes it, as Esc does. */
export function CloseButton({ onClose, words }: { readonly onClose: () => void; readonly words?: string }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  // `autoFocus` would scroll a long dialog to its end. antd calls a `ref` callback at each render.
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <Button type="primary" ref={button} onClick={onClose}>
      {words ?? t('settings.close')} Esc
    </Button>
  );
}

/**
 * The foot of a dialog with fields: Tab leads from the last field to the main button, and not to the one that leaves the
 * dialog. On the screen the main button still stands at the end.
 */
export function mainFirst(
  _: ReactNode,
  { OkBtn, CancelBtn }: { readonly OkBtn: ComponentType; readonly CancelBtn: ComponentType },
) {
  return (
    <div className={css['mainFirst']}>
      <OkBtn />
      <CancelBtn />
    </div>
  );
}

/**
 * A main button that can do nothing yet keeps its place for Tab: if it were skipped, Tab and Enter would leave the dialog
 * and what was typed with it.
 */
export function notYet(isPossible: boolean) {
  return isPossible ? {} : { 'aria-disabled': true, className: css['notYet'] ?? '' };
}

/** A card was shown while this dialog had something half done. The card waits, and this line says for what. */
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
