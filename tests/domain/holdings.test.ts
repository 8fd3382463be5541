import { describe, expect, test } from 'vitest';
import { instantOf } from '../../src/domain/base/wall-time.ts';
import { decide } from '../../src/domain/decision/decide.ts';
import type { GivenChoice, ItemDecision, PastUse } from '../../src/domain/decision/decision.ts';
import { courtsGivenIn } from '../../src/domain/decision/item-details.ts';
import type { Holdings } from '../../src/domain/shared/holdings.ts';
import type { HeldElsewhere, Lease } from '../../src/domain/shared/lease.ts';
import type { CardRight } from '../../src/domain/shared/right.ts';
import { CARD } from './desk.ts';
import { shipped } from './shipped.ts';

const GYM = 'liwan-gymnasium';
const TCM = 'liwan-tcm-hospital';
const NOW = '2026-11-23T20:00';
const TONIGHT = { siteId: GYM, itemId: 'badminton-free', date: '2026-11-23' };
/** The free hour, on the courts that it shares with the discounted one. */
const HOUR = { siteId: GYM, resourceId: 'gymnasium-badminton', date: TONIGHT.date, from: 1320, to: 1380 };
const NOTHING: Holdings = { courts: { leases: [], elsewhere: [] }, rights: [] };

function lease(court: number, change: Partial<Lease> = {}): Lease {
  return { ...HOUR, court, serial: court, recalled: false, ...change };
}

function given(...courts: number[]): PastUse {
  const quantity = Math.max(1, courts.length);
  const use: PastUse = { ...TONIGHT, person: 'holder', quantity };
  return courts.length === 0 ? use : { ...use, courts };
}

interface Case {
  readonly siteId?: string;
  readonly itemId?: string;
  readonly leases?: readonly Lease[];
  readonly elsewhere?: readonly HeldElsewhere[];
  readonly rights?: readonly CardRight[];
  readonly uses?: readonly PastUse[];
  readonly choice?: GivenChoice;
  readonly holdings?: Holdings | null;
}

function answer(one: Case): ItemDecision {
  const {
    siteId = GYM,
    itemId = 'badminton-free',
    leases = [],
    elsewhere = [],
    rights = [],
    uses = [],
  } = one;
  const holdings = one.holdings === undefined ? { courts: { leases, elsewhere }, rights } : one.holdings;
  const { items } = decide({
    catalogue: shipped(),
    siteId,
    lookup: { kind: 'found', record: CARD },
    at: instantOf(NOW),
    dataAgeMs: 0,
    counters: { ofCard: uses, atDesk: uses },
    ...(holdings === null ? {} : { holdings }),
    choices: { [itemId]: one.choice ?? {} },
  });
  const item = items.find((candidate) => candidate.itemId === itemId);
  if (item === undefined) throw new Error(`no ${itemId}`);
  return item;
}

function inShort(one: Case): string {
  const item = answer(one);
  const why = item.kind === 'no' ? ` ${item.reason.kind}` : '';
  const asks = item.kind === 'ask' ? ` ${item.asks.map((ask) => ask.kind).join('+')}` : '';
  return `${item.kind}${why}${asks} [${courtsGivenIn(item).join(',')}]`;
}

