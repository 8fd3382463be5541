import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { JudgedReply, type JudgedRow } from '../../../protocol/wire-cards.ts';
import { call } from '../../api/call.ts';
import { AskFault } from '../../shell/FaultNote.tsx';
import { useWords } from '../../shell/i18n.ts';
import { Mark } from '../../shell/Mark.tsx';
import { OfficeTable } from '../../shell/OfficeTable.tsx';
import { useChangeWords } from '../CardHistory.tsx';
import { beginAnew, type Judged, takeFile } from './importing.ts';
import { useRowWords } from './RefusedList.tsx';

const OUTCOMES = ['refused', 'changed', 'added', 'same'] as const;
type Outcome = (typeof OUTCOMES)[number];
const TONES = { added: 'good', changed: 'look', same: 'plain', refused: 'bad' } as const;

/** What becomes of each row, before anything is taken. */
export function Preview(props: { readonly file: File; readonly jobId: string; readonly result: Judged }) {
  const { t } = useWords();
  const { file, jobId, result } = props;
  const counts: Readonly<Record<Outcome, number>> = { ...result, refused: result.refused.length };
  const takes = counts.added + counts.changed;
  const first = OUTCOMES.find((outcome) => counts[outcome] > 0) ?? 'same';
  const [shown, setShown] = useState<Outcome | 'all'>(counts.refused > 0 ? first : 'all');
  return (
    <section className="panel">
      <h2>{t('cards.preview', { file: file.name })}</h2>
      <Verdict result={result} takes={takes} />
      <div className="bar" style={{ marginTop: 12 }}>
        <Segmented<Outcome | 'all'>
          aria-label={t('cards.outcome')}
          value={shown}
          onChange={setShown}
          options={[
            { value: 'all', label: t('shell.all') },
            ...OUTCOMES.map((value) => ({
              value,
              label: `${t(`cards.count.${value}`)} ${counts[value]}`,
            })),
          ]}
        />
        <span style={{ flex: 1 }} />
        <Button onClick={beginAnew}>{t('cards.another')}</Button>
        {counts.refused === 0 && takes > 0 && (
          <Button type="primary" onClick={() => void takeFile(file)}>
            {t('cards.take', { count: takes })}
          </Button>
        )}
      </div>
      <Rows jobId={jobId} shown={shown} />
    </section>
  );
}

function Verdict({ result, takes }: { readonly result: Judged; readonly takes: number }) {
  const { t, listed } = useWords();
  const { refused, passedOver, sheetsPassedOver } = result;
  return (
    <>
      {refused.length > 0 && (
        <Alert type="error" showIcon role="alert" title={t('cards.refusedNext', { count: refused.length })} />
      )}
      {refused.length === 0 && takes === 0 && <Alert type="info" showIcon title={t('cards.nothingNew')} />}
      {passedOver.length > 0 && (
        <p className="soft">{t('cards.passedOver', { names: listed(passedOver) })}</p>
      )}
      {sheetsPassedOver.length > 0 && (
        <p className="soft">{t('cards.sheetsPassedOver', { names: listed(sheetsPassedOver) })}</p>
      )}
    </>
  );
}

function Rows({ jobId, shown }: { readonly jobId: string; readonly shown: Outcome | 'all' }) {
  const { t, say } = useWords();
  const whereOf = useRowWords();
  const changesOf = useChangeWords();
  const pages = useInfiniteQuery({
    queryKey: ['judged', jobId],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      call({ path: `cards/jobs/${jobId}/rows`, query: { page: pageParam }, reply: JudgedReply, signal }),
    getNextPageParam: (last, all) => (last.more ? all.length : undefined),
  });
  const all = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const rows = shown === 'all' ? all : all.filter(({ outcome }) => outcome === shown);
  const columns: TableColumnsType<JudgedRow> = [
    { key: 'row', title: t('cards.row'), width: 150, render: (_value, row) => whereOf(row) },
    {
      key: 'outcome',
      title: t('cards.outcome'),
      width: 110,
      render: (_value, { outcome }) => <Mark tone={TONES[outcome]}>{t(`cards.count.${outcome}`)}</Mark>,
    },
    {
      key: 'card',
      title: t('cards.fact.cardNumber'),
      width: 160,
      render: (_value, row) => (row.outcome === 'refused' ? t('shell.none') : row.cardNumber),
    },
    {
      key: 'why',
      title: t('cards.why'),
      render: (_value, row) =>
        row.outcome === 'refused'
          ? t('cards.refusedWhy', { column: row.column, why: say(row.why) })
          : changesOf(row.changes),
    },
  ];
  return (
    <>
      <AskFault asked={pages} />
      <OfficeTable<JudgedRow>
        label={t('cards.preview', { file: '' })}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.sheet} ${row.row}`}
        isLoading={pages.isLoading}
        empty={t('shell.none')}
      />
      {pages.hasNextPage && (
        <Button
          style={{ marginTop: 12 }}
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('cards.moreRows', { count: 1_000 })}
        </Button>
      )}
    </>
  );
}
