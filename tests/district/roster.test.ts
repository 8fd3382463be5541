import { describe, expect, test } from 'vitest';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { chainFaultOf, type RosterPage } from '../../src/domain/card/roster-page.ts';
import type { RosterChange, RosterRecord } from '../../src/domain/card/roster-record.ts';
import { storageKinds, useDistrict } from './test-district.ts';
import { enrolKiosk, errorOf, pageOf, type TestKiosk } from './test-kiosk.ts';

const PAGES_MAX = 1_000;

function card(n: number, change: Partial<RosterRecord> = {}): RosterRecord {
  return {
    cardNumber: demoCardNumber(n),
    status: 'active',
    validFrom: '2025-07-01',
    validUntil: '2030-06-30',
    name: '贾宝玉',
    family: [{ relation: 'spouse', name: '薛宝钗' }, { relation: 'child' }],
    ...change,
  };
}

/** A reader that keeps what a kiosk would keep. */
function readerOf(kiosk: TestKiosk) {
  const cards = new Map<string, RosterRecord>();
  let cursor: string | undefined;
  const readPage = async (limit: number): Promise<RosterPage> => {
    const page = pageOf(await kiosk.roster({ limit, ...(cursor === undefined ? {} : { cursor }) }));
    for (const change of page.changes) apply(cards, change);
    cursor = page.cursor;
    return page;
  };
  const readAll = async (limit: number): Promise<void> => {
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      if (!(await readPage(limit)).more) return;
    }
    throw new Error('the roster does not end');
  };
  return { cards, readPage, readAll };
}

function apply(cards: Map<string, RosterRecord>, change: RosterChange): void {
  if (change.kind === 'put') cards.set(change.record.cardNumber, change.record);
  else cards.delete(change.cardNumber);
}

