import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { instantOf, plusDays, wallDateOf } from '../../domain/base/wall-time.ts';
import { AuditReply, type AuditRow, OfficeRole } from '../../protocol/wire-office.ts';
import { call } from '../api/call.ts';
import { DayInput } from '../shell/DayInput.tsx';
import { AskFault } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { csvBlob, saveFile } from '../shell/save-file.ts';
import { minuteWords } from '../shell/times.ts';
import { actionWords, outcomeWords, subjectWords } from './audit-words.ts';

const PAGE = 500;
const DAYS = 7;

/** Who did what and when, from a day on, in the order in which it happened. */
export function Audit() {
  const { t, language } = useWords();
  const roleOf = (role: string) => {
    const known = OfficeRole.options.find((one) => one === role);
    return known === undefined ? role : t(`shell.role.${known}`);
  };
  const [from, setFrom] = useState(() => plusDays(wallDateOf(Date.now()), 1 - DAYS));
  const pages = useAuditPages(from);
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
  const save = () =>
    saveFile(
      `${t('people.tabs.audit')} ${from}.csv`,
      csvBlob([
        columns.map(({ title }) => String(title)),
        ...rows.map((row) => [
          minuteWords(row.atMs),
          row.officer,
          roleOf(row.role),
          actionWords(row.action, language),
          subjectWords(row.subject, { language, roleOf }),
          outcomeWords(row.detail, language),
        ]),
      ]),
    );
  return (
    <>
      <div className="bar">
        <DayInput label={t('numbers.from')} value={from} onChange={setFrom} />
        <Button disabled={rows.length === 0} onClick={save}>
          {t('people.export')}
        </Button>
      </div>
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

function useAuditPages(from: string) {
  return useInfiniteQuery({
    queryKey: ['audit', from],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      call({
        path: 'audit',
        query: { after: pageParam, limit: PAGE, fromMs: instantOf(`${from}T00:00`) },
        reply: AuditReply,
        signal,
      }),
    getNextPageParam: ({ rows, more }) => (more ? rows.at(-1)?.seq : undefined),
  });
}
