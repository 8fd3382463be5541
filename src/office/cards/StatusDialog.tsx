import { Form } from 'antd';
import type { OfficeCard } from '../../protocol/wire-cards.ts';
import { FormDialog } from '../shell/FormDialog.tsx';
import { useWords } from '../shell/i18n.ts';
import { ReasonFields, type ReasonGiven, reasonOf } from './ReasonFields.tsx';

export type StatusAct = 'lost' | 'suspend' | 'revoke' | 'restore';

/** Gives a card another status: names the consequence first, and asks why. */
export function StatusDialog({
  act,
  card,
  ordering,
  onDo,
  onClose,
}: {
  readonly act: StatusAct;
  readonly card: OfficeCard;
  readonly ordering: { readonly isPending: boolean; readonly error: unknown };
  readonly onDo: (reason: ReasonGiven) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const [form] = Form.useForm<ReasonGiven>();
  return (
    <FormDialog<ReasonGiven>
      title={`${t(`cards.do.${act}`)} · ${card.name} ${card.cardNumber}`}
      okText={t(`cards.do.${act}`)}
      isDangerous={act === 'revoke'}
      form={form}
      saving={ordering}
      about={<p>{t(`cards.ask.${act}`, { name: card.name, card: card.cardNumber })}</p>}
      initialValues={act === 'lost' ? { reason: 'card-lost' } : {}}
      onFinish={(fields) => onDo(reasonOf(fields))}
      onClose={onClose}
    >
      <ReasonFields act={act} isWanted />
    </FormDialog>
  );
}
