import { yuanText } from '../../domain/base/money.ts';
import { paymentWords } from '../../domain/base/payment-way.ts';
import type { ClosingView } from '../../protocol/wire-closings.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { type SiteSums, siteSumsOf } from './closing-sums.ts';

/** What the desks of each site closed together: a site may have several, and each closes for itself. */
export function ClosingSiteSums({ closings }: { readonly closings: readonly ClosingView[] }) {
  const { t, say, apart } = useWords();
  const { siteName } = useNames();
  const sums = siteSumsOf(closings);
  if (sums.length === 0) return null;
  return (
    <OfficeTable<SiteSums>
      label={t('numbers.closings.sums')}
      columns={[
        { key: 'site', title: t('numbers.closings.site'), render: (_value, row) => siteName(row.siteId) },
        { key: 'count', title: t('numbers.closings.count'), align: 'right', dataIndex: 'closings' },
        { key: 'uses', title: t('numbers.closings.uses'), align: 'right', dataIndex: 'uses' },
        {
          key: 'taken',
          title: t('numbers.closings.taken'),
          align: 'right',
          render: (_value, row) => yuanText(row.takenFen),
        },
        {
          key: 'ways',
          title: t('numbers.closings.ways'),
          render: (_value, { ways }) =>
            apart(ways.map(({ way, fen }) => `${say(paymentWords(way))} ${yuanText(fen)}`)),
        },
      ]}
      rows={sums}
      rowKey={({ siteId }) => siteId}
      isLoading={false}
      empty={t('numbers.closings.none')}
    />
  );
}
