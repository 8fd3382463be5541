import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, type TableColumnsType } from 'antd';
import { SessionsReply, type SessionView } from '../../protocol/wire-office.ts';
import { call, Nothing } from '../api/call.ts';
import { AskFault, FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { minuteWords } from '../shell/times.ts';

const KEY = ['sessions'] as const;

/** Who is signed in, and where; a session can be ended. */
export function Sessions() {
  const { t } = useWords();
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const asked = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call({ path: 'sessions', reply: SessionsReply, signal }),
  });
  const ending = useMutation({
    mutationFn: (sessionId: string) =>
      call({ method: 'DELETE', path: `sessions/${encodeURIComponent(sessionId)}`, reply: Nothing }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const ask = ({ sessionId, officer }: SessionView) =>
    modal.confirm({
      title: t('people.end'),
      content: t('people.endAsk', { name: officer }),
      okText: t('people.end'),
      cancelText: t('shell.cancel'),
      onOk: () => ending.mutate(sessionId),
    });
  const columns: TableColumnsType<SessionView> = [
    { key: 'who', title: t('people.who'), dataIndex: 'officer' },
    {
      key: 'since',
      title: t('people.since'),
      width: 170,
      render: (_value, row) => minuteWords(row.createdAtMs),
    },
    { key: 'seen', title: t('people.seen'), width: 170, render: (_value, row) => minuteWords(row.seenAtMs) },
    { key: 'from', title: t('people.from'), width: 200, dataIndex: 'source' },
    {
      key: 'do',
      title: t('people.action'),
      width: 160,
      render: (_value, row) =>
        row.isOwn ? (
          <Mark tone="plain">{t('people.own')}</Mark>
        ) : (
          <Button onClick={() => void ask(row)}>{t('people.end')}</Button>
        ),
    },
  ];
  return (
    <>
      <AskFault asked={asked} />
      {ending.error !== null && <FaultNote fault={ending.error} />}
      <OfficeTable<SessionView>
        label={t('people.tabs.sessions')}
        columns={columns}
        rows={asked.data?.sessions ?? []}
        rowKey={({ sessionId }) => sessionId}
        isLoading={asked.isLoading}
        empty={t('people.sessionsEmpty')}
      />
    </>
  );
}
