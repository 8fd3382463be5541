import { Modal } from 'antd';
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
  const { now } = useKiosk();
  return (
    <Modal
      open
      width="52rem"
      title={t('matter.found', { number })}
      onCancel={onClose}
      footer={<CloseButton onClose={onClose} words={t('matter.close')} />}
    >
      {matters.length === 0 ? (
        <p role="status">{t('matter.notFound')}</p>
      ) : (
        <RecordRows records={matters} now={wallMinuteOf(now())} admitsByEnter={null} />
      )}
    </Modal>
  );
}
