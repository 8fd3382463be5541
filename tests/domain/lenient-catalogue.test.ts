import { describe, expect, test } from 'vitest';
import trustedKeys from '../../resources/trusted-keys.json' with { type: 'json' };
import { plusMinutes } from '../../src/domain/base/wall-time.ts';
import type { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { readCatalogueFile, signCatalogue } from '../../src/domain/catalogue/catalogue-file.ts';
import { HOTLINE } from '../../src/domain/catalogue/hotline.ts';
import { placesNotUnderstood } from '../../src/domain/catalogue/unread.ts';
import type { GivenChoice, ItemDecision } from '../../src/domain/decision/decision.ts';
import { limitedItemsOf } from '../../src/domain/decision/limited-items.ts';
import { DEVELOPMENT_ROOT } from '../../src/domain/trust/development-keys.ts';
import { seededRandom, testSeed } from '../support/random.ts';
import { answerFor, decisionFor, itemFor, MS_PER_DAY } from './desk.ts';
import { type Change, changed, type Payload, plantedIn, shippedPayload } from './newer-catalogue.ts';
import { shipped } from './shipped.ts';

const UNDERSTOOD = shipped();
const NOON = '2026-11-23T12:00';

/** What a kiosk makes of a payload that the district signed. */
function read(payload: unknown): Catalogue {
  const reading = readCatalogueFile(JSON.stringify(signCatalogue(payload, DEVELOPMENT_ROOT)), trustedKeys);
  if (!reading.ok) throw new Error(`${reading.fault.kind}: ${reading.fault.message}`);
  return reading.catalogue;
}

function readChanged(change: Change): Catalogue {
  return read(changed(change));
}

function faultOf(payload: unknown): string | null {
  const reading = readCatalogueFile(JSON.stringify(signCatalogue(payload, DEVELOPMENT_ROOT)), trustedKeys);
  return reading.ok ? null : `${reading.fault.kind}: ${reading.fault.message}`;
}

/** The answers at a site, by item, with the kind of the first question. */
function answersAt(site: string, catalogue: Catalogue): readonly string[] {
  return decisionFor({ site, now: NOON, catalogue }).items.map(
    (item) => `${item.itemId} ${item.kind}${item.kind === 'ask' ? ` ${item.asks[0]?.kind}` : ''}`,
  );
}

test('a catalogue that is known whole has nothing that is not understood', () => {
  expect(UNDERSTOOD.unread).toBeUndefined();
  expect(placesNotUnderstood(UNDERSTOOD)).toEqual([]);
});

test('whatever a newer release plants at a random place, what is touched asks and all else stands', () => {
  const random = seededRandom(testSeed());
  for (let run = 0; run < 150; run += 1) {
    const { payload, what, touches } = plantedIn(shippedPayload(), random);
    const catalogue = read(payload);
    expect(placesNotUnderstood(catalogue).length, what).toBeGreaterThan(0);
    for (const { id: site } of UNDERSTOOD.sites) {
      const given = { site, ...circumstances(random) };
      const before = decisionFor(given).items;
      const after = decisionFor({ ...given, catalogue }).items;
      const isTouched = ({ itemId }: ItemDecision) => touches(site, itemId);
      const where = `${what}: ${site}`;
      expect(withoutTouched(after), where).toEqual(withoutTouched(before));
      const touched = after.filter(isTouched);
      expect(touched.length, where).toBeGreaterThanOrEqual(before.filter(isTouched).length);
      for (const item of touched) expectQuestion(item, `${where} ${item.itemId}`);

      function withoutTouched(items: readonly ItemDecision[]): readonly ItemDecision[] {
        return items.filter((item) => !isTouched(item));
      }
    }
  }
});

function expectQuestion(item: ItemDecision, where: string): void {
  expect(item.kind, where).toBe('ask');
  if (item.kind !== 'ask') return;
  expect(item.price, where).toBeNull();
  expect(['unknown-part', 'unknown-rule'], where).toContain(item.asks[0]?.kind);
}

function circumstances(random: () => number) {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const now = plusMinutes('2026-01-01T00:00', Math.floor(random() * 365 * 1440));
  const choice: GivenChoice = {
    person: pick(['holder', 'spouse', 'child'] as const),
    quantity: pick([1, 2, 0]),
    minutes: pick([60, 90, 0.5]),
  };
  const isChosen = random() < 0.5;
  return {
    now,
    dataAgeMs: pick([0, 8 * MS_PER_DAY, 31 * MS_PER_DAY]),
    ...(isChosen ? { choices: Object.fromEntries(UNDERSTOOD.items.map(({ id }) => [id, choice])) } : {}),
  };
}

describe('an item', () => {
  test.each<[string, (item: Payload) => void, string]>([
    ['with a field that is not known', (item) => Object.assign(item, { season: 'summer' }), 'season'],
    ['of a workflow that is not known', (item) => Object.assign(item, { workflow: 'raffle' }), 'workflow'],
    ['of a unit that is not known', (item) => Object.assign(item, { unit: 'lap' }), 'unit'],
    [
      'for somebody who is not known',
      (item) => Object.assign(item, { eligible: ['holder', 'parent'] }),
      'eligible',
    ],
    ['with a grid that is not known', (item) => Object.assign(item, { grid: { weekend: 45 } }), 'grid'],
    ['with any minute, said anew', (item) => Object.assign(item, { byTheMinute: 'at night' }), 'byTheMinute'],
    ['with a third language', (item) => Object.assign(item['name'] as Payload, { yue: '泳池' }), 'name'],
    ['with a step that is a picture', (item) => Object.assign(item, { steps: [{ picture: 1 }] }), 'steps'],
    ['with rules of another shape', (item) => Object.assign(item, { rules: {} }), 'rules'],
    ['with a price below nothing', (item) => Object.assign(ruleOf(item), { listFen: -1 }), 'rules'],
    [
      'with a card price that has one more field',
      (item) => Object.assign(ruleOf(item)['card'] as Payload, { roundTo: 10 }),
      'rules',
    ],
    ['at a desk that the file lacks', (item) => (item['siteIds'] as unknown[]).push('nowhere'), 'siteIds'],
  ])('%s asks, and all others stand', (_, change, field) => {
    const catalogue = readChanged(({ item }) => change(item('outdoor-ticket')));
    expect(answersAt('xijiao-pool', catalogue)).toEqual([
      'outdoor-ticket ask unknown-part',
      'indoor-ticket yes',
    ]);
    expect(placesNotUnderstood(catalogue)).toEqual([`items/outdoor-ticket/${field}`]);
  });

  test('says in words what to do, before it says anything else', () => {
    const catalogue = readChanged(({ item }) => Object.assign(item('outdoor-ticket'), { season: 'summer' }));
    const given = { site: 'xijiao-pool', now: NOON, catalogue, dataAgeMs: 31 * MS_PER_DAY };
    expect(
      itemFor('outdoor-ticket', { ...given, choices: { 'outdoor-ticket': { quantity: 0 } } }),
    ).toMatchObject({
      kind: 'ask',
      price: null,
      name: { zh: expect.stringContaining('露天池') },
      asks: [
        {
          kind: 'unknown-part',
          text: {
            zh: `本机版本不认识价目表里此项的新内容，不能算价。请致电 ${HOTLINE} 核对；本机须由区里更新`,
            en: `This kiosk's version does not know this part of the price table. Ask ${HOTLINE}; the district office must update the kiosk`,
          },
        },
      ],
    });
    expect(answerFor('outdoor-ticket', { ...given, dataAgeMs: 91 * MS_PER_DAY })).toBe('info');
    expect(answerFor('outdoor-ticket', { ...given, card: { status: 'revoked' } })).toBe('no card-refused');
  });

  test('that is guidance asks as well', () => {
    const catalogue = readChanged(({ item }) => Object.assign(item('housing'), { quota: 3 }));
    expect(answersAt('talent-service', catalogue)).toContain('housing ask unknown-part');
    expect(answersAt('talent-service', catalogue)).toContain('party-building info');
  });

  test.each([
    ['without an id', (item: Payload) => delete item['id']],
    ['with an empty id', (item: Payload) => Object.assign(item, { id: '' })],
    ['with an id of a megabyte', (item: Payload) => Object.assign(item, { id: 'a'.repeat(1 << 20) })],
    ['called __proto__', (item: Payload) => Object.assign(item, { id: '__proto__' })],
  ])('%s is shown, and asks', (_, change) => {
    const catalogue = readChanged(({ item }) => change(item('outdoor-ticket')));
    const [first, second] = decisionFor({ site: 'xijiao-pool', now: NOON, catalogue }).items;
    expect(first).toMatchObject({
      kind: 'ask',
      price: null,
      name: { en: expect.stringContaining('utdoor') },
    });
    expect(second).toMatchObject({ itemId: 'indoor-ticket', kind: 'yes' });
    const [place = ''] = placesNotUnderstood(catalogue);
    expect(place.length).toBeLessThan(100);
    expect(place).toMatch(/^items\/.+\/id$/);
  });

  test.each([
    ['a number', 7],
    ['nothing', null],
    ['a list', []],
    ['empty', {}],
    ['at sites of another shape', { id: 'later', siteIds: { all: true } }],
  ])('that is %s is shown at every desk, and asks', (_, item) => {
    const catalogue = readChanged(({ payload }) => payload.items.push(item as Payload));
    for (const { id } of catalogue.sites) {
      const last = decisionFor({ site: id, now: NOON, catalogue }).items.at(-1);
      expect(last).toMatchObject({ kind: 'ask', price: null, asks: [{ kind: 'unknown-part' }] });
      expect(last?.name.zh).not.toBe('');
    }
    expect(answersAt('xijiao-pool', catalogue).slice(0, 2)).toEqual(answersAt('xijiao-pool', UNDERSTOOD));
  });

  test('that stands twice at one desk asks there, and at no other', () => {
    const twice = readChanged(({ payload, item }) => payload.items.push({ ...item('outdoor-ticket') }));
    expect(answersAt('xijiao-pool', twice)).toEqual([
      'outdoor-ticket ask unknown-part',
      'indoor-ticket yes',
      // On a screen no two items have one id.
      '-again-3 ask unknown-part',
    ]);
    // One id may stand for two benefits at two sites.
    expect(answersAt('youth-sports-club', UNDERSTOOD)).toContain('badminton-court yes');
  });

  test('with a limit over an item that the file lacks asks', () => {
    const catalogue = readChanged(({ payload }) => {
      payload.items = payload.items.filter(({ id }) => id !== 'family-doctor-basic');
    });
    expect(answersAt('community-health-centre', catalogue)).toContain('family-doctor-free ask unknown-part');
  });

  test('that is not understood is leased by no district, and held against no limit', () => {
    const limited = [...limitedItemsOf(UNDERSTOOD).keys()];
    const catalogue = readChanged(({ item }) => Object.assign(item('badminton-free'), { season: 'summer' }));
    expect(limited).toContain('badminton-free');
    expect([...limitedItemsOf(catalogue).keys()]).toEqual(limited.filter((id) => id !== 'badminton-free'));
  });
});

describe('a site', () => {
  test.each([
    ['of a kind that is not known', { kind: 'planetarium' }, 'kind'],
    ['with a field that is not known', { hoursOfSummer: ['08:00'] }, 'hoursOfSummer'],
    ['with a clause that is not known', { clause: '11.1' }, 'clause'],
  ])('%s has its name, and its items ask there alone', (_, change, field) => {
    const hospital = 'liwan-tcm-hospital';
    const catalogue = readChanged(({ site }) => Object.assign(site(hospital), change));
    expect(catalogue.sites.map(({ id, name }) => ({ id, name }))).toEqual(
      UNDERSTOOD.sites.map(({ id, name }) => ({ id, name })),
    );
    for (const { id } of UNDERSTOOD.sites) {
      const before = answersAt(id, UNDERSTOOD);
      const expected = before.map((answer) => `${answer.split(' ')[0]} ask unknown-part`);
      expect(answersAt(id, catalogue)).toEqual(id === hospital ? expected : before);
    }
    expect(placesNotUnderstood(catalogue)).toEqual([`sites/${hospital}/${field}`]);
  });

  test('with a green channel that is not understood is told, and its prices stand', () => {
    const catalogue = readChanged(({ site }) =>
      Object.assign(site('xijiao-pool'), { greenChannel: 'Mondays' }),
    );
    expect(answersAt('xijiao-pool', catalogue)).toEqual(answersAt('xijiao-pool', UNDERSTOOD));
    expect(placesNotUnderstood(catalogue)).toEqual(['sites/xijiao-pool/greenChannel']);
  });

  test('with a float that is not understood is told, and its desks have none', () => {
    const catalogue = readChanged(({ site }) => Object.assign(site('xijiao-pool'), { floatFen: -1 }));
    expect(answersAt('xijiao-pool', catalogue)).toEqual(answersAt('xijiao-pool', UNDERSTOOD));
    expect(placesNotUnderstood(catalogue)).toEqual(['sites/xijiao-pool/floatFen']);
  });

  test.each([[['cash', 'gold']], [['cash', 'cash']], [[]]])(
    'with ways of payment %j is told, and its desks record none',
    (payments) => {
      const catalogue = readChanged(({ site }) => Object.assign(site('xijiao-pool'), { payments }));
      expect(answersAt('xijiao-pool', catalogue)).toEqual(answersAt('xijiao-pool', UNDERSTOOD));
      expect(placesNotUnderstood(catalogue)).toEqual(['sites/xijiao-pool/payments']);
      expect(catalogue.sites.find(({ id }) => id === 'xijiao-pool')?.payments).toBeUndefined();
    },
  );

  test('of an id that stands twice asks for all', () => {
    const catalogue = readChanged(({ payload, site }) => payload.sites.push({ ...site('xijiao-pool') }));
    expect(new Set(answersAt('xijiao-pool', catalogue))).toEqual(
      new Set(['outdoor-ticket ask unknown-part', 'indoor-ticket ask unknown-part']),
    );
  });

  test.each(['', '__proto__', 'Pool', 7, null, 'a'.repeat(65)])(
    'called %j is told, and is nobody’s desk',
    (id) => {
      const catalogue = readChanged(({ payload, site }) =>
        payload.sites.push({ ...site('xijiao-pool'), id }),
      );
      expect(catalogue.sites).toEqual(UNDERSTOOD.sites);
      expect(placesNotUnderstood(catalogue)).toEqual([expect.stringMatching(/^sites\/.+\/id$/)]);
    },
  );
});

describe('the whole', () => {
  const strange = ['tariffs', '', '__proto__', 'constructor', 'toString', '\u202e', 'x'.repeat(1 << 16)];

  test.each(strange)('with a field %j keeps it out, tells it, and is in force', (field) => {
    const text = JSON.stringify(shippedPayload());
    const payload: unknown = JSON.parse(`{${JSON.stringify(field)}:{"courts":[1]},${text.slice(1)}`);
    const catalogue = read(payload);
    expect(placesNotUnderstood(catalogue)).toHaveLength(1);
    expect({ ...catalogue, unread: undefined }).toEqual(UNDERSTOOD);
    expect(Object.getPrototypeOf(catalogue)).toBe(Object.prototype);
  });

  test('with other words for itself is in force all the same', () => {
    const catalogue = readChanged(({ payload }) =>
      Object.assign(payload, {
        title: { zh: '目录', en: 'Catalogue', yue: '目錄' },
        hotline: { day: '12345678' },
        readings: [
          { clause: '5.4', text: { zh: '一', en: 'one' } },
          { clause: '5.4', picture: 1 },
        ],
        cardNumbers: [
          { prefix: 'LW', length: 11 },
          { prefix: 'LW', length: 12, check: 'luhn' },
        ],
        oldCardNumbers: ['LW########', '????????'],
        addedSymbologies: ['code39', 'maxicode'],
      }),
    );
    expect(catalogue.hotline).toBe(HOTLINE);
    expect(catalogue.readings).toHaveLength(1);
    expect(catalogue.cardNumbers).toEqual([{ prefix: 'LW', length: 11 }]);
    expect(catalogue.oldCardNumbers).toEqual(['LW########']);
    expect(catalogue.addedSymbologies).toEqual(['code39']);
    expect(placesNotUnderstood(catalogue)).toEqual([
      'title', 'hotline', 'cardNumbers/2', 'oldCardNumbers/2', 'addedSymbologies/2', 'readings/2',
    ]); // biome-ignore format: as they stand in the file
    for (const { id } of UNDERSTOOD.sites)
      expect(answersAt(id, catalogue)).toEqual(answersAt(id, UNDERSTOOD));
  });

  test('with more than a megabyte of what is not known is read', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      id: `later-${index}`,
      draw: 'x'.repeat(500),
    }));
    const catalogue = readChanged(({ payload }) => Object.assign(payload, { lotteries: many, words: many }));
    expect(placesNotUnderstood(catalogue)).toEqual(['lotteries', 'words']);
    expect(answersAt('xijiao-pool', catalogue)).toEqual(answersAt('xijiao-pool', UNDERSTOOD));
  });

  test.each<[string, Change, string]>([
    ['another format', ({ payload }) => Object.assign(payload, { format: 2 }), 'format'],
    ['no version', ({ payload }) => delete payload['version'], 'version'],
    ['a version that is a word', ({ payload }) => Object.assign(payload, { version: 'six' }), 'version'],
    ['a day that is none', ({ payload }) => Object.assign(payload, { validFrom: '2026-02-30' }), 'validFrom'],
    ['no last day', ({ payload }) => delete payload['validUntil'], 'validUntil'],
    ['no sites', ({ payload }) => Object.assign(payload, { sites: [] }), 'sites'],
    ['no site that can be read', ({ payload }) => Object.assign(payload, { sites: [7, {}] }), 'sites/1'],
    ['sites by name', ({ payload }) => Object.assign(payload, { sites: {} }), 'sites'],
    ['items by name', ({ payload }) => Object.assign(payload, { items: {} }), 'items'],
  ])('with %s is no catalogue', (_, change, word) => {
    const fault = faultOf(changed(change));
    expect(fault).toMatch(/^bad-shape: /);
    expect(fault).toContain(word);
  });

  test('is believed as it was signed alone, what is not known included', () => {
    const signed = signCatalogue(
      changed(({ payload }) => Object.assign(payload, { tombola: { fen: 1 } })),
      DEVELOPMENT_ROOT,
    );
    const text = JSON.stringify(signed);
    expect(readCatalogueFile(text, trustedKeys).ok).toBe(true);
    const forged = text.replace('"tombola":{"fen":1}', '"tombola":{"fen":2}');
    expect(readCatalogueFile(forged, trustedKeys)).toMatchObject({ fault: { kind: 'bad-signature' } });
  });
});

