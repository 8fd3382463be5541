import { Modal } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overlay } from '../../desk/desk-state.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { useKiosk } from '../kiosk-context.ts';
import { RecordRows } from '../screens/verdict/RecordRows.tsx';
import { CloseButton } from './dialog-parts.tsx';

/** The matters of a 办件编号, so that any counter of the hall goes on with a colleague's. */
export function MattersDialog({
  overlay: { number, matters },
  onClose,
}: {
  readonly overlay: Extract<Overlay, { readonly kind: 'matters' }>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const rows = useRef<HTMLDivElement>(null);
  const { now } = useKiosk();
  return (
    <Modal
      open
      width="52rem"
      title={t('matter.found', { number })}
      onCancel={onClose}
      afterOpenChange={(isOpen) => {
        // Enter takes the next step of the matter.
        if (isOpen) rows.current?.querySelector<HTMLElement>('[data-step]')?.focus();
      }}
      footer={<CloseButton onClose={onClose} words={t('matter.close')} />}
    >
      {matters.length === 0 ? (
        <p role="status">{t('matter.notFound')}</p>
      ) : (
        <div ref={rows}>
          <RecordRows records={matters} now={wallMinuteOf(now())} admitsByEnter={null} />
        </div>
      )}
    </Modal>
  );
}
