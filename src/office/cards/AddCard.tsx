import { useNavigate } from '@tanstack/react-router';
import { Form } from 'antd';
import { useWords } from '../shell/i18n.ts';
import { CardFieldsDialog } from './CardFieldsDialog.tsx';
import { type CardFields, consentOf, textsOf, useCardOrder } from './change-card.ts';

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
    <CardFieldsDialog
      title={t('cards.add')}
      form={form}
      before={EMPTY}
      isOpen={isOpen}
      saving={adding}
      onSave={(fields) =>
        adding.mutate({
          kind: 'add',
          cardNumber: (fields.cardNumber ?? '').trim() || null,
          texts: textsOf(fields, null),
          consent: consentOf(fields, null),
        })
      }
      onClose={onClose}
    />
  );
}
