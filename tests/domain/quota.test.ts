import { describe, expect, test } from 'vitest';
import type { PastUse } from '../../src/domain/decision/decision.ts';
import { answerFor, itemFor } from './desk.ts';

function used(siteId: string, itemId: string, date: string, more: Partial<PastUse> = {}): PastUse {
  return { siteId, itemId, person: 'holder', quantity: 1, date, ...more };
}

function refusalOf(itemId: string, given: Parameters<typeof itemFor>[1]) {
  const item = itemFor(itemId, given);
  if (item.kind !== 'no') return item.kind;
  return { ruleId: item.ruleId, clause: item.clause, ...item.reason };
}

describe('one free check-up a year', () => {
  const desk = { site: 'liwan-tcm-hospital', now: '2026-06-01T09:00' } as const;

  test('is refused a second time in the same year, at any of the hospitals', () => {
    expect(answerFor('check-up', desk)).toBe('yes 0/0');
    const elsewhere = [used('liwan-central-hospital', 'check-up', '2026-01-01')];
    expect(refusalOf('check-up', { ...desk, ofCard: elsewhere })).toEqual({
      ruleId: 'check-up-once-a-year',
      clause: '8.3',
      kind: 'quota-used',
      text: {
        zh: '2026 年度已使用 1 次，名额已用完',
        en: 'Used 1 of 1 times in 2026: nothing is left this year',
      },
    });
  });

  test('is free again in the next year', () => {
    const lastDay = [used('liwan-tcm-hospital', 'check-up', '2025-12-31')];
    expect(answerFor('check-up', { ...desk, now: '2026-01-01T09:00', ofCard: lastDay })).toBe('yes 0/0');
    expect(answerFor('check-up', { ...desk, now: '2025-12-31T23:59', ofCard: lastDay })).toBe(
      'no quota-used',
    );
  });

  test('is not used up by other services or other sites', () => {
    const others = [
      used('liwan-tcm-hospital', 'registration', '2026-05-01'),
      used('somewhere-else', 'check-up', '2026-05-01'),
    ];
    expect(answerFor('check-up', { ...desk, ofCard: others })).toBe('yes 0/0');
  });
});

describe('two courts a slot', () => {
  const desk = { site: 'liwan-gymnasium', now: '2026-11-23T19:00' } as const;
  const tonight = (quantity: number, date = '2026-11-23') => [
    used('liwan-gymnasium', 'badminton-free', date, { quantity }),
  ];

  test('are given away until none is left', () => {
    expect(answerFor('badminton-free', { ...desk, atDesk: tonight(1) })).toBe('yes 0/0');
    expect(answerFor('badminton-free', { ...desk, atDesk: [...tonight(1), ...tonight(1)] })).toBe(
      'no slot-full',
    );
    expect(answerFor('badminton-free', { ...desk, atDesk: tonight(1) }, { quantity: 2 })).toBe(
      'no slot-full',
    );
    expect(answerFor('badminton-free', desk, { quantity: 2 })).toBe('yes 0/0');
  });

  test('limit what may be counted up to', () => {
    expect(itemFor('badminton-free', desk).quantityMax).toBe(2);
    expect(itemFor('badminton-free', { ...desk, atDesk: tonight(1) }).quantityMax).toBe(1);
    expect(itemFor('badminton-free', { ...desk, atDesk: tonight(3) }).quantityMax).toBe(1);
  });

  test('are those of the day, the site and the game', () => {
    const others = [
      ...tonight(2, '2026-11-22'),
      used('liwan-gymnasium', 'table-tennis-free', '2026-11-23', { quantity: 2 }),
      used('other-gymnasium', 'badminton-free', '2026-11-23', { quantity: 2 }),
    ];
    expect(answerFor('badminton-free', { ...desk, atDesk: others })).toBe('yes 0/0');
  });

  test.each([
    [
      'badminton-free',
      '2026-11-28T19:00',
      undefined,
      '今晚的免费场地已订满',
      'All free courts of tonight are taken',
    ],
    [
      'badminton-discount',
      '2026-11-28T11:00',
      undefined,
      '今天的优惠场地已订满',
      'All discounted courts of today are taken',
    ],
    [
      'table-tennis-discount',
      '2026-11-28T11:00',
      undefined,
      '今晚的优惠球台已订满',
      'All discounted tables of tonight are taken',
    ],
    [
      'badminton-free',
      '2026-11-27T19:00',
      '2026-11-28T22:00',
      '11-28（周六）的免费场地已订满',
      'All free courts of Saturday 11-28 are taken',
    ],
  ])('%s asked at %s are told to be full', (itemId, now, start, zh, en) => {
    const given = {
      ...desk,
      now,
      atDesk: [used('liwan-gymnasium', itemId, '2026-11-28', { quantity: 2 })],
      choices: { [itemId]: start === undefined ? { listFen: 100 } : { start } },
    };
    const refusal = refusalOf(itemId, given);
    expect(refusal).toMatchObject({ kind: 'slot-full', text: { zh, en }, ruleId: `${itemId}-courts` });
  });
});

