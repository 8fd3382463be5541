import { Input } from 'antd';
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
