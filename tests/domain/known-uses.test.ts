import { describe, expect, test } from 'vitest';
import { instantOf, type WallMinute } from '../../src/domain/base/wall-time.ts';
import { resourceOf } from '../../src/domain/catalogue/rulebook.ts';
import type { ItemDecision, PastUse } from '../../src/domain/decision/decision.ts';
import { answerFor, decisionFor, itemFor } from './desk.ts';
import { shipped } from './shipped.ts';

const NOW = '2026-11-23T15:43';
/** An office may leave out what is booked. */
const { resources: _, ...withoutResources } = shipped();
const library = { site: 'liwan-library', now: NOW, catalogue: withoutResources } as const;
const club = { site: 'youth-sports-club', now: NOW } as const;
const pool = { site: 'xijiao-pool', now: NOW } as const;

describe('a room or a court that nobody leases', () => {
  const taken = known({ siteId: 'liwan-library', itemId: 'activity-room' }, '2026-11-23T16:00', 60);

  test.each([
    ['2026-11-23T15:30', 30, 'yes 0/0'],
    ['2026-11-23T15:30', 60, 'ask time-taken 0'],
    ['2026-11-23T16:00', 60, 'ask time-taken 0'],
    ['2026-11-23T16:30', 30, 'ask time-taken 0'],
    ['2026-11-23T17:00', 60, 'yes 0/0'],
    ['2026-11-24T16:00', 60, 'yes 0/0'],
    ['2026-11-23T15:00', 30, 'ask time-over 0'],
    ['2026-11-23T15:00', 60, 'yes 0/0'],
  ] as const)(
    'is asked about where it is recorded from 16:00 to 17:00 and wanted at %s for %d minutes',
    (start, minutes, expected) => {
      expect(answerFor('activity-room', { ...library, atDesk: [taken] }, { start, minutes })).toBe(expected);
    },
  );

  test('is named with the record that has it', () => {
    expect(asksOf(itemFor('activity-room', { ...library, atDesk: [taken] }))).toEqual([
      '本机已登记 今天 16:00–17:00（#7）。请核对还有空场，否则改时间',
    ]);
    expect(asksOf(itemFor('activity-room', { ...library, atDesk: [taken], kiosk: 'A1' }))).toEqual([
      '本机已登记 今天 16:00–17:00（A1-7）。请核对还有空场，否则改时间',
    ]);
  });

  test('is asked about where the time that is wanted is over', () => {
    const over = { start: '2026-11-23T14:30', minutes: 60 };
    expect(asksOf(itemFor('activity-room', { ...library, choices: { 'activity-room': over } }))).toEqual([
      '14:30–15:30 已经过了。事后补登请核对，否则改时间',
    ]);
  });

  test('is asked about on a later day too, and over midnight', () => {
    const later = known({ siteId: 'liwan-library', itemId: 'activity-room' }, '2026-11-30T23:30', 60);
    const choice = { start: '2026-12-01T00:00', minutes: 30 };
    expect(answerFor('activity-room', { ...library, atDesk: [later] }, choice)).toBe('ask time-taken 0');
  });

  test('is refused where the catalogue says that there is one, and another desk may have it', () => {
    const { catalogue: _none, ...counted } = library;
    expect(answerFor('activity-room', { ...counted, atDesk: [taken] })).toBe('no slot-full');
    expect(answerFor('activity-room', { ...counted, atDesk: [{ ...taken, courts: [1] }] })).toBe(
      'no slot-full',
    );
    expect(answerFor('activity-room', { ...counted, atDesk: [taken] }, { start: '2026-11-23T17:00' })).toBe(
      'yes 0/0',
    );
    const item = itemFor('activity-room', { ...counted, atDesk: [taken] });
    expect(item.kind === 'no' && item.reason.text.zh).toBe('今天 16:00–17:00 的房间已订满');
  });

  test('by the hour needs no question while another court is free, and is refused once none is', () => {
    const ids = { siteId: 'youth-sports-club', itemId: 'badminton-court' };
    const court = (number: number) => ({ ...known(ids, '2026-11-23T16:00', 60), courts: [number] });
    const free = answerFor('badminton-court', { ...club, atDesk: [court(1)] });
    const courts = resourceOf(shipped(), ids)?.count ?? 0;
    const all = Array.from({ length: courts }, (_, index) => court(index + 1));
    expect(courts).toBeGreaterThan(1);
    expect(free).toBe('yes 4000/5000');
    expect(answerFor('badminton-court', { ...club, atDesk: all.slice(1) })).toBe('yes 4000/5000');
    expect(answerFor('badminton-court', { ...club, atDesk: all })).toMatch(/^no slot-full/);
    const elsewhere = all.map((use) => ({ ...use, siteId: 'fangcun-sports-centre' }));
    expect(answerFor('badminton-court', { ...club, atDesk: elsewhere })).toBe('yes 4000/5000');
  });
});

