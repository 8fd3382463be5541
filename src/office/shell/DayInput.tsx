import { type FormRule, Input } from 'antd';
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

/** A rule for a day in a form: it may not lie before the day in the field `first`. An empty field breaks no order. */
export function notBefore(first: string, message: string): FormRule {
  return ({ getFieldValue }) => ({
    validator: async (_rule, day: unknown) => {
      const from: unknown = getFieldValue(first);
      if (typeof day === 'string' && day !== '' && typeof from === 'string' && day < from) {
        throw new Error(message);
      }
    },
  });
}
