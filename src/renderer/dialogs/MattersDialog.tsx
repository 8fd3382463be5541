import { Button, Modal } from 'antd';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overlay } from '../../desk/desk-state.ts';
import { foundText } from '../../desk/found-matters.ts';
import type { ShownRecord } from '../../desk/step-parts.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { useKiosk } from '../kiosk-context.ts';
import { RecordRows } from '../screens/verdict/RecordRows.tsx';
import { CloseButton } from './dialog-parts.tsx';
import './matter-texts.ts';

/** Shows the matters with a 办件编号, so that any counter of the hall can go on with the matter of another. */
export function MattersDialog({
  overlay: { number, matters },
  onClose,
}: {
  readonly overlay: Extract<Overlay, { readonly kind: 'matters' }>;
  readonly onClose: () => void;
}) {
  const { t: say } = useTranslation('matter');
  const rows = useRef<HTMLDivElement>(null);
  const words = say('close');
  return (
    <Modal
      open
      width="52rem"
      title={say('found', { number })}
      onCancel={onClose}
      // The dialog takes the focus again after it has opened.
      afterOpenChange={() => focusFirst(rows)}
      footer={
        matters.length === 0 ? (
          <CloseButton onClose={onClose} words={words} />
        ) : (
          <Button onClick={onClose}>{words} Esc</Button>
        )
      }
    >
      {matters.length === 0 ? (
        <p role="status">{say('notFound')}</p>
      ) : (
        <Found rows={rows} matters={matters} />
      )}
    </Modal>
  );
}

function Found({
  rows,
  matters,
}: {
  readonly rows: RefObject<HTMLDivElement | null>;
  readonly matters: readonly ShownRecord[];
}) {
  const { now } = useKiosk();
  useEffect(() => focusFirst(rows), [rows]);
  return (
    <div ref={rows}>
      <RecordRows records={matters} now={wallMinuteOf(now())} admitsByEnter={null} whoseOf={foundText} />
    </div>
  );
}

/** Puts the focus on the first step that is possible, so that Enter takes it. */
function focusFirst(rows: RefObject<HTMLDivElement | null>): void {
  rows.current?.querySelector<HTMLElement>('[data-step]')?.focus();
}
