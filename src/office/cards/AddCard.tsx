import { useNavigate } from '@tanstack/react-router';
import { Form, Modal } from 'antd';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { CardFieldSet } from './CardFieldSet.tsx';
import { type CardFields, textsOf, useCardOrder } from './change-card.ts';

const EMPTY = { tier: '', spouse: '', children: 0 };

/** Puts one card on the roster, and shows it. */
export function AddCard({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [form] = Form.useForm<CardFields>();
  const adding = useCardOrder(({ card }) => {
    form.resetFields();
    void navigate({ to: '/cards/$cardNumber', params: { cardNumber: card.cardNumber } });
  });
  return (
    <Modal
      open={isOpen}
      width={720}
      title={t('cards.add')}
      okText={t('shell.save')}
      confirmLoading={adding.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<CardFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={EMPTY}
        onFinish={(fields) =>
          adding.mutate({ kind: 'add', cardNumber: fields.cardNumber.trim(), texts: textsOf(fields, null) })
        }
      >
        <CardFieldSet isNew />
      </Form>
      {adding.error !== null && <FaultNote fault={adding.error} />}
    </Modal>
  );
}
