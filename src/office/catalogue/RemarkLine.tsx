import type { Remark } from '../../catalogue-review/remark.ts';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';

const KINDS = [
  'dangling-id',
  'duplicate-id',
  'missing-translation',
  'never-applies',
  'not-a-weekend',
  'overlap',
  'price-above-list',
  'unknown-day-rule',
  'wrong-year',
  'empty-site',
  'gap',
  'unknown-rule',
] as const;

/** One thing that is wrong with a catalogue, or that somebody should look at. */
export function RemarkLine({ remark }: { readonly remark: Remark }) {
  const { t } = useWords();
  const { kind, level, place, message } = remark;
  const known = KINDS.find((one) => one === kind) ?? 'other';
  return (
    <li>
      <Mark tone={level === 'error' ? 'bad' : 'look'}>{t(`catalogue.${level}`)}</Mark>{' '}
      {t('shell.says', { name: t(`catalogue.remark.${known}`), value: place })}
      <div className="code">{message}</div>
    </li>
  );
}
