import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, Button, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { plusDays, wallDateOf } from '../../domain/base/wall-time.ts';
import type { UsageReport } from '../../protocol/wire-reports.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { DayInput } from '../shell/DayInput.tsx';
import { AskFault } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { PageHead } from '../shell/PageHead.tsx';
import { csvBlob, saveFile, saveWorkbook } from '../shell/save-file.ts';
import type { Measure } from './bars.ts';
import { dayIn, PERIODS, type Period, periodNamed } from './periods.ts';
import { UsageChart } from './UsageChart.tsx';
import { UsageTable, usageCells, usageRows } from './UsageTable.tsx';
import { useUsage } from './use-numbers.ts';

const route = getRouteApi('/numbers');
const BYS = ['site', 'item', 'site,item', 'day', 'month'] as const;
type By = (typeof BYS)[number];
const MEASURES = ['uses', 'persons', 'listFen', 'paidFen', 'savedFen'] as const;

/** Use by site, item, day or month: a picture, the table beside it, and the same as a file. */
export function NumbersPage() {
  const { t } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [measure, setMeasure] = useState<Measure>('uses');
  const standard = periodNamed('last30', wallDateOf(Date.now()));
  const from = dayIn(search.from) ?? standard.from;
  const last = dayIn(search.to) ?? standard.last;
  const by: By = BYS.find((one) => one === search.by) ?? 'site';
  const isWrong = last < from;
  const usage = useUsage({ from, to: plusDays(last, 1), by }, !isWrong);
  const choose = (period: Partial<Period> & { readonly by?: string }) =>
    void navigate({
      search: (before) => ({
        ...before,
        from: period.from ?? from,
        to: period.last ?? last,
        by: period.by ?? before.by,
      }),
    });
  return (
    <>
      <PageHead title={t('numbers.title')} about={t('numbers.about')}>
        <ExportButtons report={usage.data} />
        <Button onClick={() => void navigate({ to: '/numbers/brief' })}>{t('numbers.brief')}</Button>
        <Button onClick={() => void navigate({ to: '/numbers/closings' })}>
          {t('numbers.closings.title')}
        </Button>
        <Button onClick={() => void navigate({ to: '/numbers/advances' })}>
          {t('numbers.advances.title')}
        </Button>
        <Button onClick={() => void navigate({ to: '/numbers/settlement' })}>
          {t('numbers.settlement')}
        </Button>
      </PageHead>
      <div className="bar">
        <DayInput label={t('numbers.from')} value={from} onChange={(day) => choose({ from: day })} />
        –
        <DayInput label={t('numbers.to')} value={last} onChange={(day) => choose({ last: day })} />
        {PERIODS.map((name) => (
          <Button key={name} onClick={() => choose(periodNamed(name, wallDateOf(Date.now())))}>
            {t(`numbers.${name}`)}
          </Button>
        ))}
        <Select<By>
          style={{ width: '10rem' }}
          aria-label={t('numbers.byLabel')}
          value={by}
          options={BYS.map((value) => ({ value, label: t(`numbers.by.${value}`) }))}
          onChange={(value) => choose({ by: value })}
        />
      </div>
      {isWrong && <Alert type="warning" showIcon role="alert" title={t('numbers.wrongDays')} />}
      <AskFault asked={usage} />
      {usage.isLoading && <Skeleton active />}
      {usage.data !== undefined && !isWrong && (
        <>
          <Disputed report={usage.data} />
          {usage.data.rows.length > 0 && (
            <section className="panel">
              <Segmented<Measure>
                aria-label={t('numbers.measureLabel')}
                value={measure}
                options={MEASURES.map((value) => ({ value, label: t(`numbers.measure.${value}`) }))}
                onChange={setMeasure}
              />
              <UsageChart report={usage.data} measure={measure} />
            </section>
          )}
          <UsageTable report={usage.data} />
        </>
      )}
    </>
  );
}

function Disputed({ report }: { readonly report: UsageReport }) {
  const { t } = useWords();
  if (report.disputedCount === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      title={t('numbers.disputed', { count: report.disputedCount })}
      action={<Link to="/discrepancies">{t('numbers.disputedGo')}</Link>}
    />
  );
}

function ExportButtons({ report }: { readonly report: UsageReport | undefined }) {
  const { t } = useWords();
  const names = useNames();
  const isEmpty = report === undefined || report.rows.length === 0;
  const fileName =
    report === undefined ? '' : `${t('numbers.exportName')} ${report.from} – ${plusDays(report.to, -1)}`;
  return (
    <>
      <Button
        disabled={isEmpty}
        onClick={() =>
          report !== undefined &&
          void saveWorkbook(fileName, [
            { name: t('numbers.exportName'), rows: usageCells(report, { t, ...names }) },
          ])
        }
      >
        {t('numbers.exportXlsx')}
      </Button>
      <Button
        disabled={isEmpty}
        onClick={() =>
          report !== undefined && saveFile(`${fileName}.csv`, csvBlob(usageRows(report, { t, ...names })))
        }
      >
        {t('numbers.export')}
      </Button>
    </>
  );
}
