import type { TableColumnsType } from 'antd';
import type { TFunction } from 'i18next';
import { yuanText } from '../../domain/base/money.ts';
import type { SheetCell } from '../../domain/print/workbook.ts';
import type { ReportKey, UsageReport, UsageSums } from '../../protocol/wire-reports.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { byField, OfficeTable } from '../shell/OfficeTable.tsx';

export const SUMS = ['uses', 'quantity', 'persons', 'listFen', 'paidFen', 'savedFen'] as const;
export type Sum = (typeof SUMS)[number];

/** All of them fit beside a name on a small page. */
export function sumWidth(name: Sum): number {
  return name.endsWith('Fen') ? 110 : 80;
}
type Row = UsageSums & { readonly [Key in ReportKey]?: string | undefined };

interface Names {
  readonly siteName: (id: string) => string;
  readonly itemName: (id: string) => string;
}

/** Counts as they are, money in yuan. */
export function sumText(name: Sum, value: number): string {
  return name.endsWith('Fen') ? yuanText(value) : String(value);
}

function keyText(key: ReportKey, row: Row, { siteName, itemName }: Names): string {
  const value = row[key] ?? '';
  if (key === 'site') return siteName(value);
  return key === 'item' ? itemName(value) : value;
}

/** The rows of a report; the total stays at the end. */
export function UsageTable({ report }: { readonly report: UsageReport }) {
  const { t } = useWords();
  const names = useNames();
  const { by, rows, total } = report;
  const columns: TableColumnsType<Row> = [
    ...by.map((key) => ({
      key,
      title: t(`numbers.by.${key}`),
      width: 180,
      sorter: byField<Row>((row) => keyText(key, row, names)),
      render: (_value: unknown, row: Row) => keyText(key, row, names),
    })),
    ...SUMS.map((name) => ({
      key: name,
      title: t(`numbers.sum.${name}`),
      width: sumWidth(name),
      align: 'right' as const,
      sorter: byField<Row>((row) => row[name]),
      render: (_value: unknown, row: Row) => sumText(name, row[name]),
    })),
  ];
  return (
    <OfficeTable<Row>
      label={t('numbers.title')}
      columns={columns}
      rows={rows}
      rowKey={(row) => by.map((key) => row[key]).join(' ')}
      total={[
        ...by.map((key, index) => (index === 0 ? t('numbers.total') : <span key={key} />)),
        ...SUMS.map((name) => sumText(name, total[name])),
      ]}
      empty={t('numbers.empty')}
    />
  );
}

/** The same as lines of a workbook. */
export function usageCells(
  { by, rows, total }: UsageReport,
  { t, ...names }: Names & { readonly t: TFunction<'office'> },
): SheetCell[][] {
  return [
    [...by.map((key) => t(`numbers.by.${key}`)), ...SUMS.map((name) => t(`numbers.sum.${name}`))],
    ...rows.map((row) => [...by.map((key) => keyText(key, row, names)), ...sumCells(row)]),
    [...by.map((_, index) => (index === 0 ? t('numbers.total') : '')), ...sumCells(total)],
  ];
}

/** The same as lines of a CSV file. */
export function usageRows(
  report: UsageReport,
  words: Names & { readonly t: TFunction<'office'> },
): (string | number)[][] {
  return usageCells(report, words).map((row) =>
    row.map((cell) => (typeof cell === 'object' ? Number(yuanText(cell.fen)) : cell)),
  );
}

/** Counts as they are, money in yuan; zeros where there are no sums. */
export function sumCells(sums: UsageSums | null): SheetCell[] {
  return SUMS.map((name) => {
    const value = sums?.[name] ?? 0;
    return name.endsWith('Fen') ? { fen: value } : value;
  });
}
