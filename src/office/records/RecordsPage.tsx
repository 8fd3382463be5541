import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Input, Segmented, Select } from 'antd';
import { plusDays, wallDateOf } from '../../domain/base/wall-time.ts';
import { RECORD_KINDS } from '../../domain/records/record.ts';
import {
  LISTED_RECORDS_MAX,
  type OfficeRecord,
  type OfficeRecordsQuery,
  OfficeRecordsReply,
  RECORD_SHOWS,
  type RecordShow,
} from '../../protocol/wire-office-records.ts';
import { call } from '../api/call.ts';
import { useStanding } from '../api/standing.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { dayIn } from '../numbers/periods.ts';
import { DayInput } from '../shell/DayInput.tsx';
import { AskFault } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { mayOpen } from '../shell/pages.ts';
import { RecordSteps } from './RecordSteps.tsx';
import { useRecordColumns } from './record-columns.tsx';
import { kindText } from './record-words.ts';
import { SiteTallies } from './SiteTallies.tsx';

const route = getRouteApi('/records');

function useRecords(query: Partial<OfficeRecordsQuery>) {
  return useQuery({
    queryKey: ['records', 'list', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call({ path: 'records', query, reply: OfficeRecordsReply, signal }),
  });
}

/** Lists records of all sites, with what is open, due and late, and the steps of each. */
export function RecordsPage() {
  const { t } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { standing } = useStanding();
  const seesCards = mayOpen(standing, 'cards');
  const show: RecordShow = RECORD_SHOWS.find((one) => one === search.show) ?? 'going';
  const kind = RECORD_KINDS.find((one) => one === search.kind);
  const last = dayIn(search.to);
  const asked = useRecords({
    ...{ siteId: search.site, kind, show, from: dayIn(search.from) ?? undefined },
    to: last === null ? undefined : plusDays(last, 1),
    cardNumber: seesCards ? search.card : undefined,
  });
  const choose = (chosen: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...chosen }) });
  const records = asked.data?.records ?? [];
  return (
    <>
      <PageHead title={t('records.title')} about={t('records.about')} />
      <SiteTallies tallies={asked.data?.tallies ?? []} />
      <Filters
        chosen={{ ...search, show, from: asked.data?.from ?? wallDateOf(Date.now()), to: last ?? undefined }}
        choose={choose}
        seesCards={seesCards}
      />
      <p className="soft" role="status">
        {asked.data !== undefined && t('records.count', { count: records.length })}
        {asked.data?.isCut === true && ` · ${t('records.cut', { count: LISTED_RECORDS_MAX })}`}
      </p>
      <AskFault asked={asked} />
      <OfficeTable<OfficeRecord>
        label={t('records.title')}
        columns={useRecordColumns(seesCards, wallDateOf(asked.data?.serverTimeMs ?? Date.now()))}
        rows={records}
        rowKey={({ recordId }) => recordId}
        isLoading={asked.isLoading}
        empty={t('records.empty')}
        sorted={search}
        onSort={({ sort, order }) => choose({ sort, order })}
        detail={({ recordId }) => <RecordSteps recordId={recordId} />}
      />
    </>
  );
}

interface Chosen {
  readonly show: RecordShow;
  readonly site?: string | undefined;
  readonly kind?: string | undefined;
  readonly from: string;
  readonly to?: string | undefined;
  readonly card?: string | undefined;
}

function Filters({
  chosen,
  choose,
  seesCards,
}: {
  readonly chosen: Chosen;
  readonly choose: (chosen: Partial<Chosen>) => void;
  readonly seesCards: boolean;
}) {
  const { t, say } = useWords();
  const { sites } = useNames();
  return (
    <div className="bar">
      <Segmented<RecordShow>
        aria-label={t('records.showLabel')}
        value={chosen.show}
        options={RECORD_SHOWS.map((value) => ({ value, label: t(`records.show.${value}`) }))}
        onChange={(show) => choose({ show })}
      />
      <Select
        style={{ width: '16rem' }}
        aria-label={t('records.col.site')}
        value={chosen.site ?? ''}
        options={[
          { value: '', label: t('shell.allOf', { name: t('records.col.site') }) },
          ...sites.map((site) => ({ value: site.id, label: say(site.name) })),
        ]}
        onChange={(site) => choose({ site: site === '' ? undefined : site })}
      />
      <Select
        style={{ width: '9rem' }}
        aria-label={t('records.kind')}
        value={chosen.kind ?? ''}
        options={[
          { value: '', label: t('shell.allOf', { name: t('records.kind') }) },
          ...RECORD_KINDS.map((value) => ({ value, label: say(kindText(value)) })),
        ]}
        onChange={(kind) => choose({ kind: kind === '' ? undefined : kind })}
      />
      <DayInput label={t('records.from')} value={chosen.from} onChange={(from) => choose({ from })} />
      –
      <DayInput label={t('records.to')} value={chosen.to ?? ''} onChange={(to) => choose({ to })} />
      {seesCards && (
        <Input.Search
          style={{ width: '17rem' }}
          aria-label={t('records.card')}
          placeholder={t('records.cardFind')}
          allowClear
          maxLength={64}
          key={chosen.card ?? ''}
          defaultValue={chosen.card ?? ''}
          onSearch={(text) => choose({ card: text.trim() === '' ? undefined : text.trim() })}
        />
      )}
    </div>
  );
}
