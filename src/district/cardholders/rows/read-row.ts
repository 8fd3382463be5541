import type { Text } from '../../../domain/base/text.ts';
import type { WallDate } from '../../../domain/base/wall-time.ts';
import type { CardNumberRules } from '../../../domain/card/card-form.ts';
import type { Cell, DayEpoch } from '../table/table.ts';
import type { CardDraft, RowProblem } from './card-draft.ts';
import { cellText, hasLongNumber, isFormulaFault, isGarbled, quotedText, wordsOrNone } from './cell-text.ts';
import type { Columns } from './columns.ts';
import { DAYS, dayOf, daysOf } from './day-cell.ts';
import { type Field, HEADINGS } from './headings.ts';
import {
  childrenIn,
  childrenInAll,
  FORMULA_FAILED,
  GARBLED,
  LONG_NUMBER,
  nameFault,
  nameOf,
  namesOf,
} from './name-cell.ts';
import { cardNumberIn } from './number-cell.ts';
import { statusOf } from './status-cell.ts';

export interface RowRules {
  readonly columns: Columns;
  readonly epoch: DayEpoch;
  readonly cardNumbers: CardNumberRules;
}

export type RowReading =
  /** `childNames` are for comparing rows of the same card, and are not kept. */
  | { readonly kind: 'draft'; readonly draft: CardDraft; readonly childNames: readonly string[] }
  | { readonly kind: 'refused'; readonly problems: readonly [RowProblem, ...RowProblem[]] }
  /** Only columns that are not kept have anything in them. */
  | { readonly kind: 'nothing' };

/** What a row says of a card. */
export function readRow(cells: readonly Cell[], rules: RowRules): RowReading {
  const { columns } = rules;
  const cellsOf = (field: Field): readonly Cell[] =>
    (columns.at.get(field) ?? []).map((index) => cells[index] ?? null);
  const isNothing = [...columns.at.keys()].every((field) =>
    cellsOf(field).every((cell) => cellText(cell) === null),
  );
  if (isNothing) return { kind: 'nothing' };
  const problems: RowProblem[] = [];
  const refuse = (field: Field, why: Text) => problems.push({ column: headingOf(columns, field), why });
  const [numberCell = null] = cellsOf('cardNumber');
  const number = cardNumberIn(numberCell, rules.cardNumbers);
  if (!number.ok)
    refuse('cardNumber', isFormulaFault(cellText(numberCell) ?? '') ? FORMULA_FAILED : number.why);
  const facts = {
    ...textFacts(cellsOf, refuse),
    ...dayFacts(cellsOf, rules, refuse),
    ...statusFact(cellsOf, refuse),
    ...familyFacts(cellsOf, refuse),
  };
  const [first, ...others] = problems;
  if (first !== undefined) return { kind: 'refused', problems: [first, ...others] };
  if (!number.ok) throw new Error('a row without a card number has a problem');
  const childNames = cellsOf('children').flatMap(namesOf);
  return { kind: 'draft', draft: { cardNumber: number.cardNumber, ...facts }, childNames };
}

/** The heading of a column as the file has it; if the file has none, as the template has it. */
export function headingOf({ at, headings }: Columns, field: Field): string {
  const [index] = at.get(field) ?? [];
  return (index === undefined ? undefined : headings.get(index)) ?? HEADINGS[field][0];
}

type CellsOf = (field: Field) => readonly Cell[];
type Refuse = (field: Field, why: Text) => void;

function textFacts(cellsOf: CellsOf, refuse: Refuse): Pick<CardDraft, 'name' | 'tier'> {
  const [nameCell = null] = cellsOf('name');
  const name = nameOf(nameCell);
  const fault = nameFault(nameCell, 'holder');
  if (fault !== null) refuse('name', fault);
  const [tierCell] = cellsOf('tier');
  const tier = tierCell === undefined ? undefined : wordsOrNone(tierCell);
  const tierWhy = typeof tier === 'string' ? tierFault(tier) : null;
  if (tierWhy !== null) refuse('tier', tierWhy);
  return { ...(name === null ? {} : { name }), ...(tier === undefined ? {} : { tier }) };
}

