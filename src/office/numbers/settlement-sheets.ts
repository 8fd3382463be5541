import type { TFunction } from 'i18next';
import type { Sheet, SheetCell } from '../../domain/print/workbook.ts';
import type { SettlementReply } from '../../protocol/wire-reports.ts';
import { SUMS, sumCells } from './UsageTable.tsx';

interface Words {
  readonly t: TFunction<'office'>;
  readonly siteName: (id: string) => string;
  readonly itemName: (id: string) => string;
}

/** A settlement as a workbook: the items, what was corrected later, and amounts that the catalogue does not give. */
export function settlementSheets(
  { settlement, corrections }: SettlementReply,
  { t, siteName, itemName }: Words,
): readonly Sheet[] {
  const { siteId, month, items, total, wrongAmounts } = settlement;
  const names = SUMS.map((name) => t(`numbers.sum.${name}`));
  const yuan = (fen: number | null | undefined): SheetCell => (fen == null ? '' : { fen });
  return [
    {
      name: t('numbers.setTitle'),
      rows: [
        [t('numbers.site'), t('numbers.month'), t('numbers.item'), ...names],
        ...items.map((row) => [siteName(siteId), month, itemName(row.item), ...sumCells(row)]),
        [siteName(siteId), month, t('numbers.total'), ...sumCells(total)],
      ],
    },
    {
      name: t('numbers.correctionsLabel'),
      rows: [
        [
          t('numbers.item'),
          ...names.map((name) => `${name} ${t('numbers.keptSums')}`),
          ...names.map((name) => `${name} ${t('numbers.presentSums')}`),
        ],
        ...corrections.map(({ item, kept, now }) => [itemName(item), ...sumCells(kept), ...sumCells(now)]),
      ],
    },
    {
      name: t('numbers.wrongLabel'),
      rows: [
        [
          ...[t('numbers.entry'), t('numbers.item')],
          ...[t('numbers.recorded'), t('numbers.expected')].flatMap((name) => [
            `${name} ${t('numbers.sum.listFen')}`,
            `${name} ${t('numbers.sum.paidFen')}`,
          ]),
        ],
        ...wrongAmounts.map(({ journalId, seq, itemId, recorded, expected }) => [
          ...[`${journalId}#${seq}`, itemName(itemId), yuan(recorded.listFen), yuan(recorded.paidFen)],
          ...[yuan(expected?.listFen), yuan(expected?.paidFen)],
        ]),
      ],
    },
  ];
}