describe.each(storageKinds)('the roster on %s', (kind) => {
  const current = useDistrict(kind);

  /** The district's cards are then these alone. */
  async function onlyCards(records: readonly RosterRecord[]): Promise<TestKiosk> {
    const { district } = current();
    const kiosk = await enrolKiosk(district);
    const before = readerOf(kiosk);
    await before.readAll(1_000);
    for (const { cardNumber } of before.cards.values()) await district.removeCard(cardNumber);
    await district.putCards(records);
    return kiosk;
  }

  const cards = (from: number, until: number): RosterRecord[] =>
    Array.from({ length: until - from + 1 }, (_, index) => card(from + index));

  test.each([
    { limit: 9, pages: [9, 1] },
    { limit: 10, pages: [10] },
    { limit: 11, pages: [10] },
  ])('gives ten cards in pages of $limit', async ({ limit, pages }) => {
    const reader = readerOf(await onlyCards(cards(1, 10)));
    for (const [index, length] of pages.entries()) {
      const page = await reader.readPage(limit);
      expect(page.changes).toHaveLength(length);
      expect(page.more).toBe(index < pages.length - 1);
    }
    expect([...reader.cards.values()]).toEqual(cards(1, 10));
  });

  test('gives a reader that is up to date an empty page, and then only what changed', async () => {
    const { district } = current();
    const reader = readerOf(await onlyCards(cards(1, 3)));
    await reader.readAll(2);
    expect(await reader.readPage(2)).toMatchObject({ changes: [], more: false });
    await district.putCards([card(1), card(2, { status: 'lost' })]);
    expect(await district.removeCard(demoCardNumber(3))).toBe(true);
    expect(await district.removeCard(demoCardNumber(3))).toBe(false);
    const page = await reader.readPage(1_000);
    expect(page.changes).toEqual([
      { kind: 'put', record: card(2, { status: 'lost' }) },
      { kind: 'remove', cardNumber: demoCardNumber(3) },
    ]);
  });

  test('tells a new reader nothing of cards removed before it began', async () => {
    const { district } = current();
    const kiosk = await onlyCards(cards(1, 4));
    await district.removeCard(demoCardNumber(2));
    const page = await readerOf(kiosk).readPage(1_000);
    expect(page.changes.map((change) => change.kind)).toEqual(['put', 'put', 'put']);
  });

  test('tells a reader of a card removed while it was reading', async () => {
    const { district } = current();
    const reader = readerOf(await onlyCards(cards(1, 6)));
    await reader.readPage(3);
    await district.removeCard(demoCardNumber(1));
    await district.putCards([card(2, { status: 'suspended' }), card(7)]);
    await reader.readAll(3);
    const expected = [...cards(3, 6), card(2, { status: 'suspended' }), card(7)];
    expect([...reader.cards.values()].sort(byNumber)).toEqual(expected.sort(byNumber));
  });

  test('lets no reader miss a change while writers write at once', async () => {
    const { district } = current();
    const kiosk = await onlyCards([]);
    const reader = readerOf(kiosk);
    let writing = true;
    const writers = [0, 1, 2, 3].map(async (writer) => {
      for (let round = 0; round < 15; round += 1) {
        await district.putCards(cards(100 + writer * 100 + round, 100 + writer * 100 + round + 4));
        if (round % 3 === 0) await district.removeCard(demoCardNumber(100 + writer * 100 + round));
      }
    });
    const allWritten = Promise.all(writers).then(() => {
      writing = false;
    });
    for (let pages = 0; writing && pages < PAGES_MAX; pages += 1) await reader.readPage(7);
    await allWritten;
    await reader.readAll(7);
    const late = readerOf(kiosk);
    await late.readAll(1_000);
    expect(late.cards.size).toBe(4 * 14);
    expect([...reader.cards.values()].sort(byNumber)).toEqual([...late.cards.values()].sort(byNumber));
  });

  test('signs pages that a kiosk can chain, each at the position that it ends at', async () => {
    const { district } = current();
    const reader = readerOf(await onlyCards(cards(1, 5)));
    const first = await reader.readPage(3);
    const second = await reader.readPage(3);
    expect([first.from, second.from]).toEqual([null, first.cursor]);
    expect(second.position).toBe(first.position + 2);
    await district.putCards([card(9)]);
    const third = await reader.readPage(3);
    expect([third.from, third.position]).toEqual([second.cursor, second.position + 1]);
    expect(third.asOfMs).toBeGreaterThanOrEqual(first.asOfMs);
  });

  test('takes the last of two records of one card', async () => {
    const kiosk = await onlyCards([card(1), card(1, { status: 'lost' })]);
    const page = await readerOf(kiosk).readPage(10);
    expect(page.changes).toEqual([{ kind: 'put', record: card(1, { status: 'lost' }) }]);
  });

  test('starts over for a cursor of another epoch, and names its own', async () => {
    const { district } = current();
    const kiosk = await onlyCards(cards(1, 3));
    const reader = readerOf(kiosk);
    await reader.readAll(1_000);
    const before = await reader.readPage(1_000);
    const epoch = await district.rollEpoch();
    const after = await reader.readPage(1_000);
    expect(after.epoch).toBe(epoch);
    expect(after.epoch).not.toBe(before.epoch);
    expect(after.changes).toHaveLength(3);
    expect((await reader.readPage(1_000)).changes).toEqual([]);
  });

  test.each([
    { beyond: 0, fault: undefined },
    { beyond: 1, fault: 'older' },
    { beyond: 1_000, fault: 'older' },
  ])(
    'makes no reader who is $beyond changes ahead of it believe that it is up to date',
    async ({ beyond, fault }) => {
      const kiosk = await onlyCards(cards(1, 3));
      const head = await readerOf(kiosk).readPage(1_000);
      // As a kiosk holds it that read on before the district was restored, and its epoch was not rolled.
      const [epoch, position, begun] = head.cursor.split('.');
      const held = { ...head, position: head.position + beyond };
      const cursor = [epoch, Number(position) + beyond, begun].join('.');
      const page = pageOf(await kiosk.roster({ cursor }));
      expect(page).toMatchObject({ from: cursor, changes: [], more: false, position: head.position });
      expect(chainFaultOf(page, { ...held, cursor })?.kind).toBe(fault);
    },
  );

  test.each([
    { cursor: 'nonsense' },
    { cursor: '' },
    { cursor: "' or 1=1 --" },
    { cursor: 'x'.repeat(201) },
    { limit: 0 },
    { limit: 1_001 },
    { limit: Number.NaN },
  ])('refuses %o', async (query) => {
    const kiosk = await enrolKiosk(current().district);
    const answer = await kiosk.roster(query);
    expect(answer.status).toBe(400);
    expect(errorOf(answer).kind).toBe('bad-request');
  });
});

function byNumber(a: RosterRecord, b: RosterRecord): number {
  return a.cardNumber < b.cardNumber ? -1 : 1;
}
