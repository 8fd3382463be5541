import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { yuanText } from '../../domain/base/money.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { PageHead } from '../shell/PageHead.tsx';
import { minuteWords } from '../shell/times.ts';
import { type BriefRow, changeText, topOf } from './brief.ts';
import { MonthInput } from './MonthInput.tsx';
import { endOfMonth, monthBefore, monthIn } from './periods.ts';
import { useUsage } from './use-numbers.ts';

const route = getRouteApi('/numbers/brief');
const FIGURES = ['uses', 'persons', 'listFen', 'paidFen', 'savedFen'] as const;
/** With this many sites and items the page still fits on one sheet of A4. */
const [SITES_MAX, ITEMS_MAX] = [12, 10];

/** A month on one printed page, for whoever decides and does not click. */
export function BriefPage() {
  const { t } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const today = wallDateOf(Date.now());
  const month = monthIn(search.month) ?? monthBefore(today);
  return (
    <>
      <div className="screen-only">
        <PageHead
          title={t('numbers.brief')}
          about={
            <>
              <Link to="/numbers">← {t('numbers.title')}</Link> · {t('numbers.briefAbout')}
            </>
          }
        >
          <Button type="primary" onClick={() => window.print()}>
            {t('numbers.print')}
          </Button>
        </PageHead>
        <div className="bar">
          <MonthInput
            value={month}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, month: next }) })}
          />
        </div>
      </div>
      <Brief month={month} today={today} />
    </>
  );
}

function Brief({ month, today }: { readonly month: string; readonly today: string }) {
  const { t } = useWords();
  const { siteName, itemName } = useNames();
  const period = { from: `${month}-01`, to: endOfMonth(month) };
  const last = monthBefore(period.from);
  const sites = useUsage({ ...period, by: 'site' });
  const items = useUsage({ ...period, by: 'item' });
  const before = useUsage({ from: `${last}-01`, to: period.from, by: 'month' });
  const failed = [sites, items, before].find(({ isError }) => isError);
  if (failed !== undefined) return <FaultNote fault={failed.error} onRetry={() => void failed.refetch()} />;
  if (sites.data === undefined || items.data === undefined || before.data === undefined)
    return <Skeleton active />;
  const { total, disputedCount } = sites.data;
  const named = (rows: typeof sites.data.rows, nameOf: (row: (typeof rows)[number]) => string) =>
    rows.map((row) => ({ ...row, name: nameOf(row) }));
  const siteRows = topOf(
    named(sites.data.rows, ({ site = '' }) => siteName(site)),
    SITES_MAX,
  );
  const itemRows = topOf(
    named(items.data.rows, ({ item = '' }) => itemName(item)),
    ITEMS_MAX,
  );
  return (
    <article className="panel brief">
      <h2>{t('numbers.briefTitle', { year: month.slice(0, 4), month: Number(month.slice(5)) })}</h2>
      {month === today.slice(0, 7) && <p>{t('numbers.briefOpen')}</p>}
      <dl className="brief-figures">
        {FIGURES.map((name) => (
          <div key={name}>
            <dt>{t(`numbers.measure.${name}`)}</dt>
            <dd>{name.endsWith('Fen') ? yuanText(total[name]) : total[name]}</dd>
            <dd className="soft">
              {changeText(total[name], before.data.total[name]) === null
                ? t('numbers.briefNoBefore')
                : t('numbers.briefChange', { change: changeText(total[name], before.data.total[name]) })}
            </dd>
          </div>
        ))}
      </dl>
      <BriefTable title={t('numbers.briefSites')} {...siteRows} />
      <BriefTable title={t('numbers.briefItems')} {...itemRows} />
      {disputedCount > 0 && <p>{t('numbers.disputed', { count: disputedCount })}</p>}
      <p className="soft">{t('numbers.briefHow', { when: minuteWords(Date.now()) })}</p>
    </article>
  );
}

function BriefTable({
  title,
  rows,
  rest,
}: {
  readonly title: string;
  readonly rows: readonly BriefRow[];
  readonly rest: { readonly count: number; readonly uses: number; readonly savedFen: number } | null;
}) {
  const { t } = useWords();
  const most = Math.max(1, ...rows.map(({ uses }) => uses));
  return (
    <table>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('numbers.briefName')}</th>
          <th scope="col">{t('numbers.measure.uses')}</th>
          <th scope="col" className="number">
            {t('numbers.measure.persons')}
          </th>
          <th scope="col" className="number">
            {t('numbers.measure.savedFen')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, uses, persons, savedFen }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <span className="brief-bar" style={{ width: `${(uses / most) * 60}%` }} /> {uses}
            </td>
            <td className="number">{persons}</td>
            <td className="number">{yuanText(savedFen)}</td>
          </tr>
        ))}
        {rest !== null && (
          <tr>
            <th scope="row">{t('numbers.briefRest', { count: rest.count })}</th>
            <td>{rest.uses}</td>
            <td className="number">{t('shell.none')}</td>
            <td className="number">{yuanText(rest.savedFen)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
