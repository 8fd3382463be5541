import { type Cell, TableFault } from '../table/table.ts';
import { cellText } from './cell-text.ts';
import { type Field, headingMeans } from './headings.ts';

/** Where each field stands in a sheet, and what its heading is. */
export interface Columns {
  /** Both days of a card may stand in one column. */
  readonly at: ReadonlyMap<Field, readonly number[]>;
  /** As the file has them, by their place. */
  readonly headings: ReadonlyMap<number, string>;
  /** Headings of what is not kept. */
  readonly passedOver: readonly string[];
}

/** A row that may hold headings. */
export interface HeadingRow {
  readonly cells: readonly Cell[];
  /** What a merged cell to their left writes into cells, by their place. */
  readonly across?: ReadonlyMap<number, Cell>;
}

/**
 * The columns, where this row is the row of headings; null if it is none. Headings may stand on two rows, as 有效期 above 起
 * and 止: `above` is the row before, which may be a title as well. Throws `TableFault`.
 */
export function columnsIn(row: HeadingRow, above: HeadingRow | null = null): Columns | null {
  return columnsOf(headingsIn(row, above));
}

/** The columns, where this row has the lower headings of a row of headings; null if it has none. Throws `TableFault`. */
export function columnsBelow(row: HeadingRow, above: HeadingRow): Columns | null {
  const headings = headingsIn(row, above);
  return headings.some(({ isBelow, meaning }) => isBelow && meaning !== null) ? columnsOf(headings) : null;
}

/** True for a cell that says a heading once more, as on each printed page. */
export function isHeading(cell: Cell): boolean {
  const text = cellText(cell);
  // A row with a card number holds no headings. Most rows end here.
  return text !== null && !/[0-9]{4}/.test(text) && headingMeans(text) !== null;
}

interface Heading {
  readonly index: number;
  readonly text: string;
  readonly meaning: ReturnType<typeof headingMeans>;
  /** The wider heading above it, which covers several columns. */
  readonly group: string | null;
  /** True if it stands on the lower of two rows of headings. */
  readonly isBelow: boolean;
  /** True if the heading of the column to its left covers it too. */
  readonly isAcross: boolean;
}

function headingsIn(row: HeadingRow, above: HeadingRow | null): readonly Heading[] {
  const groups = groupsOver(row, above);
  const headings: Heading[] = [];
  const width = Math.max(
    row.cells.length,
    groups.length,
    ...[...(row.across?.keys() ?? [])].map((last) => last + 1),
  );
  for (let index = 0; index < width; index += 1) {
    const own = textAt(row, index);
    const upper = above === null || groups.length === 0 ? null : textAt(above, index);
    const text = own ?? upper;
    if (text === null) continue;
    const group = own === null || own === upper ? null : (groups[index] ?? null);
    const joined = group === null ? null : headingMeans(group + text);
    headings.push({
      index,
      text: joined === null ? text : group + text,
      meaning: joined ?? headingMeans(text),
      group,
      isBelow: group !== null,
      isAcross: (row.cells[index] ?? null) === null && row.across?.has(index) === true,
    });
  }
  return headings;
}

/** The headings above these columns; none where all stand under the same, which is a title. */
function groupsOver(row: HeadingRow, above: HeadingRow | null): readonly (string | null)[] {
  if (above === null) return [];
  const groups: (string | null)[] = [];
  for (let index = 0; index < Math.max(row.cells.length, above.cells.length); index += 1) {
    groups.push(textAt(above, index) ?? groups[index - 1] ?? null);
  }
  return new Set(groups).size > 1 ? groups : [];
}

function textAt({ cells, across }: HeadingRow, index: number): string | null {
  return cellText(cells[index] ?? across?.get(index) ?? null);
}

function columnsOf(headings: readonly Heading[]): Columns | null {
  const at = new Map<Field, Heading[]>();
  const passedOver: string[] = [];
  const validity: Heading[] = [];
  let twice: TableFault | null = null;
  for (const heading of headings) {
    const { meaning, text, group, isAcross } = heading;
    const taken = meaning === null || meaning === 'validity' ? undefined : at.get(meaning);
    if (meaning === null) passedOver.push(text);
    else if (meaning === 'validity') validity.push(heading);
    else if (taken === undefined) at.set(meaning, [heading]);
    else if (meaning === 'children') taken.push(heading);
    else if (isAcross) continue;
    // 层次 and 等级 often stand side by side and mean two things: the first is kept.
    else if (meaning === 'tier' || group !== taken[0]?.group) passedOver.push(text);
    else twice = twoColumns(text, taken[0]?.text ?? text);
  }
  // Two columns of this name are the first day and the last; one has both.
  const [from, until = from] = validity;
  if (from !== undefined && until !== undefined && !at.has('validFrom') && !at.has('validUntil')) {
    at.set('validFrom', [from]).set('validUntil', [until]);
  } else passedOver.push(...validity.map(({ text }) => text));
  if (!at.has('cardNumber') || at.size === 1) return null;
  if (twice !== null) throw twice;
  return {
    at: new Map([...at].map(([field, found]) => [field, found.map(({ index }) => index)])),
    headings: new Map(headings.map(({ index, text }) => [index, text])),
    passedOver,
  };
}

function twoColumns(heading: string, before: string): TableFault {
  return new TableFault('two-columns', {
    zh: `有两列是同一内容：“${before}”和“${heading}”。请只留一列`,
    en: `two columns say the same: ${before} and ${heading}: keep one of them`,
  });
}
