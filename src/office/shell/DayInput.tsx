import { Form, type FormRule, Input } from 'antd';
import { WallDate } from '../../domain/base/wall-time.ts';

/** A day of a filter. A half typed one changes nothing. */
export function DayInput({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}) {
  return (
    <Input
      type="date"
      style={{ width: '10.5rem' }}
      aria-label={label}
      value={value}
      onChange={({ target }) => WallDate.safeParse(target.value).success && onChange(target.value)}
    />
  );
}

interface DayField {
  readonly name: string;
  readonly label: string;
}

/** Two days in a form, both wanted. The last one may not lie before the first one. */
export function DaySpanFields({
  first,
  last,
  wanted,
  wrongOrder,
}: {
  readonly first: DayField;
  readonly last: DayField;
  /** What is said if a field is left empty. */
  readonly wanted: string;
  readonly wrongOrder: string;
}) {
  const day = { required: true, message: wanted };
  return (
    <>
      <Form.Item {...first} rules={[day]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item {...last} dependencies={[first.name]} rules={[day, notBefore(first.name, wrongOrder)]}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}

/** A rule for a day in a form: it may not lie before the day in the field `first`. An empty field breaks no order. */
function notBefore(first: string, message: string): FormRule {
  return ({ getFieldValue }) => ({
    validator: async (_rule, day: unknown) => {
      const from: unknown = getFieldValue(first);
      if (typeof day === 'string' && day !== '' && typeof from === 'string' && day < from) {
        throw new Error(message);
      }
    },
  });
}
