import { describe, expect, test } from 'vitest';
import { checkCatalogue } from '../../src/catalogue-review/catalogue-check.ts';
import { diffCatalogues } from '../../src/catalogue-review/catalogue-diff.ts';
import { daysOf, openTimesOf, reasonOf, withClosedDays } from '../../src/catalogue-review/closed-days.ts';
import { placeWords } from '../../src/catalogue-review/place-words.ts';
import { shippedCatalogue } from '../../src/cli/catalogue/catalogue-source.ts';
import { readDraftArguments } from '../../src/cli/district/catalogue/draft-order.ts';
import type { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import type { Resource } from '../../src/domain/catalogue/resource.ts';
import {
  splitSite,
  withoutItem,
  withoutResource,
  withoutSite,
  withResource,
} from '../../src/office/catalogue/draft/edit-catalogue.ts';

const shipped = shippedCatalogue();
const TENNIS = 'fangcun-tennis';
const tennis = shipped.resources?.find(({ id }) => id === TENNIS);
if (tennis === undefined) throw new Error('no tennis courts');

const WATER = {
  ...{ from: '2026-12-01', until: '2026-12-03' },
  ...{ name: { zh: '换水停场', en: 'change of water' }, open: [] },
};
const POOL = { siteId: 'xijiao-pool', itemId: null, resourceId: null };

function entered(place: Parameters<typeof withClosedDays>[1], days = WATER): Catalogue {
  const done = withClosedDays(shipped, place, days);
  if (!done.ok) throw new Error(done.fault);
  return done.catalogue;
}

const errorsOf = (catalogue: Catalogue) => checkCatalogue(catalogue).filter(({ level }) => level === 'error');

describe('an exceptional day', () => {
  test.each([
    [POOL, '西郊游泳场：开放时间'],
    [{ ...POOL, itemId: 'indoor-ticket' }, '西郊游泳场 / 室内馆门票：开放时间'],
    [
      { siteId: 'fangcun-sports-centre', itemId: null, resourceId: TENNIS },
      '芳村体育中心 / 网球场：开放时间',
    ],
  ])('of %j is entered, and said in words', (place, words) => {
    const catalogue = entered(place);
    expect(diffCatalogues(shipped, catalogue, 'zh')).toEqual([
      `${words} 未录入 → 周一至周日 00:00–24:00；2026-12-01–2026-12-03 换水停场：不开放`,
    ]);
    expect(errorsOf(catalogue)).toEqual([]);
  });

  test('that is entered again takes the place of the first', () => {
    const twice = withClosedDays(entered(POOL), POOL, { ...WATER, open: [{ start: '18:00', end: '21:00' }] });
    if (!twice.ok) throw new Error(twice.fault);
    const { hours } = twice.catalogue.sites.find(({ id }) => id === POOL.siteId) ?? {};
    expect(hours?.exceptions).toEqual([{ ...WATER, open: [{ start: '18:00', end: '21:00' }] }]);
  });

  test.each([
    [{ ...POOL, siteId: 'no-pool' }, 'no-site'],
    [{ ...POOL, itemId: 'tennis-court' }, 'no-item'],
    [{ ...POOL, resourceId: TENNIS }, 'no-resource'],
    [{ siteId: 'liwan-central-hospital', itemId: 'check-up', resourceId: null }, 'at-several-sites'],
  ])('of %j is refused: %s', (place, fault) => {
    expect(withClosedDays(shipped, place, WATER)).toEqual({ ok: false, fault });
  });

  test('is typed with its reason, its days and the hours that are left', () => {
    expect(reasonOf('换水停场')).toEqual({ zh: '换水停场', en: 'change of water' });
    expect(reasonOf('台风｜Typhoon')).toEqual({ zh: '台风', en: 'Typhoon' });
    expect(reasonOf('台风')).toBeNull();
    expect(openTimesOf('09:00-12:00, 14:00–18:00')).toHaveLength(2);
    expect([openTimesOf(''), openTimesOf('12:00-09:00'), openTimesOf('9-12')]).toEqual([[], null, null]);
    expect([daysOf('2026-12-03', '2026-12-01'), daysOf('2026-13-01', '2026-13-01')]).toEqual([null, null]);
  });

  test.each([
    [['--site', 'xijiao-pool', '--from', '2026-12-01', '--reason', '闭馆'], true],
    [['--site', 'xijiao-pool', '--from', '2026-12-01'], false],
    [['--site', 'xijiao-pool', '--from', '2026-12-01', '--reason', '台风'], false],
    [['--from', '2026-12-01', '--reason', '闭馆'], false],
    [['--site', 'a', '--item', 'b', '--resource', 'c', '--from', '2026-12-01', '--reason', '闭馆'], false],
  ])('of the command line %j is understood: %s', (args, isUnderstood) => {
    expect(typeof readDraftArguments(['closed', ...args]) === 'object').toBe(isUnderstood);
  });
});

describe('courts, tables and rooms of a draft', () => {
  const changedTo = (change: Partial<Resource>) => withResource(shipped, { ...tennis, ...change });

  test.each([
    [{ count: 6 }, ['芳村体育中心 / 网球场：数量 4 → 6']],
    [{ grid: 60 }, ['芳村体育中心 / 网球场：订场间隔 按 30 分钟 → 按 60 分钟']],
    [{ leaseDays: 3 }, ['芳村体育中心 / 网球场：断网可订天数 8 天 → 3 天']],
    [{ kind: 'room' as const }, ['芳村体育中心 / 网球场：种类 场地 → 房间']],
    [{ name: { zh: '红土场', en: 'Clay courts' } }, ['芳村体育中心 / 红土场：名称 网球场 → 红土场']],
  ])('that change to %j are told: %j', (change, words) => {
    expect(diffCatalogues(shipped, changedTo(change), 'zh')).toEqual(words);
    expect(errorsOf(changedTo(change))).toEqual([]);
  });

  test('that come and go are told', () => {
    const without = withoutResource(shipped, TENNIS);
    expect(diffCatalogues(shipped, without, 'en')).toEqual([
      'Removed: Fangcun Sports Centre / Tennis courts',
    ]);
    expect(diffCatalogues(without, shipped, 'en')).toEqual([
      'Added: Fangcun Sports Centre / Tennis courts / 4',
    ]);
  });

  test.each([
    [{ siteId: 'no-site' }, 'dangling-id'],
    [{ itemIds: ['no-item'] }, 'dangling-id'],
    [{ itemIds: ['badminton-court'] }, 'overlap'],
    [{ itemIds: ['tennis-membership'] }, 'never-applies'],
    [{ id: 'fangcun-badminton-2', itemIds: ['tennis-court'] }, 'overlap'],
  ])('with the fault %j cannot be handed in: %s', (change, kind) => {
    const other = { ...tennis, ...change };
    const resources = [...(shipped.resources ?? []).filter(({ id }) => id !== other.id), other];
    const errors = errorsOf({ ...shipped, resources });
    expect(errors.map((remark) => remark.kind)).toContain(kind);
    for (const { place, messageZh } of errors) {
      expect(placeWords(place, { ...shipped, resources }).zh).toContain('网球场');
      expect(messageZh).toMatch(/\p{Script=Han}/u);
    }
  });

  test('of which the guide gives more than there are is a warning', () => {
    const gymnasium = shipped.resources?.find(({ id }) => id === 'gymnasium-badminton');
    if (gymnasium === undefined) throw new Error('no gymnasium');
    const one = checkCatalogue(withResource(shipped, { ...gymnasium, count: 1 }));
    expect(one.filter(({ kind }) => kind === 'fewer-courts')).toHaveLength(2);
  });

  test('go with their site and their last item, and a site that is split has them at each part', () => {
    const idsOf = ({ resources = [] }: Catalogue) => resources.map(({ id }) => id);
    expect(idsOf(withoutSite(shipped, 'fangcun-sports-centre'))).not.toContain(TENNIS);
    const index = shipped.items.findIndex(({ id }) => id === 'tennis-court');
    expect(idsOf(withoutItem(shipped, index))).not.toContain(TENNIS);
    const split = splitSite(shipped, {
      ...{ siteId: 'fangcun-sports-centre', lines: ['东场|East', '西场|West'], keep: false },
    });
    expect(split.resources?.filter(({ name }) => name.zh === '网球场').map(({ siteId }) => siteId)).toEqual([
      'fangcun-sports-centre-1',
      'fangcun-sports-centre-1-2',
    ]);
    expect(errorsOf(split)).toEqual([]);
  });
});