describe('a pass', () => {
  const annual = known({ siteId: 'youth-sports-club', itemId: 'fitness-annual' }, '2025-11-24T10:00', null);

  test('that the holder has is not offered again without a word', () => {
    const item = itemFor('fitness-annual', { ...club, ofCard: [annual], kiosk: 'A1' });
    expect(asksOf(item)).toEqual(['持卡人已有健身年卡，至 2026-11-23（A1-7）。请核对是否再办一张']);
    expect(answerFor('fitness-annual', { ...club, now: '2026-11-24T10:00', ofCard: [annual] })).toBe(
      'yes 120000/150000',
    );
  });

  test('is asked about for the person who has it alone', () => {
    const given = { ...club, ofCard: [annual] };
    expect(answerFor('fitness-annual', given, { person: 'spouse' })).toBe('yes 120000/150000');
    const spouses = { ...annual, person: 'spouse' as const };
    expect(answerFor('fitness-annual', { ...club, ofCard: [spouses] }, { person: 'spouse' })).toBe(
      'ask holds-pass 120000',
    );
  });
});

describe('tickets', () => {
  const bought = known({ siteId: 'xijiao-pool', itemId: 'outdoor-ticket', quantity: 3 }, NOW, null);

  test.each([
    [1, 'yes 2500/5000'],
    [2, 'ask bought-today 5000'],
    [4, 'ask bought-today 10000'],
    [5, 'ask more-than-on-record+bought-today -'],
  ])('for four people of whom three have theirs today: %d more are %s', (quantity, expected) => {
    expect(answerFor('outdoor-ticket', { ...pool, ofCard: [bought] }, { quantity })).toBe(expected);
  });

  test('bought before say what to check', () => {
    const item = itemFor('outdoor-ticket', {
      ...pool,
      kiosk: 'A1',
      ofCard: [bought],
      choices: { 'outdoor-ticket': { quantity: 2 } },
    });
    expect(asksOf(item)).toEqual([
      '今天已购 3 张（15:40 A1-7），名册登记 4 人。请看证件，核对持卡人和家属本人在场',
    ]);
  });

  test('of yesterday, or of the other pool, are no matter', () => {
    const yesterday = { ...bought, date: '2026-11-22' };
    const given = { ...pool, ofCard: [yesterday, { ...bought, itemId: 'indoor-ticket' }] };
    expect(answerFor('outdoor-ticket', given, { quantity: 4 })).toBe('yes 10000/20000');
  });
});