function dayFacts(
  cellsOf: CellsOf,
  { columns, epoch }: RowRules,
  refuse: Refuse,
): Pick<CardDraft, 'validFrom' | 'validUntil'> {
  const days: { validFrom?: WallDate; validUntil?: WallDate } = {};
  const isOneColumn =
    columns.at.has('validFrom') && columns.at.get('validFrom')?.[0] === columns.at.get('validUntil')?.[0];
  if (isOneColumn) {
    const [cell = null] = cellsOf('validFrom');
    const text = wordsOrNone(cell);
    const both = daysOf(cell, epoch);
    if (both !== null) return { validFrom: both[0], validUntil: both[1] };
    if (text !== null) refuse('validFrom', isFormulaFault(text) ? FORMULA_FAILED : noDays(quotedText(text)));
    return days;
  }
  for (const field of ['validFrom', 'validUntil'] as const) {
    const [cell = null] = cellsOf(field);
    const text = wordsOrNone(cell);
    if (text === null) continue;
    const day = dayOf(cell, epoch);
    if (day === null) refuse(field, isFormulaFault(text) ? FORMULA_FAILED : noDay(quotedText(text)));
    else days[field] = day;
  }
  return days;
}

function statusFact(cellsOf: CellsOf, refuse: Refuse): Pick<CardDraft, 'status'> {
  const [cell = null] = cellsOf('status');
  const status = statusOf(cell);
  const quoted = quotedText(cellText(cell) ?? '');
  if (status !== 'unknown') return status === null ? {} : { status };
  if (isFormulaFault(quoted)) refuse('status', FORMULA_FAILED);
  else
    refuse('status', {
      zh: `不认识的状态“${quoted}”，请写 有效、暂停、挂失、注销 或 已换发`,
      en: `no such status: ${quoted}; there are 有效 active, 暂停 suspended, 挂失 lost, 注销 revoked, 已换发 replaced`,
    });
  return {};
}

function familyFacts(cellsOf: CellsOf, refuse: Refuse): Pick<CardDraft, 'spouse' | 'children'> {
  const family: { spouse?: string | null; children?: number } = {};
  const [spouseCell] = cellsOf('spouse');
  if (spouseCell !== undefined) {
    const [spouse = null, ...others] = namesOf(spouseCell);
    const fault = nameFault(spouseCell, 'family');
    if (fault !== null) refuse('spouse', fault);
    else if (others.length > 0)
      refuse('spouse', { zh: '配偶只能有一人', en: 'there can be one spouse only' });
    else family.spouse = spouse;
  }
  const childCells = cellsOf('children');
  if (childCells.length > 0) {
    const counts = childCells.map(childrenIn);
    const wrong = counts.indexOf(null);
    if (wrong >= 0) refuse('children', nameFault(childCells[wrong] ?? null, 'family') ?? NO_CHILDREN);
    else {
      const children = childrenInAll(childCells);
      if (children === null) refuse('children', TWO_COUNTS);
      else family.children = children;
    }
  }
  return family;
}

function tierFault(tier: string): Text | null {
  if (isFormulaFault(tier)) return FORMULA_FAILED;
  if (hasLongNumber(tier)) return LONG_NUMBER;
  return isGarbled(tier) ? GARBLED : null;
}

const TWO_COUNTS: Text = {
  zh: '写的人数和姓名的个数不一样，请只留一种',
  en: 'it says another number of children than it names: keep one of them',
};

const NO_CHILDREN: Text = {
  zh: '看不出有几个子女，请写姓名或人数，如 2',
  en: 'it does not say how many children: write their names or a number, such as 2',
};

const YEARS = `${DAYS.from.slice(0, 4)}–${DAYS.until.slice(0, 4)}`;

function noDay(text: string): Text {
  return {
    zh: `“${text}”不是日历上的日期，或不在 ${YEARS} 年之间，请写成 2026-01-31`,
    en: `${text} is no day of the calendar, or not of the years ${YEARS}: write it as 2026-01-31`,
  };
}

function noDays(text: string): Text {
  return {
    zh: `“${text}”里看不出起止两个日期，请写成 2026-01-31至2028-12-31`,
    en: `${text} has not a first and a last day: write it as 2026-01-31至2028-12-31`,
  };
}
