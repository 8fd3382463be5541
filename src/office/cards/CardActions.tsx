import { useNavigate } from '@tanstack/react-router';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { OfficeCard } from '../../protocol/wire-cards.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { FormDialog } from '../shell/FormDialog.tsx';
import { useWords } from '../shell/i18n.ts';
import { CardFieldsDialog } from './CardFieldsDialog.tsx';
import { type CardFields, fieldsOf, STATUS_TEXTS, textsOf, useCardOrder } from './change-card.ts';
import { ReplaceDialog } from './ReplaceDialog.tsx';

type Act = 'lost' | 'suspend' | 'revoke' | 'restore';

const STATUS_OF = {
  lost: STATUS_TEXTS.lost,
  suspend: STATUS_TEXTS.suspended,
  revoke: STATUS_TEXTS.revoked,
  restore: STATUS_TEXTS.active,
} as const;

/** What may be done to a card in its status; a replaced card has nothing left. */
function actsOf(status: OfficeCard['status']): readonly Act[] {
  if (status === 'replaced') return [];
  if (status === 'active') return ['lost', 'suspend', 'revoke'];
  return status === 'revoked' ? ['restore'] : ['restore', 'revoke'];
}

/** A card that was replaced already may be joined with the card that took its place. */
function mayReplace(status: OfficeCard['status']): boolean {
  return status !== 'revoked';
}

/** What an officer does to a card. What kiosks refuse by asks first, in words that name the consequence. */
export function CardActions({ card }: { readonly card: OfficeCard }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | 'renew' | 'replace' | null>(null);
  const ordering = useCardOrder((reply, order) => {
    setOpen(null);
    if (order.kind !== 'replace') return;
    const { cardNumber } = reply.card;
    modal.success({ title: t('cards.replaced', { card: cardNumber }), okText: t('shell.close') });
    void navigate({ to: '/cards/$cardNumber', params: { cardNumber } });
  });
  const { cardNumber } = card;
  const ask = (act: Act) =>
    modal.confirm({
      title: t(`cards.do.${act}`),
      content: t(`cards.ask.${act}`, { name: card.name, card: cardNumber }),
      okText: t(`cards.do.${act}`),
      cancelText: t('shell.cancel'),
      okButtonProps: { danger: act === 'revoke' },
      onOk: () =>
        ordering.mutateAsync({ kind: 'change', cardNumber, texts: { status: STATUS_OF[act] } }).then(
          () => undefined,
          // The page says what was wrong.
          () => undefined,
        ),
    });
  const close = () => {
    setOpen(null);
    ordering.reset();
  };
  const change = (texts: ReturnType<typeof textsOf>) =>
    ordering.mutate({ kind: 'change', cardNumber, texts });
  return (
    <>
      <Button type="primary" onClick={() => setOpen('edit')}>
        {t('cards.do.edit')}
      </Button>
      <Button onClick={() => setOpen('renew')}>{t('cards.do.renew')}</Button>
      {actsOf(card.status).map((act) => (
        <Button key={act} danger={act === 'revoke'} onClick={() => void ask(act)}>
          {t(`cards.do.${act}`)}
        </Button>
      ))}
      {mayReplace(card.status) && <Button onClick={() => setOpen('replace')}>{t('cards.do.replace')}</Button>}
      {ordering.error !== null && open === null && <FaultNote fault={ordering.error} />}
      {open === 'edit' && <EditDialog card={card} ordering={ordering} onSave={change} onClose={close} />}
      {open === 'replace' && (
        <ReplaceDialog
          card={card}
          ordering={ordering}
          onReplace={(by) => ordering.mutate({ kind: 'replace', cardNumber, by })}
          onClose={close}
        />
      )}
      {open === 'renew' && <RenewDialog card={card} ordering={ordering} onSave={change} onClose={close} />}
    </>
  );
}

interface DialogProps {
  readonly card: OfficeCard;
  readonly ordering: { readonly isPending: boolean; readonly error: unknown };
  readonly onSave: (texts: ReturnType<typeof textsOf>) => void;
  readonly onClose: () => void;
}

function EditDialog({ card, ordering, onSave, onClose }: DialogProps) {
  const { t } = useWords();
  const [form] = Form.useForm<CardFields>();
  const before = fieldsOf(card);
  return (
    <CardFieldsDialog
      title={`${t('cards.do.edit')} · ${card.cardNumber}`}
      form={form}
      before={before}
      isOpen
      saving={ordering}
      onSave={(fields) => onSave(textsOf({ ...before, ...fields }, before))}
      onClose={onClose}
    />
  );
}

function RenewDialog({ card, ordering, onSave, onClose }: DialogProps) {
  const { t } = useWords();
  const [form] = Form.useForm<{ validUntil: string }>();
  return (
    <FormDialog<{ validUntil: string }>
      title={`${t('cards.do.renew')} · ${card.name} ${card.cardNumber}`}
      okText={t('cards.do.renew')}
      about={<p className="soft">{t('cards.renewAbout')}</p>}
      form={form}
      saving={ordering}
      initialValues={{ validUntil: card.validUntil }}
      onFinish={onSave}
      onClose={onClose}
    >
      <Form.Item
        name="validUntil"
        label={t('cards.renewLabel')}
        rules={[{ required: true, message: t('cards.dateWanted') }]}
      >
        <Input type="date" autoFocus />
      </Form.Item>
    </FormDialog>
  );
}