test('more courts than a slot has left are told to be too many, not all taken', () => {
  const desk = { site: 'liwan-gymnasium', now: '2026-11-28T19:00' } as const;
  const one = [used('liwan-gymnasium', 'badminton-free', '2026-11-28')];
  const choices = { 'badminton-free': { quantity: 2 } };
  expect(refusalOf('badminton-free', { ...desk, atDesk: one, choices })).toMatchObject({
    kind: 'slot-full',
    text: { zh: '今晚的免费场地只剩 1 片', en: 'Only 1 of the free courts of tonight is left' },
  });
  const three = { 'badminton-free': { quantity: 3 } };
  expect(refusalOf('badminton-free', { ...desk, choices: three })).toMatchObject({
    text: { zh: '今晚的免费场地只剩 2 片', en: 'Only 2 of the free courts of tonight are left' },
  });
});

describe('a membership card once per person', () => {
  const desk = { site: 'fangcun-sports-centre', now: '2026-11-23T12:00' } as const;
  const issued = (person: PastUse['person'], itemId = 'badminton-membership') =>
    used('fangcun-sports-centre', itemId, '2020-01-01', { person });

  test('is refused to the one who has it, and to nobody else', () => {
    const given = { ...desk, ofCard: [issued('holder'), issued('child', 'tennis-membership')] };
    expect(answerFor('badminton-membership', given)).toBe('no quota-used');
    expect(answerFor('badminton-membership', given, { person: 'spouse' })).toBe('yes 0/0');
    expect(answerFor('badminton-membership', given, { person: 'child' })).toBe('yes 0/0');
    expect(answerFor('tennis-membership', given)).toBe('yes 0/0');
    expect(refusalOf('badminton-membership', given)).toMatchObject({
      clause: '5.5.1',
      text: { zh: '持卡人已办理过，每人限办一次', en: 'Already issued to the holder: once per person' },
    });
    const choices = { 'badminton-membership': { quantity: 2 } };
    expect(refusalOf('badminton-membership', { ...desk, choices })).toMatchObject({
      kind: 'quota-used',
      text: { zh: '每人限办一次，最多再办 1 张', en: 'Once per person: 1 more at most' },
    });
  });

  test('is for each child on record', () => {
    expect(answerFor('badminton-membership', desk, { person: 'child', quantity: 2 })).toBe('yes 0/0');
    expect(answerFor('badminton-membership', desk, { person: 'child', quantity: 3 })).toBe('no quota-used');
    const one = { ...desk, ofCard: [issued('child')] };
    expect(answerFor('badminton-membership', one, { person: 'child' })).toBe('yes 0/0');
    expect(answerFor('badminton-membership', one, { person: 'child', quantity: 2 })).toBe('no quota-used');
    const spent = { ...desk, ofCard: [issued('child'), issued('child')] };
    expect(answerFor('badminton-membership', spent, { person: 'child' })).toBe('no quota-used');
    const child = { 'badminton-membership': { person: 'child' } } as const;
    expect(itemFor('badminton-membership', { ...desk, choices: child }).quantityMax).toBe(2);
    expect(itemFor('badminton-membership', desk).quantityMax).toBe(1);
  });
});

