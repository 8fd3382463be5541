import type { Text } from '../../../domain/base/text.ts';
import type { WallDate } from '../../../domain/base/wall-time.ts';
import type { CardNumber } from '../../../domain/card/card-number.ts';
import type { StatusWord } from './status-cell.ts';

/** What a row says of a card. An absent field stays as it is; null means that the card has no such fact. */
export interface CardDraft {
  readonly cardNumber: CardNumber;
  readonly name?: string;
  readonly tier?: string | null;
  readonly validFrom?: WallDate;
  readonly validUntil?: WallDate;
  readonly status?: StatusWord;
  readonly spouse?: string | null;
  /** The number of children. The district keeps no names of them. */
  readonly children?: number;
}

/** Where a row stands in its file. */
export interface RowPlace {
  /** Null in a file without sheets. */
  readonly sheet: string | null;
  /** The number of the row, as a spreadsheet shows it. */
  readonly row: number;
}

/** What is wrong in a row; `column` is the heading. */
export interface RowProblem {
  readonly column: string;
  readonly why: Text;
}

/** A row that is not taken. The column is that of its first problem, and the words name all problems. */
export interface RefusedRow extends RowPlace, RowProblem {}

export function refusedRow(
  { sheet, row }: RowPlace,
  problems: readonly [RowProblem, ...RowProblem[]],
): RefusedRow {
  const [first, ...others] = problems;
  const zh = [first.why.zh, ...others.map(({ column, why }) => `${column}：${why.zh}`)].join('；');
  const en = [first.why.en, ...others.map(({ column, why }) => `${column}: ${why.en}`)].join('; ');
  return { sheet, row, column: first.column, why: { zh, en } };
}
