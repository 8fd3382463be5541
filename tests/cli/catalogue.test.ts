import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCatalogueCommand } from '../../src/cli/catalogue/catalogue-commands.ts';
import type { Item } from '../../src/domain/catalogue/catalogue.ts';
import { type CatalogueFile, signCatalogue } from '../../src/domain/catalogue/catalogue-file.ts';
import { DEVELOPMENT_ROOT } from '../../src/domain/trust/development-keys.ts';
import { shipped, shippedText } from '../domain/shipped.ts';

const SHIPPED = 'resources/catalogue.json';
const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function fileOf(text: string): string {
  const path = join(folder, `${files++}.json`);
  writeFileSync(path, text);
  return path;
}

/** A signed file of the shipped catalogue with changes. */
function changed(change: object): string {
  return fileOf(JSON.stringify(signCatalogue({ ...shipped(), ...change }, DEVELOPMENT_ROOT)));
}

function itemOf(siteId: string, itemId: string): Item {
  const item = shipped().items.find(({ id, siteIds }) => id === itemId && siteIds.includes(siteId));
  if (item === undefined) throw new Error(`no ${itemId}`);
  return item;
}

const ticket = itemOf('xijiao-pool', 'outdoor-ticket');
const rule = ticket.rules[0];

/** The shipped catalogue with another outdoor ticket. */
function withTicket(change: object): string {
  const items = shipped().items.map((item) => (item.id === ticket.id ? { ...item, ...change } : item));
  return changed({ items });
}

function errorsOf(path: string): readonly string[] {
  const { lines, exitCode } = runCatalogueCommand(['check', path]);
  const errors = lines.filter((line) => line.startsWith('error '));
  expect(exitCode).toBe(errors.length === 0 ? 0 : 1);
  return errors;
}

