import type { TFunction } from 'i18next';
import { yuanText } from '../../domain/base/money.ts';
import { ownValue } from '../../domain/base/own-value.ts';
import type { Text } from '../../domain/base/text.ts';
import type { SheetCell } from '../../domain/print/workbook.ts';
import { INSURANCES } from '../../domain/records/agreement-words.ts';
import type { Advance, AdvancesReport } from '../../protocol/wire-advances.ts';

export interface AdvanceWords {
  readonly t: TFunction<'office'>;
  readonly say: (text: Text) => string;
  readonly siteName: (id: string) => string;
  readonly itemName: (id: string) => string;
}

/** A newer district may know more kinds of insurance. */
export function insuranceText(insurance: string): Text {
  return ownValue(INSURANCES, insurance) ?? { zh: insurance, en: insurance };
}

/** The card is named by its last characters alone. */
export function cardText({ cardTail }: Advance, { t }: Pick<AdvanceWords, 't'>): string {
  return cardTail === null ? '—' : t('numbers.advances.tail', { tail: cardTail });
}

/** The list as lines of a workbook, with its total at the end. */
export function advanceCells(
  { advances, totalFen, unsettled }: AdvancesReport,
  words: AdvanceWords,
): SheetCell[][] {
  const { t, say, siteName, itemName } = words;
  const columns = ['date', 'number', 'card', 'item', 'insurance', 'amount', 'site', 'note'] as const;
  return [
    columns.map((name) => t(`numbers.advances.${name}`)),
    ...advances.map((row): SheetCell[] => [
      ...[
        row.date,
        row.number,
        cardText(row, words),
        itemName(row.itemId),
        say(insuranceText(row.insurance)),
      ],
      row.waivedFen === null ? t('numbers.advances.unsettled') : { fen: row.waivedFen },
      siteName(row.siteId),
      row.dissolvedOn === null ? '' : t('numbers.advances.dissolved', { on: row.dissolvedOn }),
    ]),
    [
      ...[t('numbers.advances.total'), '', '', '', ''],
      { fen: totalFen },
      '',
      unsettled === 0 ? '' : t('numbers.advances.totalNote', { count: unsettled }),
    ],
  ];
}

/** The list as lines of a CSV file. */
export function advanceLines(report: AdvancesReport, words: AdvanceWords): (string | number)[][] {
  return advanceCells(report, words).map((row) =>
    row.map((cell) => (typeof cell === 'object' ? Number(yuanText(cell.fen)) : cell)),
  );
}
