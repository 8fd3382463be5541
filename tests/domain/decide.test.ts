import { describe, expect, test } from 'vitest';
import { instantOf } from '../../src/domain/base/wall-time.ts';
import { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { answerFor, CARD, decisionFor, itemFor, MS_PER_DAY } from './desk.ts';
import { shipped } from './shipped.ts';

const pool = { site: 'xijiao-pool', now: '2026-11-23T12:00' } as const;
const club = { site: 'youth-sports-club', now: '2026-11-23T12:00' } as const;
const gym = { site: 'liwan-gymnasium', now: '2026-11-23T15:00' } as const;

describe('a decision', () => {
  test('says everything that an auditor asks', () => {
    const now = '2026-11-23T12:00';
    const decision = decisionFor({ ...pool, now, choices: { 'outdoor-ticket': { quantity: 2 } } });
    expect(decision).toMatchObject({
      verdict: 'yes',
      cardReason: null,
      lookup: { kind: 'found', record: CARD },
      siteId: 'xijiao-pool',
      at: instantOf(now),
      date: '2026-11-23',
      day: { text: { zh: '工作日', en: 'working day' }, provisional: false },
      catalogueVersion: shipped().version,
      dataAgeMs: 0,
    });
    expect(decision.items.map((item) => item.itemId)).toEqual(['outdoor-ticket', 'indoor-ticket']);
    expect(decision.items[0]).toEqual({
      itemId: 'outdoor-ticket',
      details: { kind: 'at-once' },
      name: { zh: '露天池门票', en: 'Outdoor pool ticket' },
      workflow: 'ticket',
      unit: 'person',
      clause: '5.6',
      basis: expect.objectContaining({ zh: expect.stringContaining('享受5折优惠') }),
      ruleId: 'outdoor-half',
      eligible: ['holder', 'spouse', 'child'],
      choice: { person: 'holder', quantity: 2, start: now, listFen: null },
      quantityMax: 4,
      steps: expect.arrayContaining([expect.objectContaining({ zh: expect.stringContaining('售票窗') })]),
      kind: 'yes',
      price: {
        totalFen: 5000,
        listTotalFen: 10000,
        savedFen: 5000,
        provisional: false,
        lines: [
          {
            band: { zh: '周一至周日 全天', en: 'every day, all day' },
            explanation: {
              zh: '2 张 × 25.00 元 = 50.00 元（原价 50.00 元，五折）',
              en: '2 × 25.00 yuan per ticket = 50.00 yuan (list 50.00 yuan, half price)',
            },
            unit: 'person',
            minutes: null,
            quantity: 2,
            unitListFen: 5000,
            unitCardFen: 2500,
            listFen: 10000,
            cardFen: 5000,
            rate: { zh: '五折', en: 'half price' },
            ruleId: 'outdoor-half',
            clause: '5.6.2.2',
          },
        ],
      },
    });
  });

  test('is the same for the same input', () => {
    expect(decisionFor(club)).toEqual(decisionFor(club));
  });

  test('has no items at a site that the catalogue does not know', () => {
    expect(decisionFor({ ...pool, site: 'nowhere' })).toMatchObject({ verdict: 'info', items: [] });
  });

  test('marks the day where its year has no notice', () => {
    expect(decisionFor({ ...pool, now: '2027-01-01T12:00' }).day).toEqual({
      text: { zh: '节假日（元旦）', en: 'holiday (New Year)' },
      provisional: true,
    });
  });

  test('offers the four green channels first at each of the five hospitals (8.1, 8.2.1)', () => {
    const hospitals = shipped().sites.filter((site) => site.kind === 'hospital');
    expect(hospitals.map((site) => site.name.zh)).toEqual([
      '荔湾中心医院', '荔湾区人民医院', '荔湾区中医医院', '荔湾区骨伤科医院', '荔湾区妇幼保健院',
    ]); // biome-ignore format: five
    for (const { id } of hospitals) {
      const { items } = decisionFor({ site: id, now: '2026-11-23T03:00' });
      const first = items.slice(0, 4);
      expect(first.map((item) => item.name.zh)).toEqual(['预约诊疗', '优先挂号', '优先缴费', '优先住院']);
      expect(first.every((item) => item.kind === 'yes' && item.price.totalFen === 0)).toBe(true);
    }
  });

  test('is information for what only guides, beside what is followed', () => {
    const decision = decisionFor({ site: 'talent-service', now: '2026-11-23T12:00' });
    expect(decision.verdict).toBe('yes');
    const guided = decision.items.filter(({ kind }) => kind === 'info');
    expect(guided.map(({ itemId }) => itemId)).toEqual(['party-building', 'personal-steward']);
    expect(
      decision.items.filter(({ kind }) => kind !== 'info').every(({ workflow }) => workflow === 'errand'),
    ).toBe(true);
  });
});

describe('the verdict', () => {
  test('is yes where anything is yes', () => {
    expect(decisionFor({ ...club, now: '2026-11-23T23:30' }).verdict).toBe('yes');
  });
  test('is ask where the best answer is a question', () => {
    expect(decisionFor({ ...pool, dataAgeMs: 8 * MS_PER_DAY }).verdict).toBe('ask');
  });
  test('is no where every slot of the day is over', () => {
    expect(decisionFor({ ...gym, now: '2026-11-23T23:30' }).verdict).toBe('ask');
  });
});

describe('persons', () => {
  test.each([
    ['outdoor-ticket', pool, 'spouse', [], 'no person-not-on-record'],
    ['outdoor-ticket', pool, 'child', [], 'no person-not-on-record'],
    ['outdoor-ticket', pool, 'child', [{ relation: 'child' }], 'yes 2500/5000'],
    ['outdoor-ticket', pool, 'spouse', [{ relation: 'child' }], 'no person-not-on-record'],
    ['table-tennis-free', gym, 'spouse', [], 'no person-not-eligible'],
    ['table-tennis-free', gym, 'holder', [], 'yes 0/0'],
  ] as const)('%s at %o for %s with %o is %s', (itemId, desk, person, family, expected) => {
    expect(answerFor(itemId, { ...desk, card: { family: [...family] } }, { person })).toBe(expected);
  });

  test('are told who the benefit is for and who is missing', () => {
    const reasonOf = (itemId: string, desk: typeof pool | typeof gym, person: 'spouse' | 'child') => {
      const item = itemFor(itemId, { ...desk, card: { family: [] }, choices: { [itemId]: { person } } });
      return item.kind === 'no' ? item.reason.text : null;
    };
    expect(reasonOf('badminton-free', gym, 'child')).toEqual({
      zh: '此项优惠仅限持卡人',
      en: 'This benefit is for the holder only',
    });
    expect(reasonOf('outdoor-ticket', pool, 'spouse')).toEqual({
      zh: '名册中没有登记配偶，不能享受优惠。请先登记家庭成员',
      en: "The card's record has not got the spouse. Register the family member first",
    });
    expect(reasonOf('outdoor-ticket', pool, 'child')?.en).toContain('a child');
  });
});

test('is asked about if it is booked for a day after the card ends', () => {
  const card = { validUntil: '2026-11-23' };
  expect(answerFor('badminton-court', { ...club, card }, { start: '2026-11-23T16:00' })).toBe(
    'yes 4000/5000',
  );
  const choices = { 'badminton-court': { start: '2026-11-24T16:00' } };
  const item = itemFor('badminton-court', { ...club, card, choices });
  expect(item.kind === 'ask' ? item.asks : null).toEqual([
    {
      kind: 'card-ends-before',
      text: {
        zh: '卡有效期至 2026-11-23，使用当日已过期。请核对持卡人正在办理续期，否则请改日期',
        en: 'The card is valid until 2026-11-23, and not on that day. Check that it is being renewed, or change the day',
      },
    },
  ]);
});

test('is refused if it is a pass that would begin after the card ends', () => {
  const card = { validUntil: '2026-11-23' };
  const choices = { 'fitness-annual': { start: '2026-11-24T16:00' } };
  const item = itemFor('fitness-annual', { ...club, card, choices });
  expect(item.kind === 'no' ? item.reason : null).toEqual({
    kind: 'not-in-force',
    text: {
      zh: '卡有效期至 2026-11-23，使用当日已过期',
      en: 'The card is valid until 2026-11-23: it will have expired on that day',
    },
  });
});

describe('quantities', () => {
  test.each([
    [4, 'yes 10000/20000'],
    [4, 'yes 10000/20000'],
    [5, 'ask more-than-on-record -'],
    [99, 'ask more-than-on-record -'],
    [100, 'no quantity-out-of-range'],
    [1000, 'no quantity-out-of-range'],
    [0, 'no quantity-out-of-range'],
    [-1, 'no quantity-out-of-range'],
    [1.5, 'no quantity-out-of-range'],
  ])('%d tickets for four people on record: %s', (quantity, expected) => {
    expect(answerFor('outdoor-ticket', pool, { quantity })).toBe(expected);
  });

  test('are counted against the people on record', () => {
    expect(itemFor('outdoor-ticket', { ...pool, card: { family: [] } }).quantityMax).toBe(1);
    expect(itemFor('fitness-annual', club).quantityMax).toBe(4);
    expect(itemFor('badminton-court', club).quantityMax).toBe(1);
    expect(itemFor('family-sharing', club).quantityMax).toBe(1);
  });

  test('count only those whom the benefit is for', () => {
    const { items } = shipped();
    const forChildren = items.map((item) => ({ ...item, eligible: ['holder' as const, 'child' as const] }));
    const catalogue = { ...shipped(), items: forChildren };
    expect(itemFor('outdoor-ticket', { ...pool, catalogue }).quantityMax).toBe(3);
    const alone = { ...shipped(), items: items.map((item) => ({ ...item, eligible: ['child' as const] })) };
    const ticket = itemFor('outdoor-ticket', { ...pool, catalogue: alone });
    expect([ticket.quantityMax, ticket.choice.person]).toEqual([2, 'child']);
  });

  test('past the record ask with words', () => {
    const item = itemFor('outdoor-ticket', { ...pool, choices: { 'outdoor-ticket': { quantity: 5 } } });
    expect(item.kind === 'ask' ? item.asks : null).toEqual([
      {
        kind: 'more-than-on-record',
        text: {
          zh: '名册登记可办理 4 张。其余的人按原价，或先登记家庭成员',
          en: "The card's record allows 4. Charge the others the list price, or register the family first",
        },
      },
    ]);
  });

  test.each([
    ['outdoor-ticket', 'xijiao-pool', 9, '张'],
    ['basketball-single', 'youth-sports-club', 9, '张'],
    ['badminton-court', 'youth-sports-club', 2, '片场地'],
  ])('past the record of %s at %s are counted by their own measure', (itemId, site, quantity, measure) => {
    const item = itemFor(itemId, { site, now: '2026-11-23T12:00', choices: { [itemId]: { quantity } } });
    expect(item.kind === 'ask' ? item.asks[0]?.text.zh : null).toMatch(
      new RegExp(`^名册登记可办理 ${item.quantityMax} ${measure}。`),
    );
  });

  test('of rooms and services are one', () => {
    const library = { site: 'liwan-library', now: '2026-11-23T12:00' } as const;
    expect(answerFor('activity-room', library, { quantity: 2 })).toBe('no quantity-out-of-range');
    expect(answerFor('family-sharing', club, { quantity: 2 })).toBe('no quantity-out-of-range');
    expect(answerFor('badminton-court', club, { quantity: 2 })).toBe('ask more-than-on-record -');
  });
});

describe('times', () => {
  test('of a court default to now and an hour', () => {
    const item = itemFor('badminton-court', club);
    expect(item.choice).toEqual({
      person: 'holder', quantity: 1, start: '2026-11-23T12:00', listFen: null,
    }); // biome-ignore format: one
    expect(item.details).toEqual({
      ...{ kind: 'booked', minutes: 60, grid: 30 },
      ...{ courts: [1], courtsFree: [1, 2, 3, 4, 5, 6] },
    });
    expect(item.kind).toBe('yes');
  });

  test.each([
    [0, 'ask minutes -'],
    [1.5, 'ask minutes -'],
    [30, 'yes 1200/1500'],
    [1, 'no off-grid'],
    [47, 'no off-grid'],
    [480, 'yes 25600/32000'],
    [481, 'no too-long'],
    [510, 'no too-long'],
  ])('a court for %d minutes: %s', (minutes, expected) => {
    expect(answerFor('badminton-court', club, { minutes })).toBe(expected);
  });

  test('of a slot default to the next one today', () => {
    expect(itemFor('table-tennis-free', gym)).toMatchObject({
      choice: { start: '2026-11-23T21:00' },
      details: { kind: 'in-slot', minutes: 60 },
    });
    const late = { ...gym, now: '2026-11-23T21:40' };
    expect(itemFor('table-tennis-free', late)).toMatchObject({
      choice: { start: '2026-11-23T21:00' },
      details: { kind: 'in-slot', minutes: 60 },
    });
    expect(answerFor('table-tennis-free', { ...gym, now: '2026-11-23T22:00' })).toBe(
      'no no-price-now @2026-11-24T21:00',
    );
    expect(answerFor('badminton-discount', gym)).toBe('no no-price-now @2026-11-28T12:00');
  });

  test('without a price say when there is one, today and later', () => {
    const words = (itemId: string, given: { site: string; now: string }) => {
      const item = itemFor(itemId, given);
      return item.kind === 'no' ? item.reason.text : null;
    };
    expect(words('basketball-single', { ...club, now: '2026-11-23T15:10' })).toEqual({
      zh: '此时段无优惠价，15:30 起有',
      en: 'No card price at this time; card price from 15:30',
    });
    expect(words('badminton-discount', gym)).toEqual({
      zh: '此时段无优惠价，11-28（周六） 12:00 起有',
      en: 'No card price at this time; card price from Saturday 11-28 12:00',
    });
    expect(words('legal-advice', { site: 'liwan-legal-centre', now: '2026-11-23T12:30' })).toEqual({
      zh: '现在不在服务时间，14:00 起有',
      en: 'No service at this time; open from 14:00',
    });
  });

  test('without a next start say only that there is none', () => {
    const item = itemFor('badminton-court', {
      ...club,
      priceOnly: true,
      choices: { 'badminton-court': { minutes: 1000 } },
    });
    expect(item.kind === 'no' ? item.reason : null).toEqual({
      kind: 'no-price-now',
      text: { zh: '此时段无优惠价', en: 'No card price at this time' },
    });
  });
});

describe('list prices of the venue', () => {
  const saturday = { ...gym, now: '2026-11-28T12:00' } as const;

  test('are asked for until they are known', () => {
    const item = itemFor('badminton-discount', saturday);
    expect(item.kind === 'ask' ? [item.price, item.asks] : null).toEqual([
      null,
      [{ kind: 'list-price', text: { zh: '请输入场馆原价', en: "Enter the venue's list price" } }],
    ]);
    expect(answerFor('badminton-discount', saturday, { listFen: null })).toBe('ask list-price -');
  });

  test.each([
    [4000, 'yes 2800/4000'],
    [4001, 'yes 2801/4001'],
    [0, 'yes 0/0'],
    [100_000_000, 'yes 70000000/100000000'],
    [100_000_001, 'ask list-price -'],
    [-1, 'ask list-price -'],
    [0.5, 'ask list-price -'],
  ])('of %d fen: %s', (listFen, expected) => {
    expect(answerFor('badminton-discount', saturday, { listFen })).toBe(expected);
  });

  test('show what a free slot saves', () => {
    expect(answerFor('badminton-free', saturday, { listFen: 3000 })).toBe('yes 0/3000');
    expect(answerFor('badminton-free', saturday)).toBe('yes 0/0');
  });

  test('ask for identity as well on old data', () => {
    expect(answerFor('badminton-discount', { ...saturday, dataAgeMs: 8 * MS_PER_DAY })).toBe(
      'ask list-price+check-identity -',
    );
  });
});

describe('deadlines', () => {
  const hall = { site: 'business-registration' } as const;
  const lastStep = (itemId: string, now: string) => itemFor(itemId, { ...hall, now }).steps.at(-1);

  test('count working days, working weekends included', () => {
    expect(lastStep('establishment', '2026-10-09T10:00')).toEqual({
      zh: '最迟 10-10（周六）办结',
      en: 'To be finished by Saturday 10-10 at the latest',
    });
    expect(lastStep('change', '2026-11-23T10:00')?.zh).toBe('最迟 11-25（周三）办结');
    expect(lastStep('deregistration', '2026-09-30T10:00')?.zh).toBe('最迟 10-08（周四）办结');
  });

  test('are provisional past the last notice, and so is the answer', () => {
    expect(lastStep('change', '2026-12-31T10:00')).toEqual({
      zh: '最迟 01-05（周二）办结（该年放假安排未公布，暂定）',
      en: 'To be finished by Tuesday 01-05 at the latest (provisional: no holiday notice for that year yet)',
    });
    const item = itemFor('change', { ...hall, now: '2026-12-31T10:00' });
    expect(item.kind === 'yes' && item.price.provisional).toBe(true);
    const within = itemFor('change', { ...hall, now: '2026-12-28T10:00' });
    expect(within.kind === 'yes' && within.price.provisional).toBe(false);
  });
});

describe('rules of another day', () => {
  const catalogue = shipped();
  const item = catalogue.items.find((candidate) => candidate.id === 'outdoor-ticket');
  const rule = item?.rules[0];
  if (item === undefined || rule?.kind !== 'price') throw new Error('the pool has no price');
  const dearer = { ...rule, id: 'dearer', listFen: 6000 };

  function priceOn(date: string, changed: unknown): string {
    return answerFor('outdoor-ticket', {
      ...pool,
      now: `${date}T12:00`,
      catalogue: Catalogue.parse(changed),
    });
  }

  test('apply from their first to their last day', () => {
    const rules = [
      { ...rule, until: '2026-12-31' },
      { ...dearer, from: '2027-01-01', until: '2027-06-30' },
    ];
    const changed = { ...catalogue, items: [{ ...item, rules }] };
    expect(priceOn('2026-12-31', changed)).toBe('yes 2500/5000');
    expect(priceOn('2027-01-01', changed)).toBe('yes 3000/6000');
    expect(priceOn('2027-06-30', changed)).toBe('yes 3000/6000');
    expect(priceOn('2027-07-01', changed)).toBe('no not-in-force');
  });

  test('never outlive the catalogue', () => {
    const changed = { ...catalogue, validFrom: '2026-01-01', validUntil: '2026-12-31' };
    expect(priceOn('2025-12-31', changed)).toBe('no not-in-force');
    expect(priceOn('2026-01-01', changed)).toBe('yes 2500/5000');
    expect(priceOn('2026-12-31', changed)).toBe('yes 2500/5000');
    expect(priceOn('2027-01-01', changed)).toBe('no not-in-force');
  });

  test('keep their own narrower dates within those of the catalogue', () => {
    const rules = [{ ...rule, from: '2026-03-01', until: '2026-10-31' }];
    const changed = {
      ...catalogue,
      validFrom: '2026-01-01',
      validUntil: '2026-12-31',
      items: [{ ...item, rules }],
    };
    expect(priceOn('2026-02-28', changed)).toBe('no not-in-force');
    expect(priceOn('2026-03-01', changed)).toBe('yes 2500/5000');
    expect(priceOn('2026-10-31', changed)).toBe('yes 2500/5000');
    expect(priceOn('2026-11-01', changed)).toBe('no not-in-force');
  });

  test.each([
    ['a new kind', { kind: 'lottery', id: 'draw', chance: 0.5 }],
    ['a new day rule', { ...rule, id: 'draw', days: 'full-moon' }],
    ['a new card price', { ...rule, id: 'draw', card: { kind: 'minus', fen: 500 } }],
    ['a new condition', { ...rule, id: 'draw', weather: 'rain' }],
  ])('that this version cannot read (%s) make it ask', (_, unknown) => {
    const changed = Catalogue.parse({ ...catalogue, items: [{ ...item, rules: [rule, unknown] }] });
    const decided = itemFor('outdoor-ticket', { ...pool, catalogue: changed });
    expect(decided).toMatchObject({
      kind: 'ask',
      price: null,
      ruleId: 'draw',
      asks: [
        {
          kind: 'unknown-rule',
          text: {
            zh: '此项有本机不认识的新规定，请咨询工作人员，或更新本机',
            en: 'This benefit has a new rule that this kiosk does not know. Ask the staff, or update the kiosk',
          },
        },
      ],
    });
  });

  test('limits that this version cannot read make it ask as well', () => {
    const limits = [{ kind: 'height-of-child', id: 'height', clause: '5.6', centimetresMax: 140 }];
    const changed = Catalogue.parse({ ...catalogue, items: [{ ...item, limits }] });
    expect(answerFor('outdoor-ticket', { ...pool, catalogue: changed })).toBe('ask unknown-rule -');
  });

  test('a band that crosses two rules in force is priced by each', () => {
    const rules = [
      { ...rule, start: '00:00', end: '12:00' },
      { ...dearer, start: '12:00', end: '24:00' },
    ];
    const changed = Catalogue.parse({
      ...catalogue,
      items: [{ ...item, workflow: 'hourly', unit: 'hour', rules }],
    });
    const choice = { start: '2026-11-23T11:30', minutes: 60 };
    expect(answerFor('outdoor-ticket', { ...pool, catalogue: changed }, choice)).toBe('yes 2750/5500');
  });
});

describe('words that a clerk reads aloud', () => {
  test('of what is refused', () => {
    const reasonOf = (itemId: string, given: Parameters<typeof itemFor>[1]) => {
      const item = itemFor(itemId, given);
      return item.kind === 'no' ? item.reason.text : null;
    };
    expect(reasonOf('fitness-annual', { ...club, dataAgeMs: 31 * MS_PER_DAY })).toEqual({
      zh: '本机名册超过 30 天未更新，此项暂不能办理。请联网后再试',
      en: 'The card list here is more than 30 days old: not for this benefit. Try again when online',
    });
    expect(reasonOf('outdoor-ticket', { ...pool, choices: { 'outdoor-ticket': { quantity: 0 } } })).toEqual({
      zh: '数量不对，请重新输入',
      en: 'That quantity cannot be. Enter it again',
    });
    const items = shipped().items.map((item) => ({
      ...item,
      eligible: ['spouse' as const, 'child' as const],
    }));
    const choices = { 'outdoor-ticket': { person: 'holder' as const } };
    expect(reasonOf('outdoor-ticket', { ...pool, catalogue: { ...shipped(), items }, choices })).toEqual({
      zh: '此项优惠仅限配偶、子女',
      en: 'This benefit is for the spouse, a child only',
    });
  });

  test('of what is asked', () => {
    const asksOf = (itemId: string, given: Parameters<typeof itemFor>[1]) => {
      const item = itemFor(itemId, given);
      return item.kind === 'ask' ? item.asks.map((ask) => ask.text) : null;
    };
    expect(asksOf('badminton-court', { ...club, choices: { 'badminton-court': { minutes: 0 } } })).toEqual([
      { zh: '请输入使用分钟数', en: 'Enter the minutes of use' },
    ]);
    expect(asksOf('outdoor-ticket', { ...pool, dataAgeMs: 8 * MS_PER_DAY })).toEqual([
      {
        zh: '本机名册超过 7 天未更新，请核对身份证件',
        en: 'The card list here is more than 7 days old: check an identity document',
      },
    ]);
  });
});
