import type { TableColumnsType } from 'antd';
import type { UsageSums } from '../../protocol/wire-reports.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { SUMS, sumText, sumWidth } from './UsageTable.tsx';

type Row = UsageSums & { readonly item: string };

/** The items of a site's month; `total` if somebody has added them up, since persons do not add. */
export function ItemTable({ rows, total }: { readonly rows: readonly Row[]; readonly total?: UsageSums }) {
  const { t } = useWords();
  const { itemName } = useNames();
  const columns: TableColumnsType<Row> = [
    {
      key: 'item',
      title: t('numbers.item'),
      width: 140,
      render: (_value, { item }) => itemName(item),
    },
    ...SUMS.map((name) => ({
      key: name,
      title: t(`numbers.sum.${name}`),
      width: sumWidth(name),
      align: 'right' as const,
      render: (_value: unknown, row: Row) => sumText(name, row[name]),
    })),
  ];
  return (
    <OfficeTable<Row>
      label={t('numbers.setTitle')}
      columns={columns}
      rows={rows}
      rowKey={({ item }) => item}
      empty={t('numbers.empty')}
      width={700}
      {...(total === undefined
        ? {}
        : { total: [t('numbers.total'), ...SUMS.map((name) => sumText(name, total[name]))] })}
    />
  );
}