describe('the courts that a kiosk holds', () => {
  test.each<[string, Case, string]>([
    ['gives the first of two', { leases: [lease(1), lease(2)] }, 'yes [1]'],
    ['gives the other once one is taken', { leases: [lease(1), lease(2)], uses: [given(1)] }, 'yes [2]'],
    ['gives the one that it holds', { leases: [lease(2)] }, 'yes [2]'],
    ['gives the one that was chosen', { leases: [lease(1), lease(2)], choice: { court: 2 } }, 'yes [2]'],
    [
      'gives the first where the chosen one is taken',
      { leases: [lease(1), lease(2)], uses: [given(2)], choice: { court: 2 } },
      'yes [1]',
    ],
    ['gives no court that it does not hold', { leases: [lease(1)], choice: { court: 2 } }, 'yes [1]'],
    ['gives a recalled one last', { leases: [lease(1, { recalled: true }), lease(2)] }, 'yes [2]'],
    ['gives a recalled one still', { leases: [lease(1, { recalled: true })] }, 'yes [1]'],
    ['gives two to one holder', { leases: [lease(1), lease(2)], choice: { quantity: 2 } }, 'yes [1,2]'],
    ['is full when all are taken', { leases: [lease(1), lease(2)], uses: [given(1, 2)] }, 'no slot-full []'],
    ['counts a use that names no court', { leases: [lease(1), lease(2)], uses: [given()] }, 'yes [1]'],
    [
      'knows that another desk gives them',
      { elsewhere: [1, 2].map((court) => ({ ...HOUR, court, silentSince: null })) },
      'no court-not-held []',
    ],
    [
      'has none of a day it was not given',
      { leases: [lease(1, { date: '2026-11-24' })] },
      'no court-not-held []',
    ],
    [
      'has none of another item',
      { leases: [lease(1, { resourceId: 'gymnasium-table-tennis' })] },
      'no court-not-held []',
    ],
    [
      'names the other desk once its own are taken',
      { leases: [lease(1)], uses: [given(1)], elsewhere: [{ ...HOUR, court: 2, silentSince: null }] },
      'no court-not-held []',
    ],
    [
      'says how many are left of too many',
      { leases: [lease(1)], choice: { quantity: 2 } },
      'no slot-full [1]',
    ],
    ['counts all courts where one desk counts for all', { holdings: null }, 'yes [1]'],
  ])('%s', (_name, one, expected) => {
    expect(inShort(one)).toBe(expected);
  });

  test('are offered by number, whichever is given first', () => {
    const offered = (one: Case): readonly number[] => {
      const { details } = answer(one);
      return details.kind === 'in-slot' ? details.courtsFree : [];
    };
    expect(offered({ leases: [lease(1, { recalled: true }), lease(2)] })).toEqual([1, 2]);
    expect(offered({ leases: [lease(1), lease(2)], uses: [given(1)] })).toEqual([2]);
    expect(offered({ leases: [lease(1), lease(2)], uses: [given(1, 2)] })).toEqual([]);
  });

  test('says in words who gives the courts, or that the line is needed first', () => {
    const words = (one: Case): string => {
      const item = answer(one);
      return item.kind === 'no' ? item.reason.text.zh : item.kind;
    };
    expect(words({ elsewhere: [1, 2].map((court) => ({ ...HOUR, court, silentSince: null })) })).toBe(
      '今晚的免费场地由另一台电脑发放。请到那边办理，或联网时按 Enter 申请',
    );
    expect(words({ holdings: NOTHING })).toBe('本机还没有今晚的免费场地。请联网后再试，或按 Enter 申请');
  });
});

describe('the right to a check-up', () => {
  const right = (change: Partial<CardRight> = {}): CardRight => ({
    cardRef: 'ab',
    itemId: 'check-up',
    year: '2026',
    siteId: TCM,
    used: false,
    ...change,
  });
  const used: PastUse = {
    siteId: TCM,
    itemId: 'check-up',
    person: 'holder',
    quantity: 1,
    date: '2026-03-01',
  };

  test.each<[string, Case, string]>([
    ['is a use at the hospital that the holder chose', { rights: [right()] }, 'yes []'],
    ['is to be claimed where nobody chose', {}, 'ask claim-right []'],
    ['of last year says nothing of this one', { rights: [right({ year: '2025' })] }, 'ask claim-right []'],
    [
      'is not given at another hospital',
      { rights: [right({ siteId: 'liwan-central-hospital' })] },
      'no right-elsewhere []',
    ],
    ['is gone once used', { rights: [right({ used: true })] }, 'no quota-used []'],
    ['is gone where this desk itself has given it', { uses: [used] }, 'no quota-used []'],
    ['needs no claim in a quotation', { holdings: null }, 'yes []'],
  ])('%s', (_name, one, expected) => {
    expect(inShort({ ...one, siteId: TCM, itemId: 'check-up' })).toBe(expected);
  });

  test('names the hospital that was chosen', () => {
    const rights = [right({ siteId: 'liwan-central-hospital' })];
    const item = answer({ rights, siteId: TCM, itemId: 'check-up' });
    expect(item.kind === 'no' && item.reason.text.zh).toBe(
      '本年度名额已选定在荔湾中心医院，请到该院办理；要改选请联系区人社部门',
    );
  });
});
