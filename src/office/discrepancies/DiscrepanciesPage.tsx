import { getRouteApi } from '@tanstack/react-router';
import { Segmented, Select, type TableColumnsType } from 'antd';
import { Discrepancy } from '../../protocol/wire-limits.ts';
import { useStanding } from '../api/standing.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { AskFault } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { seesQuarantine } from '../shell/pages.ts';
import { minuteWords } from '../shell/times.ts';
import { DiscrepancyDetail } from './DiscrepancyDetail.tsx';
import { Quarantine } from './Quarantine.tsx';
import { useDiscrepancies } from './use-discrepancies.ts';

const route = getRouteApi('/discrepancies');
const KINDS = Discrepancy.shape.kind.options;

/** What an officer must look into, and what lies in quarantine. */
export function DiscrepanciesPage() {
  const { t, say } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const names = useNames();
  const { standing } = useStanding();
  const isOpen = search.closed !== true;
  const asked = useDiscrepancies(isOpen);
  const all = asked.data ?? [];
  const rows = all.filter(
    ({ kind, subject }) =>
      (search.kind === undefined || kind === search.kind) &&
      (search.site === undefined || subject.siteId === search.site),
  );
  const columns = useColumns();
  const orAll = (value: string) => (value === '' ? undefined : value);
  return (
    <>
      <PageHead title={t('discrepancies.title')} about={t('discrepancies.about')} />
      <div className="bar">
        <Segmented
          aria-label={t('discrepancies.col.state')}
          value={isOpen ? 'open' : 'closed'}
          options={[
            { value: 'open', label: t('discrepancies.open') },
            { value: 'closed', label: t('discrepancies.closed') },
          ]}
          onChange={(value) =>
            void navigate({
              search: (before) => ({ ...before, closed: value === 'closed' ? true : undefined }),
            })
          }
        />
        <Select
          style={{ width: '16rem' }}
          aria-label={t('discrepancies.kindFilter')}
          value={search.kind ?? ''}
          options={[
            { value: '', label: t('shell.allOf', { name: t('discrepancies.kindFilter') }) },
            ...KINDS.map((value) => ({ value, label: t(`discrepancies.kind.${value}`) })),
          ]}
          onChange={(kind) => void navigate({ search: (before) => ({ ...before, kind: orAll(kind) }) })}
        />
        <Select
          style={{ width: '16rem' }}
          aria-label={t('discrepancies.siteFilter')}
          value={search.site ?? ''}
          options={[
            { value: '', label: t('shell.allOf', { name: t('discrepancies.siteFilter') }) },
            ...names.sites.map((site) => ({ value: site.id, label: say(site.name) })),
          ]}
          onChange={(site) => void navigate({ search: (before) => ({ ...before, site: orAll(site) }) })}
        />
        <span className="soft" role="status">
          {asked.data !== undefined && t('discrepancies.count', { count: rows.length })}
        </span>
      </div>
      <AskFault asked={asked} />
      <OfficeTable<Discrepancy>
        label={t('discrepancies.title')}
        columns={columns}
        rows={rows}
        rowKey={({ discrepancyId }) => discrepancyId}
        isLoading={asked.isLoading}
        empty={
          all.length > 0
            ? t('discrepancies.emptyFound')
            : t(isOpen ? 'discrepancies.empty' : 'discrepancies.emptyClosed')
        }
        detail={(one) => <DiscrepancyDetail discrepancy={one} />}
      />
      {seesQuarantine(standing) && <Quarantine />}
    </>
  );
}

function useColumns(): TableColumnsType<Discrepancy> {
  const { t, language } = useWords();
  const { siteName, itemName } = useNames();
  return [
    {
      key: 'changed',
      title: t('discrepancies.col.changed'),
      width: 150,
      render: (_value, { changedAtMs }) => minuteWords(changedAtMs),
    },
    {
      key: 'kind',
      title: t('discrepancies.col.kind'),
      width: 180,
      render: (_value, { kind }) => <strong>{t(`discrepancies.kind.${kind}`)}</strong>,
    },
    {
      key: 'where',
      title: t('discrepancies.col.where'),
      width: 130,
      render: (_value, { subject }) => siteName(subject.siteId),
    },
    {
      key: 'about',
      title: t('discrepancies.col.about'),
      render: (_value, { subject: { itemId, date, court } }) =>
        [
          ...(itemId === null ? [] : [itemName(itemId)]),
          ...(date === null ? [] : [date]),
          ...(court === null ? [] : [t('discrepancies.courtNo', { court })]),
        ].join(language === 'zh' ? '，' : ', '),
    },
    {
      key: 'state',
      title: t('discrepancies.col.state'),
      width: 110,
      render: (_value, { closedAtMs, words }) =>
        closedAtMs === null ? (
          words.at(-1)?.asked ? (
            <Mark tone="look">{t('discrepancies.askedOne', { asked: words.at(-1)?.asked })}</Mark>
          ) : (
            <Mark tone="bad">{t('discrepancies.open')}</Mark>
          )
        ) : (
          <Mark tone="good">{t('discrepancies.closed')}</Mark>
        ),
    },
  ];
}