describe('the free or the basic package, never both', () => {
  const desk = { site: 'community-health-centre', now: '2026-11-23T12:00' } as const;
  const signed = (itemId: string, date: string) => [used('community-health-centre', itemId, date)];

  test('refuses the other one until the year is over', () => {
    const free = signed('family-doctor-free', '2026-03-01');
    expect(refusalOf('family-doctor-basic', { ...desk, ofCard: free })).toEqual({
      ruleId: 'family-doctor-basic-one-of-two',
      clause: '8.4',
      kind: 'other-of-set-used',
      text: {
        zh: '已签约另一种服务包（至 2027-02-28），两种不能同时签约',
        en: 'The other package is signed until 2027-02-28: only one of the two at a time',
      },
    });
    const over = { ...desk, now: '2027-03-01T09:00', ofCard: free };
    expect(answerFor('family-doctor-basic', over)).toBe('yes 0/0');
    expect(answerFor('family-doctor-free', over)).toBe('yes 0/0');
    expect(answerFor('family-doctor-basic', { ...over, now: '2027-02-28T23:59' })).toBe(
      'no other-of-set-used',
    );
  });

  test('refuses to renew before the contract ends', () => {
    const free = signed('family-doctor-free', '2025-12-15');
    expect(refusalOf('family-doctor-free', { ...desk, ofCard: free })).toMatchObject({
      kind: 'quota-used',
      text: {
        zh: '已签约，协议至 2026-12-14 期满，期满后可续约',
        en: 'Already signed: the contract ends on 2026-12-14 and may be renewed then',
      },
    });
    expect(answerFor('family-doctor-free', { ...desk, now: '2026-12-15T00:00', ofCard: free })).toBe(
      'yes 0/0',
    );
  });

  test('ends a contract of a leap day with February', () => {
    const given = { ...desk, ofCard: signed('family-doctor-free', '2024-02-29') };
    expect(answerFor('family-doctor-free', { ...given, now: '2025-02-28T12:00' })).toBe('no quota-used');
    expect(answerFor('family-doctor-free', { ...given, now: '2025-03-01T12:00' })).toBe('yes 0/0');
  });

  test('is not touched by other uses', () => {
    const others = signed('something-else', '2026-11-01');
    expect(answerFor('family-doctor-free', { ...desk, ofCard: others })).toBe('yes 0/0');
  });
});

describe('three hours', () => {
  const library = { site: 'liwan-library', now: '2026-11-23T12:00' } as const;
  const culture = { site: 'liwan-culture-centre', now: '2026-11-23T12:00' } as const;

  test('are a question at the library', () => {
    expect(answerFor('activity-room', library, { minutes: 180 })).toBe('yes 0/0');
    const item = itemFor('activity-room', { ...library, choices: { 'activity-room': { minutes: 210 } } });
    expect(item.kind === 'ask' ? [item.price?.totalFen, item.asks] : null).toEqual([
      0,
      [
        {
          kind: 'longer-than-usual',
          text: {
            zh: '原则上不超过 180 分钟，请与场地管理人员确认',
            en: 'In principle at most 180 minutes: confirm it with the venue',
          },
        },
      ],
    ]);
  });

  test('are a limit at the culture centre', () => {
    expect(answerFor('multi-function-hall', culture, { minutes: 180 })).toBe('yes 0/0');
    const choices = { 'multi-function-hall': { minutes: 210 } };
    expect(refusalOf('multi-function-hall', { ...culture, choices })).toEqual({
      ruleId: 'multi-function-hall-three-hours',
      clause: '5.2.4.2',
      kind: 'too-long',
      text: { zh: '一次最多 180 分钟', en: 'At most 180 minutes at a time' },
    });
  });

  test('of a room default to one hour, told with the price', () => {
    const item = itemFor('activity-room', library);
    expect(item.kind === 'yes' ? item.price.lines[0] : null).toMatchObject({
      minutes: 60,
      rate: { zh: '免费', en: 'free' },
      explanation: { zh: '免费', en: 'free' },
    });
  });
});

describe('a journal that holds what a newer release made', () => {
  const hospital = { site: 'liwan-tcm-hospital', now: '2026-06-01T09:00', hasNewer: true } as const;
  const gymnasium = { site: 'liwan-gymnasium', now: '2026-11-23T19:00', hasNewer: true } as const;

  test('has the clerk check what is limited, and nothing else', () => {
    expect(answerFor('check-up', hospital)).toBe('ask newer-entries 0');
    expect(answerFor('badminton-free', gymnasium)).toBe('ask newer-entries 0');
    expect(answerFor('outdoor-ticket', { ...gymnasium, site: 'xijiao-pool' })).toMatch(/^yes /);
  });

  test('gives back nothing that is known to be used', () => {
    const used2026 = [used('liwan-tcm-hospital', 'check-up', '2026-01-01')];
    expect(answerFor('check-up', { ...hospital, ofCard: used2026 })).toBe('no quota-used');
  });
});
