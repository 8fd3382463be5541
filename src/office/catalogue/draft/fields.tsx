import { Form, type FormInstance, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import type { Text } from '../../../domain/base/text.ts';
import { Person } from '../../../domain/card/family.ts';
import type { CardPrice } from '../../../domain/catalogue/catalogue-rule.ts';
import { useWords } from '../../shell/i18n.ts';

type Name = string | number | (string | number)[];

/** What antd hands to the input of a field. */
interface Given<T> {
  readonly id?: string;
  readonly value?: T;
  readonly onChange?: (value: T) => void;
}

const TEXT_MAX = 2_000;

/** A text in both languages, side by side. */
export function TextField({
  name,
  label,
  rows = 1,
}: {
  readonly name: Name;
  readonly label: string;
  readonly rows?: number;
}) {
  return (
    <Form.Item name={name} label={label} rules={[useBothWanted()]}>
      <TextPair label={label} rows={rows} />
    </Form.Item>
  );
}

/** A rule for a text: neither language may be empty. */
export function useBothWanted() {
  const { t } = useWords();
  return {
    validator: (_rule: unknown, value: Text | undefined) =>
      (value?.zh ?? '').trim() !== '' && (value?.en ?? '').trim() !== ''
        ? Promise.resolve()
        : Promise.reject(new Error(t('draft.wanted'))),
  };
}

function TextPair({
  id,
  value = { zh: '', en: '' },
  onChange,
  label,
  rows,
}: Given<Text> & { readonly label: string; readonly rows: number }) {
  const { t } = useWords();
  const inputOf = (language: keyof Text, words: string) => (
    <Input.TextArea
      {...(language === 'zh' && id !== undefined ? { id } : {})}
      aria-label={words}
      placeholder={language === 'zh' ? '中文' : 'English'}
      rows={rows}
      maxLength={TEXT_MAX}
      value={value[language]}
      onChange={(event) => onChange?.({ ...value, [language]: event.target.value.replaceAll('\n', ' ') })}
    />
  );
  return (
    <div className="text-pair">
      {inputOf('zh', t('draft.zhOf', { label }))}
      {inputOf('en', t('draft.enOf', { label }))}
    </div>
  );
}

export function ClauseField({ name }: { readonly name: Name }) {
  const { t } = useWords();
  return (
    <Form.Item
      name={name}
      label={t('draft.item.clause')}
      rules={[
        { required: true, pattern: /^(10|[1-9])(\.[1-9][0-9]?){0,4}$/, message: t('draft.clauseWanted') },
      ]}
    >
      <Input maxLength={20} autoComplete="off" />
    </Form.Item>
  );
}

/** Digits and hyphens, as the catalogue has its hotline. It may stay empty unless `isWanted`. */
export function TelephoneField(props: {
  readonly name: Name;
  readonly label: string;
  readonly isWanted?: boolean;
}) {
  const { t } = useWords();
  const { name, label, isWanted = false } = props;
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[{ required: isWanted, pattern: /^[0-9-]{5,20}$/, message: t('draft.hotlineWanted') }]}
    >
      <Input maxLength={20} autoComplete="off" />
    </Form.Item>
  );
}

/** The persons that a benefit may be for, as options. */
export function usePersonOptions() {
  const { t } = useWords();
  return Person.options.map((value) => ({ value, label: t(`draft.quote.${value}`) }));
}

/** The whole path of a field of the form, for one that is to come later. */
export type Path = (string | number)[];

/** A rule for the field of an end: it is after its beginning, or on the same day where that is enough. */
function useAfter(after: Path | undefined, isSameEnough: boolean) {
  const { t } = useWords();
  return ({ getFieldValue }: Pick<FormInstance, 'getFieldValue'>) => ({
    validator: (_rule: unknown, value: string | null | undefined) => {
      const begin = after === undefined ? null : (getFieldValue(after) as string | null | undefined);
      const isBad = begin && value && (isSameEnough ? value < begin : value <= begin);
      return isBad ? Promise.reject(new Error(t('draft.afterWanted', { begin }))) : Promise.resolve();
    },
  });
}

export function TimeField({
  name,
  label,
  after,
}: {
  readonly name: Name;
  readonly label: string;
  readonly after?: Path;
}) {
  const { t } = useWords();
  const isAfter = useAfter(after, false);
  const pattern = /^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/;
  return (
    <Form.Item
      name={name}
      label={label}
      dependencies={after === undefined ? [] : [after]}
      rules={[{ required: true, pattern, message: t('draft.timeWanted') }, isAfter]}
    >
      <Input maxLength={5} autoComplete="off" placeholder="08:30" style={{ width: '6rem' }} />
    </Form.Item>
  );
}

/** A date; null if it is left empty. */
export function DateField(props: {
  readonly name: Name;
  readonly label: string;
  readonly isWanted?: boolean;
  /** The day before which it may not be. */
  readonly after?: Path;
  readonly extra?: ReactNode;
}) {
  const { t } = useWords();
  const { after } = props;
  const isAfter = useAfter(after, true);
  const rules = props.isWanted === true ? [{ required: true, message: t('draft.wanted') }] : [];
  return (
    <Form.Item
      name={props.name}
      label={props.label}
      dependencies={after === undefined ? [] : [after]}
      rules={[...rules, isAfter]}
      extra={props.extra}
    >
      <DateInput />
    </Form.Item>
  );
}

function DateInput({ id, value, onChange }: Given<string | null>) {
  return (
    <Input
      type="date"
      {...(id === undefined ? {} : { id })}
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value === '' ? null : event.target.value)}
    />
  );
}

const YUAN_MAX = 1_000_000;

/** The field shows yuan, and its value is in whole fen; null if it is left empty. */
export function FenInput({
  id,
  value,
  onChange,
  label,
  placeholder = '',
}: Given<number | null> & { readonly label?: string; readonly placeholder?: string }) {
  return (
    <InputNumber<number>
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      min={0}
      max={YUAN_MAX}
      precision={2}
      step={1}
      placeholder={placeholder}
      style={{ width: '8rem' }}
      value={value === undefined || value === null ? null : value / 100}
      onChange={(yuan) => onChange?.(yuan === null ? null : Math.round(yuan * 100))}
    />
  );
}

/** The card price: free, a share of the list price, or a price of its own. */
export function CardPriceInput({ id, value = { kind: 'free' }, onChange }: Given<CardPrice>) {
  const { t } = useWords();
  const options = (['ratio', 'fixed', 'free'] as const).map((kind) => ({
    value: kind,
    label: t(`draft.item.${kind}`),
  }));
  const begin = (kind: CardPrice['kind']): CardPrice =>
    kind === 'ratio' ? { kind, percent: 50 } : kind === 'fixed' ? { kind, fen: 0 } : { kind };
  return (
    <div className="bar" style={{ margin: 0 }}>
      <Select
        {...(id === undefined ? {} : { id })}
        style={{ width: '9.5rem' }}
        options={options}
        value={value.kind}
        onChange={(kind) => onChange?.(begin(kind))}
      />
      {value.kind === 'ratio' && (
        <InputNumber<number>
          aria-label={t('draft.item.ratio')}
          min={1}
          max={100}
          precision={0}
          style={{ width: '5rem' }}
          value={value.percent}
          onChange={(percent) => onChange?.({ kind: 'ratio', percent: percent ?? 100 })}
        />
      )}
      {value.kind === 'fixed' && (
        <FenInput
          label={t('draft.item.fixed')}
          value={value.fen}
          onChange={(fen) => onChange?.({ kind: 'fixed', fen: fen ?? 0 })}
        />
      )}
    </div>
  );
}
