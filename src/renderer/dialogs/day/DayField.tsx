import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WallDate } from '../../../domain/base/wall-time.ts';
import { FIRST_DAY } from '../../../domain/decision/use-bounds.ts';
import { unlistedDay } from '../../../domain/journal/fold/listed-day.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import css from './list.module.css';
import './list-texts.ts';

/**
 * A day that is chosen or typed. While a year is being typed, the field holds days of long ago. A day of which the kiosk can
 * hold no list is not opened: it stays in the field, and the reason is shown once the clerk has finished.
 */
export function DayField({
  date,
  today,
  onDay,
}: {
  readonly date: WallDate;
  readonly today: WallDate;
  readonly onDay: (date: WallDate) => void;
}) {
  const { t } = useTranslation('list');
  const desk = useTranslation().t;
  const language = useLanguage();
  const [typed, setTyped] = useState<string>(date);
  const [isFinished, setFinished] = useState(false);
  useEffect(() => setTyped(date), [date]);
  const isDay = WallDate.safeParse(typed).success;
  const why = isDay ? (unlistedDay(typed, today)?.[language] ?? null) : desk('item.noDate');
  return (
    <>
      <input
        type="date"
        aria-label={t('today.day')}
        aria-invalid={why !== null}
        value={typed}
        min={FIRST_DAY}
        max={today}
        onChange={({ target: { value } }) => {
          setTyped(value);
          setFinished(false);
          if (WallDate.safeParse(value).success && unlistedDay(value, today) === null) onDay(value);
        }}
        onBlur={() => setFinished(true)}
        onKeyDown={({ key }) => key === 'Enter' && setFinished(true)}
      />
      {isFinished && why !== null && (
        <span role="alert" className={css['refused']}>
          {why}
        </span>
      )}
    </>
  );
}
