import { Link } from '@tanstack/react-router';
import type { TableColumnsType } from 'antd';
import { RECORD_STANDINGS, type RecordStanding } from '../../domain/records/record-standing.ts';
import type { RecordTally } from '../../protocol/wire-office-records.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { byField, OfficeTable } from '../shell/OfficeTable.tsx';

/** How many records each site has to look after; a number leads to them. */
export function SiteTallies({ tallies }: { readonly tallies: readonly RecordTally[] }) {
  const { t } = useWords();
  const { siteName } = useNames();
  if (tallies.length === 0) return null;
  const sumOf = (standing: RecordStanding) => tallies.reduce((sum, tally) => sum + tally[standing], 0);
  const columns: TableColumnsType<RecordTally> = [
    {
      key: 'site',
      title: t('records.col.site'),
      width: 220,
      sorter: byField(({ siteId }) => siteName(siteId)),
      render: (_value, { siteId }) => siteName(siteId),
    },
    ...RECORD_STANDINGS.map((standing): TableColumnsType<RecordTally>[number] => ({
      key: standing,
      title: t(`records.show.${standing}`),
      width: 100,
      align: 'right',
      sorter: byField<RecordTally>((tally) => tally[standing]),
      render: (_value, tally) =>
        tally[standing] === 0 ? (
          0
        ) : (
          <Link
            to="/records"
            search={(before) => ({ ...before, site: tally.siteId, show: standing })}
            aria-label={t('shell.says', {
              name: `${siteName(tally.siteId)} ${t(`records.show.${standing}`)}`,
              value: tally[standing],
            })}
          >
            {tally[standing]}
          </Link>
        ),
    })),
  ];
  return (
    <OfficeTable<RecordTally>
      label={t('records.bySite')}
      columns={columns}
      rows={tallies}
      rowKey={({ siteId }) => siteId}
      empty={t('records.empty')}
      total={[t('records.col.sum'), ...RECORD_STANDINGS.map(sumOf)]}
    />
  );
}
