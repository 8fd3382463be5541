import { expect, test } from 'vitest';
import { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
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

test('a desk that only guides is never closed', () => {
  expect(decisionFor({ site: 'talent-service', now: '2026-11-28T03:00' })).toMatchObject({
    verdict: 'info',
    closed: null,
  });
});
