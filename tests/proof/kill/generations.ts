import { type CardNumber, cardNumberOf } from '../../../src/domain/card/card-number.ts';
import type { RosterChange, RosterRecord } from '../../../src/domain/card/roster-record.ts';
import type { Mark } from './subject.ts';

/** What a roster has taken: the snapshot of a generation, and how many deltas after it. */
export interface Taken {
  readonly generation: number;
  readonly deltas: number;
}

/** Cards of the whole district; every generation leaves some of them out, and other ones. */
export const CARDS = 3_000;
const CARDS_PER_PAGE = 250;

const LEFT_OUT_EVERY = 7;
const CHANGED_EVERY = 10;
const REMOVED_EVERY = 17;
const NUMBER_DIGITS = 8;
/** More than any generation gets before the next. */
const DELTAS_MAX = 10_000;
const YEAR_FIRST = 2000;

export function numberAt(index: number): CardNumber {
  return cardNumberOf(`LW${String(index).padStart(NUMBER_DIGITS, '0')}`);
}

/** The changes that the snapshot of a generation consists of, in pages. */
export function* snapshotPages(generation: number): Generator<readonly RosterChange[]> {
  let page: RosterChange[] = [];
  for (let index = 0; index < CARDS; index += 1) {
    if (isInSnapshot(generation, index)) page.push(putOf(index, { generation, deltas: 0 }));
    if (page.length < CARDS_PER_PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** What a delta changes: it puts every tenth card, with its own number in the record, and removes a few of them. */
export function deltaChanges({ generation, deltas }: Taken): readonly RosterChange[] {
  return touchedBy(deltas).map((index) =>
    isRemovedBy(deltas, index)
      ? { kind: 'remove', cardNumber: numberAt(index) }
      : putOf(index, { generation, deltas }),
  );
}

/** What every card of the district must be answered with; null where it must be unknown. */
export function expectedAt({ generation, deltas }: Taken): readonly (Taken | null)[] {
  const cards = Array.from({ length: CARDS }, (_, index): Taken | null =>
    isInSnapshot(generation, index) ? { generation, deltas: 0 } : null,
  );
  for (let delta = 1; delta <= deltas; delta += 1) {
    for (const index of touchedBy(delta)) {
      cards[index] = isRemovedBy(delta, index) ? null : { generation, deltas: delta };
    }
  }
  return cards;
}

/** Generations and their deltas are in the order of the district's commits. */
export function markOf(taken: Taken): Mark {
  return { cursor: cursorOf(taken), position: taken.generation * DELTAS_MAX + taken.deltas };
}

export function cursorOf({ generation, deltas }: Taken): string {
  return `g${generation}d${deltas}`;
}

/** Null for a cursor that no generation of ours has. */
export function takenOf(cursor: string | null): Taken | null {
  const [, generation, deltas] = cursor?.match(/^g(\d+)d(\d+)$/) ?? [];
  if (generation === undefined || deltas === undefined) return null;
  return { generation: Number(generation), deltas: Number(deltas) };
}

/** What tells one record from another: its days and its name say which generation and delta it came with. */
export function recordTextOf({
  validFrom,
  validUntil,
  name,
}: Pick<RosterRecord, 'validFrom' | 'validUntil'> & { readonly name: string | null }): string {
  return `${validFrom} ${validUntil} ${name}`;
}

export function recordAt(index: number, { generation, deltas }: Taken): RosterRecord {
  return {
    cardNumber: numberAt(index),
    status: 'active',
    validFrom: dayAt(generation),
    validUntil: dayAt(deltas),
    name: `甲${generation}乙${deltas}`,
    family: [],
  };
}

function putOf(index: number, taken: Taken): RosterChange {
  return { kind: 'put', record: recordAt(index, taken) };
}

function isInSnapshot(generation: number, index: number): boolean {
  return (index + generation) % LEFT_OUT_EVERY !== 0;
}

function touchedBy(delta: number): readonly number[] {
  return Array.from({ length: CARDS }, (_, index) => index).filter(
    (index) => (index + delta) % CHANGED_EVERY === 0,
  );
}

function isRemovedBy(delta: number, index: number): boolean {
  return (index + delta) % REMOVED_EVERY === 0;
}

/** The n-th day of a calendar with 28 days a month, which are dates in every month. */
function dayAt(n: number): string {
  const year = YEAR_FIRST + Math.floor(n / 336);
  const month = 1 + (Math.floor(n / 28) % 12);
  return `${year}-${String(month).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`;
}
