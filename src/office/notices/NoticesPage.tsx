import { getRouteApi } from '@tanstack/react-router';
import { App, Button, Input, Segmented, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { OfficeNotice } from '../../protocol/wire-notices.ts';
import { useStanding } from '../api/standing.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { AskFault, FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { byField, OfficeTable } from '../shell/OfficeTable.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { mayWrite } from '../shell/pages.ts';
import { minuteWords } from '../shell/times.ts';
import { stateOf, useNoticeChange, useNotices } from './use-notices.ts';
import { WriteNotice } from './WriteNotice.tsx';

const route = getRouteApi('/notices');
const SHOWS = ['current', 'over', 'all'] as const;
type Show = (typeof SHOWS)[number];
const TONES = { shown: 'good', waiting: 'look', over: 'plain', withdrawn: 'plain' } as const;

/** What the office tells its desks, and which desks have read it. */
export function NoticesPage() {
  const { t } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { standing } = useStanding();
  const [isWriting, setWriting] = useState(false);
  const asked = useNotices();
  const today = wallDateOf(asked.data?.serverTimeMs ?? Date.now());
  const show: Show = SHOWS.find((one) => one === search.show) ?? 'current';
  const all = asked.data?.notices ?? [];
  const rows = all.filter((notice) => isShown(notice, { show, today, words: search.q ?? '' }));
  const isWriter = mayWrite(standing);
  return (
    <>
      <PageHead title={t('notices.title')} about={t('notices.about')}>
        {isWriter && (
          <Button type="primary" onClick={() => setWriting(true)}>
            {t('notices.write')}
          </Button>
        )}
      </PageHead>
      <div className="bar">
        <Segmented<Show>
          aria-label={t('notices.showLabel')}
          value={show}
          options={SHOWS.map((value) => ({ value, label: t(`notices.show.${value}`) }))}
          onChange={(value) => void navigate({ search: (before) => ({ ...before, show: value }) })}
        />
        <Input.Search
          style={{ width: '18rem' }}
          allowClear
          aria-label={t('notices.search')}
          placeholder={t('notices.search')}
          value={search.q ?? ''}
          onChange={({ target }) =>
            void navigate({
              search: (before) => ({ ...before, q: target.value === '' ? undefined : target.value }),
              replace: true,
            })
          }
        />
        <span className="soft" role="status">
          {asked.data !== undefined && t('notices.count', { count: rows.length })}
        </span>
      </div>
      <AskFault asked={asked} />
      <OfficeTable<OfficeNotice>
        label={t('notices.title')}
        columns={useColumns(today, isWriter)}
        rows={rows}
        rowKey={({ noticeId }) => noticeId}
        isLoading={asked.isLoading}
        empty={all.length === 0 ? t('notices.empty') : t('notices.emptyFound')}
        sorted={search}
        onSort={({ sort, order }) => void navigate({ search: (before) => ({ ...before, sort, order }) })}
        detail={(notice) => <NoticeDetail notice={notice} />}
      />
      {isWriting && <WriteNotice today={today} onClose={() => setWriting(false)} />}
    </>
  );
}

function isShown(
  notice: OfficeNotice,
  { show, today, words }: { readonly show: Show; readonly today: string; readonly words: string },
): boolean {
  const state = stateOf(notice, today);
  const isCurrent = state === 'shown' || state === 'waiting';
  const isWanted = show === 'all' || isCurrent === (show === 'current');
  const found = `${notice.zh}\n${notice.en ?? ''}`.toLowerCase();
  return isWanted && found.includes(words.trim().toLowerCase());
}

function useColumns(today: string, isWriter: boolean): TableColumnsType<OfficeNotice> {
  const { t, language } = useWords();
  const { siteNames } = useNames();
  const readOf = ({ desks }: OfficeNotice) => desks.filter(({ readAtMs }) => readAtMs !== null).length;
  const columns: TableColumnsType<OfficeNotice> = [
    {
      key: 'words',
      title: t('notices.col.words'),
      width: 250,
      render: (_value, { zh, en, importance }) => (
        <div className="first-lines">
          {importance === 'important' && <Mark tone="look">{t('notices.important')}</Mark>}{' '}
          {language === 'en' ? (en ?? zh) : zh}
        </div>
      ),
    },
    {
      key: 'sites',
      title: t('notices.col.sites'),
      width: 140,
      render: (_value, { siteIds }) => (siteIds === null ? t('notices.allSites') : siteNames(siteIds)),
    },
    {
      key: 'from',
      title: t('notices.col.days'),
      width: 130,
      sorter: byField<OfficeNotice>(({ from }) => from),
      render: (_value, { from, until }) => (from === until ? from : `${from} – ${until}`),
    },
    {
      key: 'state',
      title: t('notices.col.state'),
      width: 100,
      render: (_value, notice) => {
        const state = stateOf(notice, today);
        return <Mark tone={TONES[state]}>{t(`notices.state.${state}`)}</Mark>;
      },
    },
    {
      key: 'read',
      title: t('notices.col.read'),
      width: 150,
      sorter: byField<OfficeNotice>(readOf),
      render: (_value, notice) =>
        notice.desks.length === 0
          ? t('notices.noDesks')
          : t('notices.readBy', { count: readOf(notice), of: notice.desks.length }),
    },
    {
      key: 'written',
      title: t('notices.col.written'),
      width: 170,
      sorter: byField<OfficeNotice>(({ writtenAtMs }) => writtenAtMs),
      render: (_value, { officer, writtenAtMs }) => (
        <>
          {minuteWords(writtenAtMs)}
          <br />
          <span className="soft">{officer}</span>
        </>
      ),
    },
  ];
  const action = {
    key: 'do',
    title: t('notices.col.do'),
    width: 80,
    render: (_value: unknown, notice: OfficeNotice) =>
      notice.withdrawnAtMs === null && notice.until >= today && <Withdraw notice={notice} />,
  };
  return isWriter ? [...columns, action] : columns;
}

function Withdraw({ notice }: { readonly notice: OfficeNotice }) {
  const { t } = useWords();
  const { modal, message } = App.useApp();
  const withdrawing = useNoticeChange(
    ({ noticeId }: OfficeNotice) => ({ path: `notices/${noticeId}/withdraw`, body: {} }),
    () => void message.success(t('notices.withdrawn')),
  );
  return (
    <>
      <Button
        size="small"
        aria-label={t('notices.withdrawLabel', { words: notice.zh })}
        loading={withdrawing.isPending}
        onClick={() =>
          void modal.confirm({
            title: t('notices.withdrawTitle'),
            content: t('notices.withdrawAbout', { words: notice.zh }),
            okText: t('notices.withdraw'),
            cancelText: t('shell.cancel'),
            onOk: () => withdrawing.mutate(notice),
          })
        }
      >
        {t('notices.withdraw')}
      </Button>
      {withdrawing.error !== null && <FaultNote fault={withdrawing.error} />}
    </>
  );
}

/** Which desks have read it, and when. */
function NoticeDetail({ notice }: { readonly notice: OfficeNotice }) {
  const { t } = useWords();
  const { zh, en, desks, withdrawnAtMs, withdrawnBy } = notice;
  return (
    <>
      <p>{zh}</p>
      {en !== null && <p>{t('shell.says', { name: t('notices.english'), value: en })}</p>}
      {withdrawnAtMs !== null && (
        <p>{t('notices.withdrawnBy', { officer: withdrawnBy, time: minuteWords(withdrawnAtMs) })}</p>
      )}
      <strong>{t('notices.desks')}</strong>
      <ul>
        {desks.map(({ kioskId, name, readAtMs }) => (
          <li key={kioskId}>
            {readAtMs === null
              ? t('notices.unread', { name })
              : t('notices.readAt', { name, time: minuteWords(readAtMs) })}
          </li>
        ))}
      </ul>
    </>
  );
}
