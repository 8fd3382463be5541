import type { CardNumberRules } from '../../../domain/card/card-form.ts';
import type { Cell } from '../table/table.ts';
import type { RowProblem } from './card-draft.ts';
import type { Columns } from './columns.ts';
import { cardNumberIn } from './number-cell.ts';

/**
 * What is wrong with a cell that holds whole rows, because a quote in it is not closed; null if none does. Without this
 * the rows would be lost in silence.
 */
export function swallowedRow(
  cells: readonly Cell[],
  { headings }: Columns,
  cardNumbers: CardNumberRules,
): RowProblem | null {
  for (const [index, cell] of cells.entries()) {
    if (typeof cell !== 'string' || !/[\r\n]/.test(cell)) continue;
    const [, ...lines] = cell.split(/\r\n|\n|\r/);
    const isRow = (line: string) => {
      const parts = line.split(/[,;\t，|]/);
      return parts.length > 2 && parts.some((part) => cardNumberIn(part, cardNumbers).ok);
    };
    if (!lines.some(isRow)) continue;
    return {
      column: headings.get(index) ?? String(index + 1),
      why: {
        zh: `这一格的引号没有成对，后面的 ${lines.length} 行被当成了这一格的内容。请补上或删去引号`,
        en: `a quote in this cell is not closed, so that the next ${lines.length} lines became a part of it: close the quote, or take it out`,
      },
    };
  }
  return null;
}
