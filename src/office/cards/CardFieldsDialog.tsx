import { Form, type FormInstance, Input, InputNumber } from 'antd';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { DaySpanFields } from '../shell/DayInput.tsx';
import { FormDialog } from '../shell/FormDialog.tsx';
import { useWords } from '../shell/i18n.ts';
import type { CardFields } from './change-card.ts';
import { ReasonFields, type ReasonGiven } from './ReasonFields.tsx';

const CHILDREN_MAX = 20;

/** A dialog with the facts of a card, for a new one and for a change. */
export function CardFieldsDialog({
  title,
  form,
  before,
  isOpen,
  saving,
  onSave,
  onClose,
}: {
  readonly title: string;
  readonly form: FormInstance<CardFields & ReasonGiven>;
  /** What stands in the fields first; a card that has a number keeps it. */
  readonly before: Partial<CardFields>;
  readonly isOpen: boolean;
  readonly saving: { readonly isPending: boolean; readonly error: unknown };
  readonly onSave: (fields: CardFields & ReasonGiven) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  return (
    <FormDialog<CardFields & ReasonGiven>
      title={title}
      okText={t('shell.save')}
      width={720}
      isOpen={isOpen}
      form={form}
      saving={saving}
      initialValues={before}
      onFinish={onSave}
      onClose={onClose}
    >
      <CardFieldSet isNew={before.cardNumber === undefined} />
      {before.cardNumber !== undefined && <ChangeReasonFields before={before} />}
    </FormDialog>
  );
}

/** Children share benefits only with the consent of a guardian: the office notes the day on which it saw the paper. */
function ConsentField() {
  const { t } = useWords();
  const form = Form.useFormInstance<CardFields>();
  if ((Form.useWatch('children', form) ?? 0) === 0) return null;
  return (
    <Form.Item name="consentSeenOn" label={t('cards.consentLabel')} extra={t('cards.consentHelp')}>
      <Input type="date" max={wallDateOf(Date.now())} />
    </Form.Item>
  );
}

/** A shorter validity is not taken without a reason. */
function ChangeReasonFields({ before }: { readonly before: Partial<CardFields> }) {
  const form = Form.useFormInstance<CardFields>();
  const [from, until] = [Form.useWatch('validFrom', form), Form.useWatch('validUntil', form)];
  const isShorter =
    (from ?? '') > (before.validFrom ?? '') || (until ?? before.validUntil ?? '') < (before.validUntil ?? '');
  return (
    <div className="field-grid">
      <ReasonFields act="dates" isWanted={isShorter} />
    </div>
  );
}

function CardFieldSet({ isNew }: { readonly isNew: boolean }) {
  const { t } = useWords();
  return (
    <div className="field-grid">
      {isNew && (
        <Form.Item name="cardNumber" label={t('cards.fact.cardNumber')} extra={t('cards.numberNext')}>
          <Input autoFocus autoComplete="off" maxLength={64} />
        </Form.Item>
      )}
      <Form.Item
        name="name"
        label={t('cards.fact.name')}
        rules={[{ required: true, whitespace: true, message: t('cards.nameWanted') }]}
      >
        <Input autoComplete="off" maxLength={100} />
      </Form.Item>
      <Form.Item name="tier" label={t('cards.fact.tier')}>
        <Input autoComplete="off" maxLength={100} />
      </Form.Item>
      <DaySpanFields
        first={{ name: 'validFrom', label: t('cards.fact.validFrom') }}
        last={{ name: 'validUntil', label: t('cards.fact.validUntil') }}
        wanted={t('cards.dateWanted')}
        wrongOrder={t('cards.order')}
      />
      <Form.Item name="spouse" label={t('cards.fact.spouse')}>
        <Input autoComplete="off" maxLength={100} />
      </Form.Item>
      <Form.Item name="children" label={t('cards.fact.children')}>
        <InputNumber min={0} max={CHILDREN_MAX} precision={0} />
      </Form.Item>
      <ConsentField />
    </div>
  );
}
