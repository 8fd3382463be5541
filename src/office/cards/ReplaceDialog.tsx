import { Form, Input } from 'antd';
import type { OfficeCard } from '../../protocol/wire-cards.ts';
import { FormDialog } from '../shell/FormDialog.tsx';
import { useWords } from '../shell/i18n.ts';
import { ReasonFields, type ReasonGiven, reasonOf } from './ReasonFields.tsx';

interface Fields extends ReasonGiven {
  readonly by?: string;
}

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
  readonly onReplace: (by: string | null, reason: ReasonGiven) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const [form] = Form.useForm<Fields>();
  return (
    <FormDialog<Fields>
      title={`${t('cards.do.replace')} · ${card.name} ${card.cardNumber}`}
      okText={t('cards.do.replace')}
      isDangerous
      form={form}
      saving={ordering}
      about={<p>{t('cards.replaceAbout', { card: card.cardNumber })}</p>}
      onFinish={({ by = '', ...why }) => onReplace(by.trim() || null, reasonOf(why))}
      onClose={onClose}
    >
      <Form.Item name="by" label={t('cards.replaceBy')} extra={t('cards.numberNext')}>
        <Input autoFocus autoComplete="off" maxLength={64} />
      </Form.Item>
      <ReasonFields act="replace" isWanted={false} />
    </FormDialog>
  );
}