describe('check', () => {
  test('finds no error in the shipped catalogue, and its known gaps', () => {
    expect(errorsOf(SHIPPED)).toEqual([]);
    const { lines } = runCatalogueCommand(['check', SHIPPED]);
    expect(lines).toContain(
      'warning gap youth-sports-club/basketball-single: no price from 15:00–15:30 on any day',
    );
    expect(lines).toContain(
      'warning gap fangcun-sports-centre/tennis-court: no price from 00:00–08:30 on ordinary weekdays',
    );
    expect(lines.at(-1)).toBe('0 errors, 11 warnings');
  });

  test.each([
    [
      'an overlap',
      { rules: [rule, { ...rule, id: 'evening', days: 'workday', start: '18:00' }] },
      'error overlap outdoor-ticket/outdoor-half: overlaps evening on ordinary weekdays',
    ],
    [
      'an overlap at weekends alone',
      {
        rules: [
          { ...rule, days: 'weekend' },
          { ...rule, id: 'off', days: 'dayoff' },
        ],
      },
      'error overlap outdoor-ticket/outdoor-half: overlaps off on ordinary weekends',
    ],
    [
      'a card price above the list price',
      { rules: [{ ...rule, card: { kind: 'fixed', fen: 5001 } }] },
      'error price-above-list outdoor-ticket/outdoor-half: the card price of 5001 fen is above the list price of 5000 fen',
    ],
    [
      'an unknown day rule',
      { rules: [{ ...rule, days: 'full-moon' }] },
      'error unknown-day-rule outdoor-ticket/outdoor-half: no day rule is called full-moon',
    ],
    [
      'an unknown rule',
      { rules: [rule, { kind: 'lottery', id: 'draw' }] },
      'error unknown-rule outdoor-ticket/draw: a rule of kind lottery with these fields is not known',
    ],
    [
      'a band without a minute',
      { rules: [{ ...rule, start: '12:00', end: '12:00' }] },
      'error never-applies outdoor-ticket/outdoor-half: the band 12:00–12:00 has no minute',
    ],
    [
      'dates that end before they begin',
      { rules: [{ ...rule, from: '2026-02-01', until: '2026-01-31' }] },
      'error never-applies outdoor-ticket/outdoor-half: in force from 2026-02-01, but only until 2026-01-31',
    ],
    [
      'two rules of one id',
      {
        rules: [
          { ...rule, end: '12:00' },
          { ...rule, start: '12:00' },
        ],
      },
      'error duplicate-id outdoor-ticket/outdoor-half: two rules have this id',
    ],
    [
      'an item that nothing gives',
      { rules: [] },
      'error never-applies outdoor-ticket: the item has no rule that gives it',
    ],
    [
      'guidance with a price',
      { workflow: 'guidance' },
      'error never-applies outdoor-ticket: guidance gives no price, so its rules and limits never apply',
    ],
    [
      'a site that is not there',
      { siteIds: ['xijiao-pool', 'moon-pool'] },
      'error dangling-id outdoor-ticket: no site is called moon-pool',
    ],
    [
      'a set of items that are not there',
      {
        limits: [
          { kind: 'one-of-set', id: 'set', clause: '5.6', itemIds: ['outdoor-ticket', 'x'], months: 1 },
        ],
      },
      'error dangling-id outdoor-ticket/set: no item is called x',
    ],
    [
      'an id twice at one site',
      { id: 'indoor-ticket' },
      'error duplicate-id xijiao-pool/indoor-ticket: the site has two items of this id',
    ],
    ['a missing translation', { name: { zh: '露天池门票', en: '' } }, 'error missing-translation items/'],
    ['a blank translation', { name: { zh: '露天池门票', en: ' ' } }, 'error missing-translation items/'],
    [
      'a rule whose days never come while it is in force',
      { rules: [{ ...rule, days: 'weekend', from: '2026-11-23', until: '2026-11-27' }] },
      'error never-applies outdoor-ticket/outdoor-half: no day from 2026-11-23 to 2026-11-27 is one of weekend',
    ],
    [
      'a limit on guidance',
      {
        workflow: 'guidance',
        rules: [],
        limits: [{ kind: 'uses-per-person', id: 'one', clause: '5.6', uses: 1 }],
      },
      'error never-applies outdoor-ticket: guidance',
    ],
  ])('tells %s in a line', (_, change, expected) => {
    expect(errorsOf(withTicket(change)).some((line) => line.startsWith(expected))).toBe(true);
  });

  test.each([
    [
      'bands that meet',
      {
        rules: [
          { ...rule, end: '12:00' },
          { ...rule, id: 'evening', start: '12:00' },
        ],
      },
    ],
    [
      'bands on other days',
      {
        rules: [
          { ...rule, days: 'workday' },
          { ...rule, id: 'off', days: 'dayoff' },
        ],
      },
    ],
    [
      'rules that follow one another',
      {
        rules: [
          { ...rule, until: '2026-12-31' },
          { ...rule, id: 'new', from: '2027-01-01' },
        ],
      },
    ],
    ['a card price at the list price', { rules: [{ ...rule, card: { kind: 'fixed', fen: 5000 } }] }],
    ['a rule of one day', { rules: [{ ...rule, from: '2026-02-01', until: '2026-02-01' }] }],
    [
      'a holiday rule of the days around one working weekend',
      { rules: [{ ...rule, days: 'workday', from: '2026-02-14', until: '2026-02-15' }] },
    ],
    [
      'a rule whose day comes last',
      { rules: [{ ...rule, days: 'weekend', from: '2026-11-23', until: '2026-11-28' }] },
    ],
  ])('has nothing against %s', (_, change) => {
    expect(errorsOf(withTicket(change))).toEqual([]);
  });

  test('tells rules that the catalogue outlives or ends before', () => {
    const items = [{ ...ticket, rules: [{ ...rule, from: '2026-01-01', until: '2026-06-30' }] }];
    expect(errorsOf(changed({ items, resources: [], validFrom: '2026-07-01' }))).toEqual([
      'error never-applies outdoor-ticket/outdoor-half: ends on 2026-06-30, before the catalogue begins',
    ]);
    expect(errorsOf(changed({ items, resources: [], validUntil: '2025-12-31' }))).toEqual([
      'error never-applies outdoor-ticket/outdoor-half: begins on 2026-01-01, after the catalogue ends',
    ]);
    expect(errorsOf(changed({ items, resources: [], validFrom: '2026-06-30' }))).toEqual([]);
  });

  test('tells a catalogue that ends before it begins', () => {
    expect(errorsOf(changed({ validFrom: '2026-07-01', validUntil: '2026-06-30' }))).toContain(
      'error never-applies validUntil: the catalogue begins on 2026-07-01, but ends on 2026-06-30',
    );
    expect(errorsOf(changed({ validFrom: '2026-07-01', validUntil: '2026-07-01' }))).toEqual([]);
  });

  test('tells a day rule without words and a site that offers nothing', () => {
    const dayRules = shipped().dayRules.filter((dayRule) => dayRule.id !== 'weekend');
    expect(errorsOf(changed({ dayRules }))[0]).toMatch(/^error missing-translation table-tennis-discount/);
    const { lines } = runCatalogueCommand(['check', changed({ items: [ticket] })]);
    expect(lines).toContain('warning empty-site liwan-library: the site offers nothing');
  });

  test('tells two sites of one id', () => {
    const { sites } = shipped();
    expect(errorsOf(changed({ sites: [...sites, ...sites.slice(0, 1)] }))[0]).toBe(
      'error duplicate-id service-hall: two sites have this id',
    );
  });

  test('tells faults of the calendar', () => {
    const name = { zh: '节', en: 'day' };
    const notice = {
      year: 2027,
      source: '通知',
      holidays: [{ name, from: '2027-01-01', until: '2027-01-03' }],
    };
    const noticesOf = (...notices: object[]) => errorsOf(changed({ calendar: { notices } }));
    const workday = (date: string) => ({ ...notice, workdays: [{ name, date }] });
    expect(noticesOf(workday('2027-01-09'))).toEqual([]);
    expect(noticesOf(workday('2027-01-10'))).toEqual([]);
    expect(noticesOf(workday('2027-01-11'))).toEqual([
      'error not-a-weekend calendar/2027: 2027-01-11 is no Saturday or Sunday',
    ]);
    expect(noticesOf(workday('2027-01-03'))).toEqual([
      'error never-applies calendar/2027: 2027-01-03 is a holiday and cannot be a working weekend',
    ]);
    const backwards = {
      ...notice,
      holidays: [{ name, from: '2027-01-03', until: '2027-01-01' }],
      workdays: [],
    };
    expect(noticesOf(backwards)).toEqual(['error never-applies calendar/2027: day ends before it begins']);
    const otherYear = { ...workday('2027-01-09'), year: 2028 };
    expect(noticesOf(otherYear)).toEqual(['error wrong-year calendar/2028: day begins on 2027-01-01']);
    expect(noticesOf(workday('2027-01-09'), workday('2027-01-09'))).toEqual([
      'error duplicate-id calendar/2027: two notices are for this year',
    ]);
  });

  test('tells a file that is not there, not JSON, of another shape or not signed', () => {
    const missing = join(folder, 'missing.json');
    expect(errorsOf(missing)).toEqual([
      `error unreadable ${missing}: 读不了 cannot be read: 没有这个文件或文件夹 there is no such file or folder`,
    ]);
    const notJson = fileOf('{');
    expect(errorsOf(notJson)).toEqual([`error not-json ${notJson}: the file is not JSON`]);
    expect(errorsOf(fileOf('{"format":1}'))[0]).toMatch(/^error bad-shape version: /);
    const edited = fileOf(shippedText().replace('"listFen": 5000', '"listFen": 5200'));
    expect(errorsOf(edited)[0]).toMatch(/^error not-signed signatureHex: the signature does not fit/);
    expect(errorsOf(fileOf(JSON.stringify(shipped())))[0]).toMatch(/^error not-signed /);
  });
});

