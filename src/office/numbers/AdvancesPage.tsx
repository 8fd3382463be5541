import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select, type TableColumnsType } from 'antd';
import { yuanText } from '../../domain/base/money.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { ADVANCES_MAX, type Advance, AdvancesReport } from '../../protocol/wire-advances.ts';
import { call } from '../api/call.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { AskFault } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { byField, OfficeTable } from '../shell/OfficeTable.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { csvBlob, saveFile, saveWorkbook } from '../shell/save-file.ts';
import { advanceCells, advanceLines, cardText, insuranceText } from './advance-rows.ts';
import { MonthInput } from './MonthInput.tsx';
import { monthBefore, monthIn } from './periods.ts';

const route = getRouteApi('/numbers/advances');

/** What health centres advance for the basic family doctor package in a month (垫资), to look at and as a file. */
export function AdvancesPage() {
  const { t, say } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { sites } = useNames();
  const month = monthIn(search.month) ?? monthBefore(wallDateOf(Date.now()));
  const query = { month, siteId: search.site };
  const asked = useQuery({
    queryKey: ['advances', query],
    queryFn: ({ signal }) => call({ path: 'reports/advances', query, reply: AdvancesReport, signal }),
  });
  const report = asked.data;
  const choose = (given: { readonly site?: string | undefined; readonly month?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...given }) });
  return (
    <>
      <PageHead
        title={t('numbers.advances.title')}
        about={
          <>
            <Link to="/numbers">← {t('numbers.title')}</Link> · {t('numbers.advances.about')}
          </>
        }
      >
        <ExportButtons report={report} />
      </PageHead>
      <div className="bar">
        <MonthInput value={month} onChange={(chosen) => choose({ month: chosen })} />
        <Select
          style={{ width: '20rem' }}
          aria-label={t('numbers.advances.site')}
          value={search.site ?? ''}
          options={[
            { value: '', label: t('shell.allOf', { name: t('numbers.advances.site') }) },
            ...sites
              .filter(({ kind }) => kind === 'health-centre')
              .map((site) => ({ value: site.id, label: say(site.name) })),
          ]}
          onChange={(site: string) => choose({ site: site === '' ? undefined : site })}
        />
      </div>
      <AskFault asked={asked} />
      {report?.isCut === true && <p role="status">{t('numbers.advances.cut', { count: ADVANCES_MAX })}</p>}
      <OfficeTable<Advance>
        label={t('numbers.advances.title')}
        columns={useColumns()}
        rows={report?.advances ?? []}
        rowKey={({ siteId, number, date }) => `${siteId}/${number}/${date}`}
        isLoading={asked.isLoading}
        empty={t('numbers.advances.none')}
        {...(report === undefined ? {} : { total: totalOf(report, t) })}
      />
    </>
  );
}

function totalOf({ totalFen, unsettled }: AdvancesReport, t: ReturnType<typeof useWords>['t']) {
  return [
    t('numbers.advances.total'),
    ...['number', 'card', 'item', 'insurance'].map((key) => <span key={key} />),
    yuanText(totalFen),
    <span key="site" />,
    unsettled === 0 ? <span key="note" /> : t('numbers.advances.totalNote', { count: unsettled }),
  ];
}

function useColumns(): TableColumnsType<Advance> {
  const { t, say } = useWords();
  const { siteName, itemName } = useNames();
  return [
    {
      key: 'date',
      title: t('numbers.advances.date'),
      width: 110,
      dataIndex: 'date',
      sorter: byField<Advance>(({ date }) => date),
    },
    { key: 'number', title: t('numbers.advances.number'), width: 170, dataIndex: 'number' },
    {
      key: 'card',
      title: t('numbers.advances.card'),
      width: 110,
      render: (_value, row) => cardText(row, { t }),
    },
    {
      key: 'item',
      title: t('numbers.advances.item'),
      width: 180,
      render: (_value, row) => itemName(row.itemId),
    },
    {
      key: 'insurance',
      title: t('numbers.advances.insurance'),
      width: 110,
      render: (_value, row) => say(insuranceText(row.insurance)),
    },
    {
      key: 'amount',
      title: t('numbers.advances.amount'),
      width: 120,
      align: 'right',
      render: (_value, { waivedFen }) =>
        waivedFen === null ? t('numbers.advances.unsettled') : yuanText(waivedFen),
    },
    {
      key: 'site',
      title: t('numbers.advances.site'),
      width: 170,
      render: (_value, row) => siteName(row.siteId),
    },
    {
      key: 'note',
      title: t('numbers.advances.note'),
      render: (_value, { dissolvedOn }) =>
        dissolvedOn === null ? '' : t('numbers.advances.dissolved', { on: dissolvedOn }),
    },
  ];
}

function ExportButtons({ report }: { readonly report: AdvancesReport | undefined }) {
  const { t, say } = useWords();
  const names = useNames();
  if (report === undefined) return null;
  const isEmpty = report.advances.length === 0;
  const words = { t, say, ...names };
  const name = `${t('numbers.advances.title')} ${report.month}`;
  return (
    <>
      <Button
        disabled={isEmpty}
        onClick={() =>
          void saveWorkbook(name, [{ name: t('numbers.advances.title'), rows: advanceCells(report, words) }])
        }
      >
        {t('numbers.exportXlsx')}
      </Button>
      <Button
        disabled={isEmpty}
        onClick={() => saveFile(`${name}.csv`, csvBlob(advanceLines(report, words)))}
      >
        {t('numbers.export')}
      </Button>
    </>
  );
}
