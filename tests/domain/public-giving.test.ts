import { describe, expect, test } from 'vitest';
import { rulebookOf } from '../../src/domain/catalogue/rulebook.ts';
import type { PastUse } from '../../src/domain/decision/decision.ts';
import { type AskedGiving, type CourtEntry, publicGiving } from '../../src/domain/decision/public-giving.ts';
import type { PublicStretch } from '../../src/domain/shared/public-stretch.ts';
import { shipped } from './shipped.ts';

const CLUB = 'youth-sports-club';
const NOW = '2026-11-23T15:42';
const NAME = { zh: '羽毛球场地', en: 'Badminton court' };

function entryOf(): CourtEntry {
  const items = rulebookOf(shipped()).itemsBySite.get(CLUB) ?? [];
  const entry = items.find(({ item }) => item.id === 'badminton-court');
  if (entry === undefined || entry.resource === null) throw new Error('no courts');
  return { ...entry, resource: entry.resource };
}

/** Courts 1 and 2 of the club from 18:00 to 20:00, for walk-in guests. */
function asks(change: Partial<AskedGiving> = {}, known: { sold?: PastUse[]; taken?: PublicStretch[] } = {}) {
  const asked = {
    start: '2026-11-23T18:00',
    minutes: 120,
    courts: [1, 2],
    use: 'walk-in',
    ...change,
  } as const;
  const { sold: atDesk = [], taken = [] } = known;
  const answer = publicGiving(entryOf(), asked, { now: NOW, given: { atDesk, taken }, namesOf: () => NAME });
  return answer.kind === 'free' ? 'free' : `${answer.kind}: ${answer.text.zh} | ${answer.text.en}`;
}

function bookingOf(start: string, minutes: number, courts?: number[]): PastUse {
  return {
    ...{ siteId: CLUB, itemId: 'badminton-court', person: 'holder', quantity: 1 },
    ...{ date: start.slice(0, 10), entry: { seq: 1, start, minutes, recordedAt: 0 } },
    ...(courts === undefined ? {} : { courts }),
  };
}

function takenOf(change: Partial<PublicStretch> = {}): PublicStretch {
  return {
    ...{ takenId: 'a'.repeat(32), siteId: CLUB, resourceId: 'youth-badminton', date: '2026-11-23' },
    ...{ from: 18 * 60, to: 20 * 60, courts: [1, 2], use: 'walk-in', isFreed: false, ...change },
  };
}

describe('giving courts to the public', () => {
  test.each<[Partial<AskedGiving>, string]>([
    [{}, 'free'],
    [{ start: '2026-11-23T15:30', minutes: 30 }, 'free'],
    [{ start: '2026-11-23T15:00', minutes: 30 }, 'refused: 这段时间已经过去'],
    [{ start: '2026-11-22T18:00' }, 'refused: 这段时间已经过去，现在是 2026-11-23 15:42'],
    [{ start: '0001-01-01T18:00' }, 'refused: 这段时间已经过去'],
    [{ start: '2026-12-24T18:00' }, 'free'],
    [{ start: '2026-12-25T18:00' }, 'refused: 最多登记 31 天内的场地，到 2026-12-24 为止'],
    [{ start: '2099-01-01T18:00' }, 'refused: 最多登记 31 天内的场地'],
    [{ start: '2026-11-23T18:10' }, 'refused: 此处按 30 分钟订场，可从 18:30 起'],
    [{ minutes: 7 }, 'refused: 此处按 30 分钟订场，请改为 30 分钟的整数倍'],
    [{ start: '2026-11-23T22:00', minutes: 120 }, 'free'],
    [{ start: '2026-11-23T22:00', minutes: 150 }, 'refused: 一次只登记一天之内的时间'],
    [{ courts: [6, 7, 9] }, 'refused: 没有 7 号、9 号场地，这里是 1 至 6 号'],
  ])('%j: %s', (change, expected) => {
    expect(asks(change)).toMatch(new RegExp(`^${expected}`));
  });

  test('says each refusal in English, too', () => {
    expect(asks({ courts: [7] })).toContain('There is no court 7: the courts here are 1 to 6');
    expect(asks({ start: '2026-11-22T18:00' })).toContain('That time is over: it is 2026-11-23 15:42 now');
    expect(asks({ start: '2099-01-01T18:00' })).toContain('At most 31 days ahead, until 2026-12-24');
  });

  test('asks first where some of it is booked, and names the bookings', () => {
    const sold = [
      bookingOf('2026-11-23T19:00', 60, [2]),
      bookingOf('2026-11-23T19:30', 60),
      bookingOf('2026-11-23T19:00', 60, [3]),
      bookingOf('2026-11-23T20:00', 60, [1]),
    ];
    expect(asks({}, { sold })).toBe(
      'sold: 已订出：羽毛球场地 2 号场地 19:00–20:00；羽毛球场地 19:30–20:30（未定场地号）。仍要登记吗？冲突由区里核对' +
        ' | Booked already: Badminton court, court 2, 19:00–20:00; Badminton court 19:30–20:30 (no court named).' +
        ' Record it all the same? The district looks at what collides',
    );
    const many = Array.from({ length: 8 }, () => bookingOf('2026-11-23T19:00', 60, [1]));
    expect(asks({}, { sold: many })).toContain('；另有 3 个。');
  });

  test('asks about what another kiosk booked without a number, also where the catalogue names no courts', () => {
    const { entry: _, ...elsewhere } = bookingOf('2026-11-23T19:00', 60);
    const record = { recordId: 'b'.repeat(32), start: '2026-11-23T19:00', minutes: 60 } as PastUse['record'];
    const use = { ...elsewhere, record } as PastUse;
    const entry = { ...entryOf(), resource: { ...entryOf().resource, isDerived: true } };
    const asked = { start: '2026-11-23T18:00', minutes: 120, courts: [1], use: 'walk-in' } as const;
    const kindFor = (start: string) =>
      publicGiving(
        entry,
        { ...asked, start },
        { now: NOW, given: { atDesk: [use], taken: [] }, namesOf: () => NAME },
      ).kind;
    expect([kindFor('2026-11-23T18:00'), kindFor('2026-11-23T20:00')]).toEqual(['sold', 'free']);
  });

  test('is nothing where it stands already, and something where a part, a court or the use differs', () => {
    const taken = [takenOf()];
    expect(asks({}, { taken })).toBe(
      'same: 1 号、2 号场地 2026-11-23 18:00–20:00 已经这样登记，没有再登记一次' +
        ' | Courts 1, 2 2026-11-23 18:00–20:00: recorded like this already, so nothing was recorded again',
    );
    expect(asks({ minutes: 60, courts: [2] }, { taken })).toMatch(/^same/);
    const halves = [takenOf({ to: 19 * 60 }), takenOf({ from: 19 * 60 })];
    expect(asks({}, { taken: halves })).toMatch(/^same/);
    expect(asks({ minutes: 150 }, { taken })).toBe('free');
    expect(asks({ courts: [2, 3] }, { taken })).toBe('free');
    expect(asks({ use: 'repair' }, { taken })).toBe('free');
    expect(asks({}, { taken: [takenOf({ date: '2026-11-24' })] })).toBe('free');
  });
});
