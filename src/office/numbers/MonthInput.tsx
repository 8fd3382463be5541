import { Input } from 'antd';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { useWords } from '../shell/i18n.ts';
import { monthIn } from './periods.ts';

/** A month up to the present one. A half typed one changes nothing. */
export function MonthInput({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (month: string) => void;
}) {
  const { t } = useWords();
  return (
    <Input
      type="month"
      style={{ width: '12rem' }}
      aria-label={t('numbers.month')}
      value={value}
      max={wallDateOf(Date.now()).slice(0, 7)}
      onChange={({ target }) => monthIn(target.value) !== null && onChange(target.value)}
    />
  );
}