describe('opening hours', () => {
  const hours = {
    days: [{ days: 'any', start: '09:00', end: '21:00' }],
    exceptions: [
      { from: '2027-02-05', until: '2027-02-08', name: { zh: '春节', en: 'New Year' }, open: [] },
      {
        from: '2027-02-09',
        until: '2027-02-09',
        name: { zh: '夜场', en: 'long night' },
        open: [{ start: '09:00', end: '24:00' }],
      },
    ],
  };
  const withHours = (of: object) =>
    changed({
      sites: shipped().sites.map((site) => (site.id === 'xijiao-pool' ? { ...site, hours: of } : site)),
    });

  test('are shown, and told where they change', () => {
    const path = withHours(hours);
    expect(errorsOf(path)).toEqual([]);
    expect(runCatalogueCommand(['show', '--site', 'xijiao-pool', '--file', path]).lines[1]).toBe(
      '  开放: 周一至周日 09:00–21:00；2027-02-05–2027-02-08 春节：不开放；2027-02-09 夜场：09:00–24:00',
    );
    expect(runCatalogueCommand(['diff', SHIPPED, path, '--language', 'en']).lines).toEqual([
      'Xijiao Swimming Pool: opening hours not entered → every day 09:00–21:00; 2027-02-05–2027-02-08 New Year: closed; 2027-02-09 long night: 09:00–24:00',
    ]);
    const pool = withTicket({ hours: { ...hours, exceptions: [] } });
    expect(runCatalogueCommand(['diff', SHIPPED, pool]).lines).toEqual([
      '西郊游泳场 / 露天池门票：开放时间 未录入 → 周一至周日 09:00–21:00',
    ]);
  });

  test('are checked', () => {
    const [closed, night] = hours.exceptions;
    const wrong = {
      days: [{ days: 'any', start: '21:00', end: '09:00' }],
      exceptions: [
        closed,
        { ...night, from: '2027-02-08' },
        { ...night, from: '2027-03-02', until: '2027-03-01' },
      ],
    };
    expect(errorsOf(withHours(wrong))).toEqual([
      'error never-applies xijiao-pool/hours: the hours 21:00–09:00 have no minute',
      'error never-applies xijiao-pool/hours: begins on 2027-03-02, but ends on 2027-03-01',
      'error overlap xijiao-pool/hours: 2027-02-08–2027-02-09 overlaps 2027-02-05–2027-02-08',
    ]);
  });
});

