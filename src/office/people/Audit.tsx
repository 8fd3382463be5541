import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { AutoComplete, Button, type TableColumnsType } from 'antd';
import { instantOf, plusDays, wallDateOf } from '../../domain/base/wall-time.ts';
import { AuditReply, type AuditRow, OfficeRole } from '../../protocol/wire-office.ts';
import { call } from '../api/call.ts';
import { dayIn } from '../numbers/periods.ts';
import { DayInput } from '../shell/DayInput.tsx';
import { AskFault, FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { csvBlob, saveFile } from '../shell/save-file.ts';
import { minuteWords } from '../shell/times.ts';
import { actionWords, outcomeWords, subjectWords } from './audit-words.ts';

const route = getRouteApi('/people');
const PAGE = 500;
const EXPORT_PAGES_MAX = 200;
const DAYS = 7;

interface Asked {
  readonly from: string;
  readonly last: string;
  readonly who: string;
}

/** Who did what and when, the newest first; the export has the rows in the order in which they were written. */
export function Audit() {
  const { t, language } = useWords();
  const roleOf = (role: string) => {
    const known = OfficeRole.options.find((one) => one === role);
    return known === undefined ? role : t(`shell.role.${known}`);
  };
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const today = wallDateOf(Date.now());
  const asked: Asked = {
    from: dayIn(search.from) ?? plusDays(today, 1 - DAYS),
    last: dayIn(search.last) ?? today,
    who: search.who ?? '',
  };
  const ask = (change: Partial<Asked>) =>
    void navigate({ search: (before) => ({ ...before, ...asked, ...change }), replace: true });
  const pages = useAuditPages(asked);
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const columns: TableColumnsType<AuditRow> = [
    { key: 'at', title: t('people.at'), width: 160, render: (_value, { atMs }) => minuteWords(atMs) },
    { key: 'who', title: t('people.who'), width: 150, dataIndex: 'officer' },
    { key: 'role', title: t('people.role'), width: 120, render: (_value, { role }) => roleOf(role) },
    {
      key: 'action',
      title: t('people.action'),
      width: 240,
      render: (_value, { action }) => actionWords(action, language),
    },
    {
      key: 'subject',
      title: t('people.subject'),
      width: 260,
      render: (_value, { subject }) => subjectWords(subject, { language, roleOf }),
    },
    {
      key: 'detail',
      title: t('people.detail'),
      render: (_value, { detail }) => outcomeWords(detail, language),
    },
  ];
  const exporting = useMutation({
    mutationFn: () => chainOf(asked),
    onSuccess: (chain) =>
      saveFile(
        `${t('people.tabs.audit')} ${asked.from} ${asked.last}.csv`,
        csvBlob([
          [t('people.seq'), ...columns.map(({ title }) => String(title))],
          ...chain.map((row) => [
            String(row.seq),
            minuteWords(row.atMs),
            row.officer,
            roleOf(row.role),
            actionWords(row.action, language),
            subjectWords(row.subject, { language, roleOf }),
            outcomeWords(row.detail, language),
          ]),
        ]),
      ),
  });
  return (
    <>
      <div className="bar">
        <DayInput label={t('numbers.from')} value={asked.from} onChange={(from) => ask({ from })} />
        <DayInput label={t('people.last')} value={asked.last} onChange={(last) => ask({ last })} />
        <AutoComplete
          key={asked.who}
          style={{ width: '14rem' }}
          allowClear
          aria-label={t('people.whoFilter')}
          placeholder={t('people.whoFilter')}
          defaultValue={asked.who}
          options={[...new Set(rows.map(({ officer }) => officer))]
            .filter((name) => name !== '')
            .sort()
            .map((value) => ({ value }))}
          onSelect={(who) => ask({ who })}
          onClear={() => ask({ who: '' })}
          onBlur={({ target }) => ask({ who: (target as HTMLInputElement).value.trim() })}
          onInputKeyDown={({ key, currentTarget }) =>
            key === 'Enter' && ask({ who: (currentTarget as HTMLInputElement).value.trim() })
          }
        />
        <Button disabled={rows.length === 0} loading={exporting.isPending} onClick={() => exporting.mutate()}>
          {t('people.export')}
        </Button>
        <span className="soft">{t('people.exportOrder')}</span>
      </div>
      {exporting.error !== null && <FaultNote fault={exporting.error} />}
      <AskFault asked={pages} />
      <OfficeTable<AuditRow>
        label={t('people.tabs.audit')}
        columns={columns}
        rows={rows}
        rowKey={({ seq }) => String(seq)}
        isLoading={pages.isLoading}
        empty={t('people.auditEmpty')}
        width={1100}
      />
      {pages.hasNextPage && (
        <Button
          style={{ marginTop: 12 }}
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('people.more')}
        </Button>
      )}
    </>
  );
}

function useAuditPages(asked: Asked) {
  return useInfiniteQuery({
    queryKey: ['audit', asked],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      call({
        path: 'audit',
        query: {
          order: 'newest',
          limit: PAGE,
          ...boundsOf(asked),
          ...(pageParam === null ? {} : { before: pageParam }),
        },
        reply: AuditReply,
        signal,
      }),
    getNextPageParam: ({ rows, more }) => (more ? rows.at(-1)?.seq : undefined),
  });
}

/** Every row that was asked for, in the order of the chain. */
async function chainOf(asked: Asked): Promise<readonly AuditRow[]> {
  const chain: AuditRow[] = [];
  for (let page = 0; page < EXPORT_PAGES_MAX; page += 1) {
    const query = { after: chain.at(-1)?.seq ?? 0, limit: PAGE, ...boundsOf(asked) };
    const { rows, more } = await call({ path: 'audit', query, reply: AuditReply });
    chain.push(...rows);
    if (!more) break;
  }
  return chain;
}

function boundsOf({ from, last, who }: Asked) {
  return {
    fromMs: instantOf(`${from}T00:00`),
    toMs: instantOf(`${plusDays(last, 1)}T00:00`),
    ...(who === '' ? {} : { officer: who }),
  };
}