describe('days', () => {
  /** Prices that differ by day, and one that does not. */
  const club = 'youth-sports-club';
  const pool = 'xijiao-pool';

  function asksAt(site: string, catalogue: Catalogue, now: string): readonly string[] {
    return decisionFor({ site, now, catalogue })
      .items.filter((item) => item.kind === 'ask' && item.asks[0]?.kind === 'unknown-part')
      .map(({ itemId }) => itemId);
  }

  test('by a day rule that says more than is known are asked about', () => {
    const catalogue = readChanged(({ dayRule }) =>
      Object.assign(dayRule('workday'), { but: ['2026-11-23'] }),
    );
    expect(asksAt(club, catalogue, NOON)).toContain('badminton-court');
    expect(asksAt('fangcun-sports-centre', catalogue, NOON)).toEqual([]);
    expect(answersAt(pool, catalogue)).toEqual(answersAt(pool, UNDERSTOOD));
    expect(placesNotUnderstood(catalogue)).toEqual(['dayRules/workday']);
  });

  test('by a day rule of another name touch nobody', () => {
    const catalogue = readChanged(({ payload }) => payload.dayRules.push({ id: 'full-moon' }));
    for (const { id } of UNDERSTOOD.sites)
      expect(answersAt(id, catalogue)).toEqual(answersAt(id, UNDERSTOOD));
    expect(placesNotUnderstood(catalogue)).toEqual(['dayRules/full-moon']);
  });

  test('without one day rule that can be read are asked about wherever there is a price', () => {
    const catalogue = readChanged(({ payload }) => Object.assign(payload, { dayRules: {} }));
    expect(asksAt(pool, catalogue, NOON)).toEqual(['outdoor-ticket', 'indoor-ticket']);
  });

  test('of a year whose notice says more than is known are asked about in that year', () => {
    const catalogue = readChanged(({ payload }) =>
      payload.calendar.notices.push({ year: 2027, source: 'x', holidays: [], evenings: ['2027-02-05'] }),
    );
    expect(placesNotUnderstood(catalogue)).toEqual(['calendar/2027']);
    expect(asksAt(club, catalogue, NOON)).toEqual([]);
    expect(asksAt(club, catalogue, '2027-03-01T12:00')).toContain('badminton-court');
    // The night of the last day of the year goes on in the next.
    expect(asksAt(club, catalogue, '2026-12-30T23:30')).not.toContain('badminton-court');
    expect(asksAt(club, catalogue, '2026-12-31T23:30')).toContain('badminton-court');
    expect(asksAt(pool, catalogue, '2027-03-01T12:00')).toEqual([]);
  });

  test('of a calendar that says more than is known are asked about in every year', () => {
    const catalogue = readChanged(({ payload }) => Object.assign(payload.calendar, { lunar: true }));
    expect(placesNotUnderstood(catalogue)).toEqual(['calendar/lunar']);
    expect(asksAt(club, catalogue, NOON)).toContain('badminton-court');
    expect(asksAt(pool, catalogue, NOON)).toEqual([]);
  });

  test('until which a matter is finished are asked about where they may lie in such a year', () => {
    const deadline = UNDERSTOOD.items.find(({ finishWithinWorkdays }) => finishWithinWorkdays !== undefined);
    const hall = deadline?.siteIds[0] ?? '';
    const catalogue = readChanged(({ payload }) => payload.calendar.notices.push({ year: 2027, source: 7 }));
    expect(asksAt(hall, catalogue, '2026-11-23T10:00')).toContain(deadline?.id);
    expect(asksAt(hall, catalogue, '2026-03-02T10:00')).not.toContain(deadline?.id);
  });
});

function ruleOf(item: Payload): Payload {
  return (item['rules'] as Payload[])[0] as Payload;
}
