import { describe, expect, test } from 'vitest';
import { plusMinutes } from '../../src/domain/base/wall-time.ts';
import { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import type { OpeningHours } from '../../src/domain/catalogue/opening-hours.ts';
import { rulebookOf } from '../../src/domain/catalogue/rulebook.ts';
import { closedNow } from '../../src/domain/decision/closed-desk.ts';
import { decisionFor } from './desk.ts';
import { shipped } from './shipped.ts';

test.each([
  ['on a Saturday', '2026-11-28T10:00', '2026-11-30T09:00', '现在不办理，11-30（周一） 09:00 开'],
  ['at noon', '2026-11-23T12:30', '2026-11-23T14:00', '现在不办理，14:00 开'],
  ['in the evening', '2026-11-23T18:00', '2026-11-24T09:00', '现在不办理，11-24（周二） 09:00 开'],
  [
    'in the week of the National Day',
    '2026-10-01T10:00',
    '2026-10-08T09:00',
    '现在不办理，10-08（周四） 09:00 开',
  ],
])(
  'the legal desk (10.2.1.1, 10.2.2) %s is closed and says when it opens; the card is no matter',
  (_name, now, opensAt, zh) => {
    for (const site of ['liwan-legal-centre', 'legal-hotline']) {
      const decision = decisionFor({ site, now });
      expect(decision).toMatchObject({ verdict: 'ask', cardReason: null, closed: { opensAt, text: { zh } } });
    }
  },
);

test('a weekend that is worked is open', () => {
  expect(decisionFor({ site: 'liwan-legal-centre', now: '2026-10-10T10:00' })).toMatchObject({
    verdict: 'yes',
    closed: null,
  });
});

test('a gymnasium after its last slot opens with the first of the next day', () => {
  expect(decisionFor({ site: 'liwan-gymnasium', now: '2026-11-23T23:30' })).toMatchObject({
    verdict: 'ask',
    closed: { opensAt: '2026-11-24T21:00' },
  });
});

test('a site whose benefits are over, or that has none, is closed without a day', () => {
  const over = { ...shipped(), validUntil: '2026-01-01' };
  const none = Catalogue.parse({ ...shipped(), items: [] });
  for (const catalogue of [over, none]) {
    expect(decisionFor({ site: 'xijiao-pool', now: '2026-11-23T10:00', catalogue })).toMatchObject({
      verdict: 'ask',
      closed: { opensAt: null, text: { zh: '现在不办理', en: 'Closed now' } },
    });
  }
});

test('benefits that begin next week are opened then', () => {
  const catalogue = { ...shipped(), validFrom: '2026-11-30' };
  expect(decisionFor({ site: 'xijiao-pool', now: '2026-11-23T10:00', catalogue }).closed?.opensAt).toBe(
    '2026-11-30T00:00',
  );
});

test('what is used up is not closed, and is not red for a card that stands', () => {
  const items = shipped().items.filter(({ id }) => id === 'check-up');
  const site = 'liwan-central-hospital';
  const used = {
    siteId: site,
    itemId: 'check-up',
    person: 'holder',
    quantity: 1,
    date: '2026-02-02',
  } as const;
  const given = {
    site,
    now: '2026-11-23T10:00',
    catalogue: { ...shipped(), items },
    ofCard: [used],
  } as const;
  expect(decisionFor(given)).toMatchObject({ verdict: 'ask', closed: null });
});

test('a refused card is refused, whether the desk is open or not', () => {
  expect(
    decisionFor({ site: 'liwan-legal-centre', now: '2026-11-28T10:00', card: { status: 'lost' } }),
  ).toMatchObject({
    verdict: 'no',
    closed: null,
  });
});

test('a desk whose offers have no hours is never closed', () => {
  expect(decisionFor({ site: 'talent-service', now: '2026-11-28T03:00' })).toMatchObject({
    verdict: 'yes',
    closed: null,
  });
});

/** Open every day from 9 to 22, for three days without water, and on one day until 2 in the morning. */
const POOL: OpeningHours = {
  days: [{ days: 'any', start: '09:00', end: '22:00' }],
  exceptions: [
    { from: '2026-11-24', until: '2026-11-26', name: { zh: '换水停场', en: 'water is changed' }, open: [] },
    {
      from: '2026-11-28',
      until: '2026-11-28',
      name: { zh: '夜场', en: 'long night' },
      open: [{ start: '09:00', end: '24:00' }],
    },
    {
      from: '2026-11-29',
      until: '2026-11-29',
      name: { zh: '夜场', en: 'long night' },
      open: [
        { start: '00:00', end: '02:00' },
        { start: '09:00', end: '22:00' },
      ],
    },
  ],
};

function withSiteHours(hours: Readonly<Record<string, OpeningHours>>): Catalogue {
  const { sites, ...rest } = shipped();
  const entered = sites.map((site) => {
    const own = hours[site.id];
    return own === undefined ? site : { ...site, hours: own };
  });
  return Catalogue.parse({ ...rest, sites: entered });
}

describe('a site with hours of its own', () => {
  const catalogue = withSiteHours({ 'xijiao-pool': POOL, 'youth-sports-club': POOL });
  const pool = (now: string) => closedNow(rulebookOf(catalogue), { siteId: 'xijiao-pool', now });

  test.each([
    ['before it opens', '2026-11-23T08:59', '休息中，09:00 开门', 'Closed, opens 09:00'],
    [
      'in the evening before several closed days',
      '2026-11-23T22:00',
      '休息中，11-27（周五） 09:00 开门',
      'Closed, opens Friday 11-27 09:00',
    ],
    [
      'on the second of them',
      '2026-11-25T12:00',
      '休息中（换水停场），11-27（周五） 09:00 开门',
      'Closed (water is changed), opens Friday 11-27 09:00',
    ],
    [
      'after a long night',
      '2026-11-29T02:00',
      '休息中（夜场），09:00 开门',
      'Closed (long night), opens 09:00',
    ],
  ])('says %s when it opens next, and why', (_name, now, zh, en) => {
    expect(pool(now)?.text).toEqual({ zh, en });
  });

  test.each([
    '2026-11-23T09:00',
    '2026-11-23T21:59',
    '2026-11-28T23:59',
    '2026-11-29T00:00',
    '2026-11-29T01:59',
  ])('is open at %s, over midnight too', (now) => {
    expect(pool(now)).toBeNull();
  });

  test('is closed before a card, too, while an hour of the day may still be booked', () => {
    const decision = decisionFor({ site: 'youth-sports-club', now: '2026-11-23T07:00', catalogue });
    expect(decision).toMatchObject({ verdict: 'ask', closed: { text: { zh: '休息中，09:00 开门' } } });
    expect(decision.items.find(({ itemId }) => itemId === 'badminton-court')).toMatchObject({
      kind: 'yes',
      choice: { start: '2026-11-23T09:00' },
    });
  });
});

test('without a card a desk says what it says of a card that stands, at each half hour of two weeks', () => {
  const hours = { 'xijiao-pool': POOL, 'youth-sports-club': POOL, 'liwan-legal-centre': POOL };
  for (const catalogue of [shipped(), withSiteHours(hours)]) {
    for (const { id: siteId } of catalogue.sites) {
      for (let step = 0; step < 48 * 14; step += 11) {
        const now = plusMinutes('2026-11-20T00:00', 30 * step);
        const { closed } = decisionFor({ site: siteId, now, catalogue });
        expect(closedNow(rulebookOf(catalogue), { siteId, now }), `${siteId} ${now}`).toEqual(closed);
      }
    }
  }
});
