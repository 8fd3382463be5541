import { Link } from '@tanstack/react-router';
import { DAY_MS } from '../../domain/base/duration.ts';
import { yuanText } from '../../domain/base/money.ts';
import { plusDays, wallDateOf } from '../../domain/base/wall-time.ts';
import { UsageChart } from '../numbers/UsageChart.tsx';
import { useUsage } from '../numbers/use-numbers.ts';
import { useWords } from '../shell/i18n.ts';

const DAYS = 7;

/** The uses of the last seven days, a bar a day, and what they come to. */
export function RecentUse({ now }: { readonly now: number }) {
  const { t } = useWords();
  const to = plusDays(wallDateOf(now), 1);
  const from = wallDateOf(now - (DAYS - 1) * DAY_MS);
  const usage = useUsage({ from, to, by: 'day' });
  if (usage.data === undefined) return null;
  const { rows, total } = usage.data;
  return (
    <section className="panel">
      <h2>{t('today.recent')}</h2>
      {rows.length === 0 ? (
        <p className="soft">{t('today.recentNone')}</p>
      ) : (
        <>
          <p>
            {t('today.uses')} <strong>{total.uses}</strong> · {t('today.persons')}{' '}
            <strong>{total.persons}</strong> · {t('today.saved')}{' '}
            <strong>{t('shell.yuan', { amount: yuanText(total.savedFen) })}</strong> ·{' '}
            <Link to="/numbers">{t('today.more')}</Link>
          </p>
          <UsageChart report={usage.data} measure="uses" />
        </>
      )}
    </section>
  );
}
