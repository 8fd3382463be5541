import { describe, expect, it } from 'vitest';
import {
  isWholeList,
  type ListDetail,
  type ListFilter,
  WHOLE_LIST,
} from '../../../src/domain/journal/fold/day-list.ts';
import { foundUses } from '../../../src/domain/journal/fold/find-uses.ts';
import type { RecordedUse } from '../../../src/domain/journal/fold/recorded-uses.ts';

const WANG = 'a'.repeat(32);
const LI = 'b'.repeat(32);
const CARD = 'ab'.repeat(16);
const OTHER_CARD = 'cd'.repeat(16);
const NAMES = new Map([
  [WANG, '王芳'],
  [LI, 'Li Lei'],
]);

function use(seq: number, more: Partial<RecordedUse> = {}, body: Partial<RecordedUse['body']> = {}) {
  return {
    ...{ seq, siteId: 'xijiao-pool', recordedAt: 0, voidedBySeq: null, ...more },
    body: { itemId: 'outdoor-ticket', cardRef: CARD, ...body },
  } as RecordedUse;
}

const USES = [
  use(128, { voidedBySeq: 130 }),
  use(12, {}, { itemId: 'indoor-ticket', cardRef: OTHER_CARD }),
  use(3, {}, { cardRef: OTHER_CARD }),
];
const MADE = { by: WANG, approvedBy: null };
const DETAILS = new Map<number, ListDetail>([
  [128, { ...MADE, tail: '001E', voided: { by: LI, approvedBy: WANG, at: 0, reason: 'mistyped' } }],
  [12, { by: null, approvedBy: null, tail: '8K12', voided: null }],
]);

function found(change: Partial<ListFilter>, deliveredUpToSeq = 1_000): readonly number[] {
  const uses = foundUses(
    USES,
    { ...WHOLE_LIST, ...change },
    {
      deliveredUpToSeq,
      numberOf: (seq) => `A1-${seq}`,
      detailOf: (seq) => DETAILS.get(seq),
      memberName: (id) => NAMES.get(id) ?? null,
      namesOfItem: ({ body }) =>
        body.itemId === 'indoor-ticket' ? ['室内馆门票', 'Indoor hall'] : ['露天池门票', 'Outdoor pool'],
    },
  );
  return uses.map(({ seq }) => seq);
}

describe('what is typed', () => {
  it.each([
    ['', [128, 12, 3]],
    [' ', [128, 12, 3]],
    ['001e', [128]],
    ['１Ｅ', [128]],
    ['LW20260001001E', [128]],
    ['A1-12', [12]],
    ['a1 - 12', [12]],
    ['B2-12', []],
    ['3', [3]],
    ['130', [128]],
    ['室内', [12]],
    ['indoor H', [12]],
    ['王', [128]],
    ['li lei', [128]],
    ['韩梅梅', []],
  ])('finds for %j the end of a card, a whole number, an item or a member', (text, seqs) => {
    expect(found({ text })).toEqual(seqs);
  });

  it('finds 12 by the end of its card and by its number, and not 128', () => {
    expect(found({ text: '12' })).toEqual([12]);
  });
});

it('a card finds what all cards of its holder did', () => {
  const card = { text: 'x', tail: '001E', cardRefs: [CARD] };
  expect(found({ card })).toEqual([128]);
  expect(found({ card: { ...card, cardRefs: [CARD, OTHER_CARD] } })).toEqual([128, 12, 3]);
});

it('a member finds what the member recorded or took back', () => {
  expect(found({ memberId: WANG })).toEqual([128]);
  expect(found({ memberId: LI })).toEqual([128]);
  expect(found({ memberId: 'c'.repeat(32) })).toEqual([]);
});

it('states leave out what is not voided, not valid, or already uploaded with its void', () => {
  expect(found({ state: 'voided' })).toEqual([128]);
  expect(found({ state: 'standing' })).toEqual([12, 3]);
  expect(found({ state: 'waiting' }, 129)).toEqual([128]);
  expect(found({ state: 'waiting' }, 130)).toEqual([]);
  expect(found({ state: 'waiting' }, 11)).toEqual([128, 12]);
});

it('parts of a filter count together, and only an empty one shows the whole list', () => {
  expect(found({ itemId: 'outdoor-ticket', state: 'standing' })).toEqual([3]);
  expect(isWholeList({ ...WHOLE_LIST, text: '  ' })).toBe(true);
  expect(isWholeList({ ...WHOLE_LIST, state: 'voided' })).toBe(false);
});