describe('what a card did and holds here', () => {
  test('is told: passes, bookings ahead, then today', () => {
    const story = decisionFor({
      ...club,
      kiosk: 'A1',
      ofCard: [
        known(
          { siteId: 'youth-sports-club', itemId: 'basketball-single', quantity: 2 },
          '2026-11-23T15:40',
          null,
          3,
        ),
        known({ siteId: 'youth-sports-club', itemId: 'badminton-court' }, '2026-11-29T19:00', 60, 4),
        known({ siteId: 'youth-sports-club', itemId: 'fitness-half-year' }, '2026-10-01T19:00', null, 1),
      ],
    }).story;
    expect(story.map(({ text }) => text.zh)).toEqual([
      '持有 健身半年卡（持卡人），至 2027-03-31（A1-1）',
      '已订 羽毛球租场，11-29（周日） 19:00–20:00（A1-4）',
      '今天 15:40 已购 篮球次票 2 张（A1-3）',
    ]);
  });

  test('is not told of what is over, of other sites, of what no entry here tells, or of a refused card', () => {
    const over = known(
      { siteId: 'youth-sports-club', itemId: 'fitness-half-year' },
      '2026-01-01T19:00',
      null,
    );
    const past = known({ siteId: 'youth-sports-club', itemId: 'badminton-court' }, '2026-11-22T19:00', 60);
    const elsewhere = known({ siteId: 'xijiao-pool', itemId: 'outdoor-ticket' }, NOW, null);
    const { entry: _, ...unknown } = known(
      { siteId: 'youth-sports-club', itemId: 'fitness-annual' },
      NOW,
      null,
    );
    expect(decisionFor({ ...club, ofCard: [over, past, elsewhere, unknown] }).story).toEqual([]);
    const today = known({ siteId: 'youth-sports-club', itemId: 'fitness-annual' }, NOW, null);
    expect(decisionFor({ ...club, card: { status: 'lost' }, ofCard: [today] }).story).toEqual([]);
  });

  test('is one line for all tickets of a kind: many of them would push what is offered off the screen', () => {
    const one = (seq: number, quantity = 1) =>
      known({ siteId: 'xijiao-pool', itemId: 'outdoor-ticket', quantity }, NOW, null, seq);
    const indoor = known({ siteId: 'xijiao-pool', itemId: 'indoor-ticket' }, NOW, null, 5);
    const { story } = decisionFor({ ...pool, kiosk: 'A1', ofCard: [one(3, 2), indoor, one(6)] });
    expect(story.map(({ seq, text }) => [seq, text.zh, text.en])).toEqual([
      [
        6,
        '今天已购 露天池门票 3 张（15:40 A1-6、15:40 A1-3）',
        'Bought 3 × Outdoor pool ticket today (15:40 A1-6, 15:40 A1-3)',
      ],
      [5, '今天 15:40 已购 室内馆门票 1 张（A1-5）', 'Bought 1 × Indoor pool ticket at 15:40 today (A1-5)'],
    ]);
    const many = Array.from({ length: 9 }, (_, index) => one(index + 1));
    expect(decisionFor({ ...pool, kiosk: 'A1', ofCard: many }).story.map(({ text }) => text)).toEqual([
      {
        zh: '今天已购 露天池门票 9 张（15:40 A1-9、15:40 A1-8 等 9 笔）',
        en: 'Bought 9 × Outdoor pool ticket today (15:40 A1-9, 15:40 A1-8 and 7 more)',
      },
    ]);
  });

  test('says what was asked for and not used since: nobody records it again', () => {
    const asked = {
      ...{ cardRef: 'ab', siteId: 'liwan-central-hospital', itemId: 'check-up', seq: 4, start: null },
    };
    const requests = [
      { ...asked, recordedAt: instantOf('2026-11-23T15:40') },
      { ...asked, seq: 3, recordedAt: instantOf('2026-11-20T09:00') },
      { ...asked, seq: 5, siteId: 'elsewhere', recordedAt: instantOf('2026-11-23T15:41') },
    ];
    const hospital = { site: 'liwan-central-hospital', now: NOW, kiosk: 'A1' } as const;
    const storyAt = (given: object) =>
      decisionFor({ ...hospital, ...given }).story.map(({ text }) => text.zh);
    expect(storyAt({ requests })).toEqual(['今天 15:40 已记申请 免费体检，还没算使用，有名额后再记（A1-4）']);
    expect(storyAt({ requests: requests.slice(1) })).toEqual([
      '2026-11-20 已记申请 免费体检，还没算使用，有名额后再记（A1-3）',
    ]);
    expect(storyAt({ requests, now: '2027-01-02T10:00' })).toEqual([]);
    const used = known({ siteId: 'liwan-central-hospital', itemId: 'check-up' }, '2026-11-21T10:00', null, 6);
    expect(storyAt({ requests, ofCard: [used] })).toEqual(['今天 15:40 已办 免费体检（A1-6）']);
    expect(storyAt({ requests, card: { status: 'lost' } })).toEqual([]);
  });

  test('says which court was asked for, until that time', () => {
    const start = '2026-12-05T20:00';
    const requests = [
      {
        ...{ cardRef: 'ab', siteId: 'youth-sports-club', itemId: 'badminton-court', seq: 4, start },
        recordedAt: instantOf('2026-11-23T15:40'),
      },
    ];
    const storyAt = (now: string) =>
      decisionFor({ site: 'youth-sports-club', now, kiosk: 'A1', requests }).story.map(({ text }) => text.zh);
    expect(storyAt(start)).toEqual(['已申请 2026-12-05 20:00 的羽毛球租场，还没订到，等区里答复（A1-4）']);
    expect(storyAt('2026-12-05T20:01')).toEqual([]);
  });

  test('is one line for a service that was given twice', () => {
    const ofCard = [4, 2].map((seq) =>
      known({ siteId: 'service-hall', itemId: 'one-time-notice' }, NOW, null, seq),
    );
    const [line] = decisionFor({ site: 'service-hall', now: NOW, kiosk: 'A1', ofCard }).story;
    expect(line?.text.zh).toMatch(/^今天已办 .+ 2 次（15:40 A1-4、15:40 A1-2）$/);
    expect(line?.text.en).toMatch(/^Had .+ 2 times today \(15:40 A1-4, 15:40 A1-2\)$/);
  });

  test('has at most six lines, the latest', () => {
    const many = Array.from({ length: 9 }, (_, index) =>
      known(
        { siteId: 'youth-sports-club', itemId: 'badminton-court' },
        `2026-11-2${(index % 5) + 4}T19:00`,
        60,
        index + 1,
      ),
    );
    expect(decisionFor({ ...club, ofCard: many }).story.map(({ seq }) => seq)).toEqual([9, 8, 7, 6, 5, 4]);
  });
});

function known(
  use: Partial<PastUse> & Pick<PastUse, 'siteId' | 'itemId'>,
  start: WallMinute,
  minutes: number | null,
  seq = 7,
): PastUse {
  return {
    person: 'holder',
    quantity: 1,
    date: start.slice(0, 10),
    ...use,
    entry: { seq, start, minutes, recordedAt: instantOf('2026-11-23T15:40') },
  };
}

function asksOf(item: ItemDecision): readonly string[] {
  return item.kind === 'ask' ? item.asks.map(({ text }) => text.zh) : [];
}
