import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { TableColumnsType } from 'antd';
import { yuanText } from '../../domain/base/money.ts';
import { paymentWords } from '../../domain/base/payment-way.ts';
import { plusDays, wallDateOf } from '../../domain/base/wall-time.ts';
import { Person } from '../../domain/card/family.ts';
import { ClosingsReport, type ClosingView } from '../../protocol/wire-closings.ts';
import { call } from '../api/call.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { DayInput } from '../shell/DayInput.tsx';
import { AskFault } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { minuteWords } from '../shell/times.ts';
import { ClosingSiteSums } from './ClosingSiteSums.tsx';
import { dayIn } from './periods.ts';

const route = getRouteApi('/numbers/closings');
const DAYS_BACK = 6;

/** What desks have counted and signed off (日结), and where the cash differs. */
export function ClosingsPage() {
  const { t } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const today = wallDateOf(Date.now());
  const from = dayIn(search.from) ?? plusDays(today, -DAYS_BACK);
  const last = dayIn(search.to) ?? today;
  const query = { from, to: plusDays(last, 1) };
  const asked = useQuery({
    queryKey: ['closings', query],
    queryFn: ({ signal }) => call({ path: 'closings', query, reply: ClosingsReport, signal }),
  });
  const choose = (given: { readonly from?: string; readonly to?: string }) =>
    void navigate({ search: (before) => ({ ...before, from, to: last, ...given }) });
  return (
    <>
      <PageHead title={t('numbers.closings.title')} about={t('numbers.closings.about')} />
      <div className="bar">
        <DayInput label={t('numbers.from')} value={from} onChange={(day) => choose({ from: day })} />
        –
        <DayInput label={t('numbers.to')} value={last} onChange={(day) => choose({ to: day })} />
      </div>
      <AskFault asked={asked} />
      <ClosingSiteSums closings={asked.data?.closings ?? []} />
      <OfficeTable<ClosingView>
        label={t('numbers.closings.title')}
        columns={useColumns()}
        rows={asked.data?.closings ?? []}
        rowKey={({ journalId, seq }) => `${journalId}/${seq}`}
        isLoading={asked.isLoading}
        empty={t('numbers.closings.none')}
        detail={(row) => <ClosingParts row={row} />}
      />
    </>
  );
}

function useColumns(): TableColumnsType<ClosingView> {
  const { t } = useWords();
  const { siteName } = useNames();
  const money = (fen: number | null) => (fen === null ? '—' : yuanText(fen));
  return [
    { key: 'site', title: t('numbers.closings.site'), render: (_value, row) => siteName(row.siteId) },
    { key: 'number', title: t('numbers.closings.number'), width: 80, dataIndex: 'number' },
    { key: 'date', title: t('numbers.closings.date'), width: 110, dataIndex: 'date' },
    { key: 'uses', title: t('numbers.closings.uses'), width: 60, align: 'right', dataIndex: 'uses' },
    {
      key: 'expected',
      title: t('numbers.closings.expected'),
      width: 95,
      align: 'right',
      render: (_value, row) => money(row.expectedFen),
    },
    {
      key: 'counted',
      title: t('numbers.closings.counted'),
      width: 95,
      align: 'right',
      render: (_value, row) => money(row.countedFen),
    },
    {
      key: 'state',
      title: t('numbers.closings.difference'),
      width: 210,
      render: (_value, row) => <Difference row={row} />,
    },
    {
      key: 'closed',
      title: t('numbers.closings.closed'),
      width: 150,
      render: (_value, { closedAtMs }) => minuteWords(closedAtMs),
    },
    {
      key: 'by',
      title: t('numbers.closings.by'),
      width: 150,
      render: (_value, { closedBy, approvedBy }) =>
        [closedBy, approvedBy === closedBy ? null : approvedBy].filter((name) => name !== null).join(' / '),
    },
  ];
}

function Difference({ row }: { readonly row: ClosingView }) {
  const { t } = useWords();
  if (row.isReopened) return <Mark tone="plain">{t('numbers.closings.reopened')}</Mark>;
  if (row.countedFen === null) return <Mark tone="plain">{t('numbers.closings.noCash')}</Mark>;
  const difference = row.countedFen - row.expectedFen;
  if (difference === 0) return <Mark tone="good">{t('numbers.closings.even')}</Mark>;
  const yuan = yuanText(Math.abs(difference));
  const words = difference > 0 ? 'over' : 'short';
  return (
    <Mark tone="bad">
      {t(`numbers.closings.${words}`, { yuan })}
      {row.reason !== null && ` · ${t(`numbers.closings.reason.${row.reason}`)}`}
    </Mark>
  );
}

/** What a closing comes to, by item, by member, by person and by way of payment. */
function ClosingParts({ row }: { readonly row: ClosingView }) {
  const { t, apart, say } = useWords();
  const { itemName } = useNames();
  const { persons = [], payments = [] } = row;
  const nameOf = (person: string) => {
    const known = Person.safeParse(person);
    return known.success ? t(`numbers.closings.person.${known.data}`) : person;
  };
  const partWords = (
    name: string,
    { uses, totalFen }: { readonly uses: number; readonly totalFen: number },
  ) => `${name} ${uses} · ${yuanText(totalFen)}`;
  return (
    <p>
      {apart(row.items.map((one) => partWords(itemName(one.itemId), one)))}
      <br />
      {apart(row.members.map((one) => partWords(one.name ?? t('numbers.closings.nobody'), one)))}
      {persons.length > 0 && <br />}
      {apart(
        persons.map(({ person, people, totalFen }) => partWords(nameOf(person), { uses: people, totalFen })),
      )}
      {payments.length > 0 && <br />}
      {apart(payments.map((one) => partWords(say(paymentWords(one.way)), one)))}
    </p>
  );
}
