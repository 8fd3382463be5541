import { useNavigate } from '@tanstack/react-router';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { CardReply, OfficeCard } from '../../protocol/wire-cards.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { FormDialog } from '../shell/FormDialog.tsx';
import { useWords } from '../shell/i18n.ts';
import { CardFieldsDialog } from './CardFieldsDialog.tsx';
import {
  type CardFields,
  type ConsentGiven,
  consentOf,
  fieldsOf,
  STATUS_TEXTS,
  textsOf,
  useCardOrder,
} from './change-card.ts';
import { ReasonFields, type ReasonGiven, reasonOf } from './ReasonFields.tsx';
import { ReplaceDialog } from './ReplaceDialog.tsx';
import { type StatusAct, StatusDialog } from './StatusDialog.tsx';

const STATUS_OF = {
  lost: STATUS_TEXTS.lost,
  suspend: STATUS_TEXTS.suspended,
  revoke: STATUS_TEXTS.revoked,
  restore: STATUS_TEXTS.active,
} as const;

/** What may be done to a card in its status; a replaced card has nothing left. */
function actsOf(status: OfficeCard['status']): readonly StatusAct[] {
  if (status === 'replaced') return [];
  if (status === 'active') return ['lost', 'suspend', 'revoke'];
  return status === 'revoked' ? ['restore'] : ['restore', 'revoke'];
}

/** A card that was replaced already may be joined with the card that took its place. */
function mayReplace(status: OfficeCard['status']): boolean {
  return status !== 'revoked';
}

/** What an officer does to a card. A change of status says first what follows from it, and asks why. */
export function CardActions({
  card,
  consent,
}: {
  readonly card: OfficeCard;
  readonly consent: CardReply['consent'];
}) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | 'renew' | 'replace' | StatusAct | null>(null);
  const ordering = useCardOrder((reply, order) => {
    setOpen(null);
    if (order.kind !== 'replace') return;
    const { cardNumber } = reply.card;
    modal.success({ title: t('cards.replaced', { card: cardNumber }), okText: t('shell.close') });
    void navigate({ to: '/cards/$cardNumber', params: { cardNumber } });
  });
  const { cardNumber } = card;
  const close = () => {
    setOpen(null);
    ordering.reset();
  };
  const change = (texts: ReturnType<typeof textsOf>, reason: ReasonGiven, noted: ConsentGiven = {}) =>
    ordering.mutate({ kind: 'change', cardNumber, texts, reason, consent: noted });
  const dialog = { card, ordering, onClose: close };
  return (
    <>
      <Button type="primary" onClick={() => setOpen('edit')}>
        {t('cards.do.edit')}
      </Button>
      <Button onClick={() => setOpen('renew')}>{t('cards.do.renew')}</Button>
      {actsOf(card.status).map((act) => (
        <Button key={act} danger={act === 'revoke'} onClick={() => setOpen(act)}>
          {t(`cards.do.${act}`)}
        </Button>
      ))}
      {mayReplace(card.status) && <Button onClick={() => setOpen('replace')}>{t('cards.do.replace')}</Button>}
      {ordering.error !== null && open === null && <FaultNote fault={ordering.error} />}
      {open === 'edit' && <EditDialog {...dialog} consent={consent} onSave={change} />}
      {open === 'renew' && <RenewDialog {...dialog} onSave={change} />}
      {open === 'replace' && (
        <ReplaceDialog
          {...dialog}
          onReplace={(by, reason) => ordering.mutate({ kind: 'replace', cardNumber, by, reason })}
        />
      )}
      {open !== null && open !== 'edit' && open !== 'renew' && open !== 'replace' && (
        <StatusDialog {...dialog} act={open} onDo={(reason) => change({ status: STATUS_OF[open] }, reason)} />
      )}
    </>
  );
}

interface DialogProps {
  readonly card: OfficeCard;
  readonly ordering: { readonly isPending: boolean; readonly error: unknown };
  readonly onSave: (texts: ReturnType<typeof textsOf>, reason: ReasonGiven, noted?: ConsentGiven) => void;
  readonly onClose: () => void;
}

function EditDialog({
  card,
  consent,
  ordering,
  onSave,
  onClose,
}: DialogProps & { readonly consent: CardReply['consent'] }) {
  const { t } = useWords();
  const [form] = Form.useForm<CardFields & ReasonGiven>();
  // A consent for fewer children is asked for again.
  const isEnough = consent !== null && consent.children >= card.children;
  const before = fieldsOf(card, isEnough ? consent.seenOn : null);
  return (
    <CardFieldsDialog
      title={`${t('cards.do.edit')} · ${card.cardNumber}`}
      form={form}
      before={before}
      isOpen
      saving={ordering}
      onSave={(fields) => {
        const now = { ...before, ...fields };
        onSave(textsOf(now, before), reasonOf(fields), consentOf(now, before));
      }}
      onClose={onClose}
    />
  );
}

interface RenewFields extends ReasonGiven {
  readonly validUntil: string;
}

function RenewDialog({ card, ordering, onSave, onClose }: DialogProps) {
  const { t } = useWords();
  const [form] = Form.useForm<RenewFields>();
  const isShorter = (Form.useWatch('validUntil', form) ?? card.validUntil) < card.validUntil;
  return (
    <FormDialog<RenewFields>
      title={`${t('cards.do.renew')} · ${card.name} ${card.cardNumber}`}
      okText={t('cards.do.renew')}
      about={<p className="soft">{t('cards.renewAbout')}</p>}
      form={form}
      saving={ordering}
      initialValues={{ validUntil: card.validUntil, reason: 'renewal' }}
      onFinish={({ validUntil, ...why }) => onSave({ validUntil }, reasonOf(why))}
      onClose={onClose}
    >
      <Form.Item
        name="validUntil"
        label={t('cards.renewLabel')}
        rules={[{ required: true, message: t('cards.dateWanted') }]}
      >
        <Input type="date" autoFocus />
      </Form.Item>
      <ReasonFields act="dates" isWanted={isShorter} />
    </FormDialog>
  );
}