describe('what only a newer version knows', () => {
  const hall = { ...shipped().sites[0], kind: 'planetarium' };
  const others = shipped().sites.slice(1);

  test.each([
    [
      'a kind of site',
      { sites: [hall, ...others] },
      `error not-understood sites/${hall.id}/kind: this version`,
    ],
    [
      'a green channel by days',
      { sites: [{ ...hall, kind: 'other', greenChannel: 'Mondays' }, ...others] },
      `error not-understood sites/${hall.id}/greenChannel: this version`,
    ],
    ['a field of the whole', { lotteries: [] }, 'error bad-shape lotteries: Unrecognized key: "lotteries"'],
  ])('(%s) is told, and not signed', (_, change, error) => {
    const path = changed(change);
    expect(errorsOf(path)[0]).toContain(error);
    const before = readFileSync(path, 'utf8');
    const { exitCode, lines } = runCatalogueCommand(['sign', path]);
    expect({ exitCode, isTold: lines[0]?.startsWith(error) }).toEqual({ exitCode: 1, isTold: true });
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test.each(['grid', 'byTheMinute', 'season'])(
    '(%s of an item) is told by its place, and not signed',
    (field) => {
      const path = withTicket({ [field]: { weekend: 45 } });
      expect(runCatalogueCommand(['check', path])).toMatchObject({ exitCode: 1 });
      expect(errorsOf(path)[0]).toContain(field);
      expect(runCatalogueCommand(['sign', path])).toMatchObject({ exitCode: 1 });
    },
  );
});

describe('diff', () => {
  const diff = (path: string, language: string) =>
    runCatalogueCommand(['diff', SHIPPED, path, '--language', language]).lines;

  test('says that nothing changed', () => {
    expect(runCatalogueCommand(['diff', SHIPPED, SHIPPED])).toEqual({ lines: ['没有改动'], exitCode: 0 });
    expect(diff(SHIPPED, 'en')).toEqual(['No changes']);
  });

  test('tells a price in words, list and card', () => {
    const dearer = withTicket({ rules: [{ ...rule, listFen: 6000 }] });
    expect(diff(dearer, 'zh')).toEqual([
      '西郊游泳场 / 露天池门票 / 周一至周日 全天：原价 50.00 元/人 → 60.00 元/人',
      '西郊游泳场 / 露天池门票 / 周一至周日 全天：英才卡价 25.00 元/人 → 30.00 元/人',
    ]);
    expect(diff(dearer, 'en')[1]).toBe(
      'Xijiao Swimming Pool / Outdoor pool ticket / every day all day: card price 25.00 yuan/person → 30.00 yuan/person',
    );
    const better = withTicket({ rules: [{ ...rule, card: { kind: 'ratio', percent: 40 } }] });
    expect(diff(better, 'zh')).toEqual([
      '西郊游泳场 / 露天池门票 / 周一至周日 全天：英才卡价 25.00 元/人 → 20.00 元/人',
      '西郊游泳场 / 露天池门票 / 周一至周日 全天：折扣 五折 → 四折',
    ]);
  });

  test('tells bands, dates, people, limits and words', () => {
    const path = withTicket({
      rules: [{ ...rule, start: '08:00', end: '22:00', from: '2027-01-01', until: '2027-12-31' }],
      eligible: ['holder'],
      limits: [{ kind: 'uses-per-card-and-year', id: 'ten', clause: '5.6', uses: 10 }],
      steps: [],
      finishWithinWorkdays: 3,
    });
    expect(diff(path, 'zh')).toEqual([
      '西郊游泳场 / 露天池门票：时段 周一至周日 全天 → 周一至周日 08:00–22:00，2027-01-01 起，至 2027-12-31',
      '西郊游泳场 / 露天池门票：适用 持卡人、配偶、子女 → 持卡人',
      '西郊游泳场 / 露天池门票：限制 无 → 每卡每年 10 次',
      '西郊游泳场 / 露天池门票：办结时限 无 → 3 个工作日',
      '西郊游泳场 / 露天池门票 / 说明文字有改动',
    ]);
  });

  test('tells what is new and what is gone', () => {
    const { items, calendar } = shipped();
    const path = changed({
      items: [
        { ...ticket, rules: [{ ...rule, id: 'new-half' }] },
        ...items.filter(({ id }) => !id.endsWith('-ticket')),
      ],
      calendar: { notices: calendar.notices.map((notice) => ({ ...notice, source: `${notice.source}改` })) },
    });
    expect(diff(path, 'zh')).toEqual([
      '2024 年放假安排：国办发明电〔2023〕7号改',
      '2025 年放假安排：国办发明电〔2024〕12号改',
      '2026 年放假安排：国办发明电〔2025〕7号改',
      '取消：西郊游泳场 / 室内馆门票',
      '取消：西郊游泳场 / 露天池门票 / 周一至周日 全天',
      '新增：西郊游泳场 / 露天池门票 / 周一至周日 全天 / 25.00 元/人',
    ]);
    expect(runCatalogueCommand(['diff', path, SHIPPED, '--language', 'en']).lines).toContain(
      'Added: Xijiao Swimming Pool / Indoor pool ticket',
    );
  });

  test('tells when the whole catalogue holds, and numbers and names that change', () => {
    const { calendar, sites } = shipped();
    const path = changed({
      validFrom: '2027-01-01',
      validUntil: '2027-12-31',
      hotline: '020-12345678',
      oldCardNumbers: ['LW########'],
      addedSymbologies: ['code39', 'aztec'],
      calendar: { notices: calendar.notices.slice(0, 2) },
      sites: sites.map((site) =>
        site.id === 'xijiao-pool' ? { ...site, name: { ...site.name, zh: '西郊泳场' } } : site,
      ),
    });
    expect(diff(path, 'zh')).toEqual([
      '全部优惠：生效日期 未限定 → 2027-01-01',
      '全部优惠：截止日期 未限定 → 2027-12-31',
      '全部优惠：咨询电话 020-81378224 → 020-12345678',
      '全部优惠：无校验字符的旧卡号 无 → LW########',
      '全部优惠：另外识读的码制 无 → code39, aztec',
      '2026 年放假安排取消，改按法定节假日暂定',
      '场所名称：西郊游泳场 → 西郊泳场',
    ]);
    expect(diff(path, 'en')).toEqual([
      'All benefits: valid from no date → 2027-01-01',
      'All benefits: valid until no date → 2027-12-31',
      'All benefits: hotline 020-81378224 → 020-12345678',
      'All benefits: old numbers without check character none → LW########',
      'All benefits: symbologies read beside Code 128 and QR none → code39, aztec',
      'The holidays of 2026 are withdrawn: the statutory days hold provisionally',
    ]);
  });

  test('tells where a green channel is new or gone, and nothing of one that is only said', () => {
    const said: Record<string, boolean> = { 'xijiao-pool': true, 'tax-office': false, 'service-hall': true };
    const sites = shipped().sites.map((site) =>
      said[site.id] === undefined ? site : { ...site, greenChannel: said[site.id] },
    );
    expect(diff(changed({ sites }), 'zh')).toEqual([
      '荔湾区税务局办税服务厅：取消绿色通道',
      '西郊游泳场：设绿色通道',
    ]);
    expect(diff(changed({ sites }), 'en')[1]).toBe('Xijiao Swimming Pool: has a green channel now');
  });

  test('tells the float of a site in yuan', () => {
    const sites = shipped().sites.map((site) =>
      site.id === 'xijiao-pool' ? { ...site, floatFen: 30_000 } : site,
    );
    expect(diff(changed({ sites }), 'zh')).toEqual(['西郊游泳场：备用金 无 → 300.00']);
  });

  test('tells the ways of payment that a site records', () => {
    const sites = shipped().sites.map((site) =>
      site.id === 'xijiao-pool' ? { ...site, payments: ['wechat' as const, 'cash' as const] } : site,
    );
    expect(diff(changed({ sites }), 'zh')).toEqual(['西郊游泳场：登记的支付方式 不登记 → 微信、现金']);
  });

  test('says nothing in a language whose words stay', () => {
    const dayRules = shipped().dayRules.map((dayRule) =>
      dayRule.id === 'weekend' ? { ...dayRule, name: { ...dayRule.name, zh: '周末' } } : dayRule,
    );
    expect(diff(changed({ dayRules }), 'en')).toEqual(['No changes']);
    expect(diff(changed({ dayRules }), 'zh')).toContain(
      '荔湾区体育馆 / 羽毛球优惠时段：时段 周六、周日 12:00–14:00 → 周末 12:00–14:00',
    );
  });

  test('tells a reading or a clause that changes as words', () => {
    const words = ['西郊游泳场 / 露天池门票 / 说明文字有改动'];
    expect(diff(withTicket({ readings: [] }), 'zh')).toEqual(words);
    expect(diff(withTicket({ clause: '5.6.1' }), 'zh')).toEqual(words);
    expect(diff(withTicket({ stepClauses: [] }), 'zh')).toEqual(words);
  });

  test('tells day rules of one name apart, what else of a price holds, and rules it cannot read', () => {
    const workday = withTicket({ rules: [{ ...rule, days: 'workday' }] });
    const byName = withTicket({ rules: [{ ...rule, days: 'weekday-not-holiday' }] });
    const { lines } = runCatalogueCommand(['diff', workday, byName]);
    expect(lines).toEqual([
      expect.stringMatching(
        /^西郊游泳场 \/ 露天池门票：日期理解 青年体育会的.* → 芳村体育中心：周一至周五按星期名称理解/,
      ),
    ]);
    expect(diff(withTicket({ lowValue: false }), 'zh')).toEqual([
      '西郊游泳场 / 露天池门票：名册超过 30 天时 可以办理 → 不能办理',
    ]);
    expect(diff(withTicket({ rules: [rule, { kind: 'lottery', id: 'draw' }] }), 'zh')).toEqual([
      '西郊游泳场 / 露天池门票：本机不认识的规定 无 → draw',
    ]);
  });

  test('names the packages of which one may be taken', () => {
    const items = shipped().items.map((item) => ({
      ...item,
      limits: item.limits.map((limit) => (limit.kind === 'one-of-set' ? { ...limit, months: 6 } : limit)),
    }));
    expect(diff(changed({ items }), 'zh')[0]).toBe(
      '社区卫生服务中心 / 家庭医生免费服务包：限制 12 个月内只能选其一：家庭医生免费服务包、家庭医生基本服务包 → 6 个月内只能选其一：家庭医生免费服务包、家庭医生基本服务包',
    );
  });

  test('tells why a file cannot be compared', () => {
    expect(runCatalogueCommand(['diff', SHIPPED, fileOf('{')]).exitCode).toBe(1);
    expect(runCatalogueCommand(['diff', fileOf('{'), SHIPPED]).exitCode).toBe(1);
  });
});

describe('show', () => {
  test('prints the price board of a site with clauses', () => {
    const { lines } = runCatalogueCommand(['show', '--site', 'fangcun-sports-centre']);
    expect(lines[0]).toBe('# 芳村体育中心 (fangcun-sports-centre) [5.5]');
    expect(lines).toContain(
      '  周一至周五 08:30–16:00: 原价 30.00 元/小时 → 英才卡 24.00 元/小时 (八折) [5.5.2]',
    );
    expect(lines).toContain('  限制: 每人 1 次 [5.5.1]');
    expect(lines).toContain('  适用: 持卡人、配偶、子女');
    const english = runCatalogueCommand(['show', '--site', 'liwan-gymnasium', '--language', 'en']).lines;
    expect(english).toContain(
      '  Saturday and Sunday 18:00–20:00: list set by the venue → card set by the venue (30 % off) [5.3.2.1]',
    );
    expect(english).toContain('  every day 21:00–22:00: free [5.3.1.1]');
  });

  test('counts tables where table tennis is played, and courts elsewhere', () => {
    const shown = (...language: string[]) =>
      runCatalogueCommand(['show', '--site', 'liwan-gymnasium', ...language]).lines.filter((line) =>
        /^ {2}(限制|limit): /.test(line),
      );
    expect(shown()).toEqual([
      '  限制: 每时段 2 张球台 [5.3.1.1]',
      '  限制: 每时段 2 片场地 [5.3.1.2]',
      '  限制: 每时段 2 张球台 [5.3.2.1]',
      '  限制: 每时段 2 片场地 [5.3.2.2]',
    ]);
    expect(shown('--language', 'en')).toEqual([
      '  limit: 2 tables a slot [5.3.1.1]',
      '  limit: 2 courts a slot [5.3.1.2]',
      '  limit: 2 tables a slot [5.3.2.1]',
      '  limit: 2 courts a slot [5.3.2.2]',
    ]);
  });

  test('has a board for every clause of the guide that gives a holder something', () => {
    const text = runCatalogueCommand(['show']).lines.join('\n');
    const clauses = [
      '1', '2.1.1', '2.1.2', '2.1.3', '2.2.1', '2.2.2', '2.2.3', '2.2.4', '3.1.1', '3.1.2', '3.1.3', '3.1.4', '3.2.1', '3.2.2', '4', '5.1.3', '5.1.4.9', '5.2.3', '5.2.4.9', '5.5.3.1', '5.5.3.3', '5.6.2.1',
      '5.1.1', '5.1.4.2', '5.2.1', '5.2.4.2', '5.3.1.1', '5.3.1.2', '5.3.2.1', '5.3.2.2', '5.4.1.1', '5.4.1.2',
      '5.4.1.3', '5.4.2', '5.5.1', '5.5.2', '5.6.2.2', '6', '7', '8.1', '8.2.1', '8.2.2', '8.2.3', '8.2.4', '8.3',
      '8.4.1', '8.4.2', '8.4.3', '9', '10.1.1.1', '10.1.1.2', '10.1.1.3', '10.1.1.4', '10.1.1.5', '10.1.2',
      '10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.2',
    ]; // biome-ignore format: the guide's numbering
    expect(clauses.filter((clause) => !text.includes(`[${clause}]`))).toEqual([]);
    for (const { id } of shipped().sites) expect(text).toContain(`(${id})`);
    expect(text).toContain('2026: 国办发明电〔2025〕7号');
  });

  test('gives numbers of offices and of no private person', () => {
    const text = runCatalogueCommand(['show']).lines.join('\n');
    const offices = [
      '020-81378224',
      '020-81022321',
      '020-81191965',
      '020-81224285',
      '020-81532280',
      '020-81632960',
    ];
    for (const phone of offices) expect(text).toContain(phone);
    expect([...new Set(text.match(/020-[0-9]+/g))].toSorted()).toEqual(offices.toSorted());
    expect(shippedText()).not.toMatch(/1[3-9][0-9]{9}/);
  });

  test('names the packages of which one may be taken', () => {
    const show = (language: string) =>
      runCatalogueCommand(['show', '--site', 'community-health-centre', '--language', language]).lines;
    expect(show('zh')).toContain('  限制: 12 个月内只能选其一：家庭医生免费服务包、家庭医生基本服务包 [8.4]');
    expect(show('en')).toContain(
      '  limit: one of these in 12 months: Family doctor, free package; Family doctor, basic package [8.4]',
    );
    const dangling = fileOf(shippedText().replaceAll('["family-doctor-free", ', '["gone", '));
    expect(
      runCatalogueCommand(['show', '--file', dangling, '--site', 'community-health-centre']).lines,
    ).toContain('  限制: 12 个月内只能选其一：gone、家庭医生基本服务包 [8.4]');
  });

  test('gives a service its hours and no price that the guide does not name', () => {
    const show = (site: string, language = 'zh') =>
      runCatalogueCommand(['show', '--site', site, '--language', language]).lines;
    expect(show('service-hall')).toContain('  时间: 指南未限定 [2.1.1]');
    expect(show('service-hall', 'en')).toContain('  hours: the guide names none [2.1.1]');
    expect(show('service-hall').join('\n')).not.toContain('免费');
    expect(show('legal-hotline')).toContain('  时间: 周一至周五 09:00–12:00 [10.2.2]');
    expect(show('fangcun-sports-centre')).toContain('  周一至周日 全天: 免费 [5.5.1]');
  });

  test('has the places, remarks and duties of the guide', () => {
    const text = runCatalogueCommand(['show']).lines.join('\n');
    const words = [
      '周门南路29号', '芳村大道西塞坝路芳雅苑15号', '布置场地、存放道具，联系物业', '有权收取设施维护产生的费用',
      '图书馆有权终止活动', '文化馆有权终止活动', '承担全部法律责任', '解释权归芳村体育中心所有', '党建引领、人才支撑',
      '你呼我应、三级联动', '二楼商事登记大厅', '花地大道北88号',
    ]; // biome-ignore format: the guide's words
    expect(words.filter((word) => !text.includes(word))).toEqual([]);
    expect(text).not.toMatch(/\p{Script=Han}(经理|先生|女士|小姐)/u);
  });

  test('names the sites where the one asked for is unknown', () => {
    const { lines, exitCode } = runCatalogueCommand(['show', '--site', 'moon']);
    expect(exitCode).toBe(1);
    expect(lines[0]).toContain('xijiao-pool');
    expect(runCatalogueCommand(['show', '--file', fileOf('{')]).exitCode).toBe(1);
  });

  test('tells rules that it does not know', () => {
    const path = withTicket({
      rules: [{ kind: 'lottery', id: 'draw' }],
      limits: [{ kind: 'height', id: 'low' }],
    });
    const { lines } = runCatalogueCommand(['show', '--file', path, '--site', 'xijiao-pool']);
    expect(lines).toContain('  本机不认识的规定: draw');
    expect(lines).toContain('  限制: 本机不认识的规定 low');
  });
});

describe('sign', () => {
  test('makes an edited file whole again, in place', () => {
    const path = fileOf(shippedText().replace('"listFen": 5000', '"listFen": 5200'));
    expect(runCatalogueCommand(['sign', path]).exitCode).toBe(0);
    expect(errorsOf(path)).toEqual([]);
    expect(readFileSync(path, 'utf8')).toContain('"listFen": 5200');
  });

  test('gives back the shipped file, byte by byte', () => {
    const path = fileOf(shippedText());
    runCatalogueCommand(['sign', path]);
    expect(readFileSync(path, 'utf8')).toBe(shippedText());
  });

  test('wraps a bare catalogue', () => {
    const path = fileOf(JSON.stringify(shipped()));
    expect(runCatalogueCommand(['sign', path]).exitCode).toBe(0);
    const file: CatalogueFile = JSON.parse(readFileSync(path, 'utf8'));
    expect(file.payload).toEqual(shipped());
  });

  test('refuses what check calls an error, and leaves the file', () => {
    const path = withTicket({ rules: [] });
    const before = readFileSync(path, 'utf8');
    expect(runCatalogueCommand(['sign', path])).toEqual({
      lines: ['error never-applies outdoor-ticket: the item has no rule that gives it'],
      exitCode: 1,
    });
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(runCatalogueCommand(['sign', fileOf('{')]).exitCode).toBe(1);
  });
});

test('the JSON Schema on disk is the one that the code makes', () => {
  const { lines } = runCatalogueCommand(['schema']);
  expect(`${lines.join('\n')}\n`).toBe(readFileSync('resources/catalogue.schema.json', 'utf8'));
});

test.each([
  [[]],
  [['fly']],
  [['check']],
  [['diff', SHIPPED]],
  [['sign']],
  [['show', '--language', 'fr']],
  [['--bad']],
])('explains itself for %j', (args) => {
  const { lines, exitCode } = runCatalogueCommand(args);
  expect(exitCode).toBe(2);
  // What is wrong, and then the usage.
  expect(lines[0]).not.toBe('');
  expect(lines.slice(1).join('\n')).toContain('npm run -s catalogue -- check');
});
