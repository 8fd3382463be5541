import { Form, Input, Modal } from 'antd';
import type { OfficeCard } from '../../protocol/wire-cards.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';

/** Gives the holder another card: the next number, or a card that is printed or on the roster already. */
export function ReplaceDialog({
  card,
  ordering,
  onReplace,
  onClose,
}: {
  readonly card: OfficeCard;
  readonly ordering: { readonly isPending: boolean; readonly error: unknown };
  /** Null for the next number. */
  readonly onReplace: (by: string | null) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const [form] = Form.useForm<{ by?: string }>();
  return (
    <Modal
      open
      title={`${t('cards.do.replace')} · ${card.name} ${card.cardNumber}`}
      okText={t('cards.do.replace')}
      okButtonProps={{ danger: true }}
      cancelText={t('shell.cancel')}
      confirmLoading={ordering.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t('cards.replaceAbout', { card: card.cardNumber })}</p>
      <Form<{ by?: string }>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ by = '' }) => onReplace(by.trim() || null)}
      >
        <Form.Item name="by" label={t('cards.replaceBy')} extra={t('cards.numberNext')}>
          <Input autoFocus autoComplete="off" maxLength={64} />
        </Form.Item>
      </Form>
      {ordering.error !== null && <FaultNote fault={ordering.error} />}
    </Modal>
  );
}
