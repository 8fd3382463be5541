import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { report } from '../../src/cli/district/report.ts';
import { settleMonth } from '../../src/cli/district/settle.ts';
import { xlsxTable } from '../../src/district/cardholders/table/xlsx-table.ts';
import { type Database, openDatabase } from '../../src/district/database/database.ts';
import { sqlStore } from '../../src/district/database/sql-store.ts';
import { mergeForked } from '../../src/district/intake/forked.ts';
import { acceptQuarantined, dismissQuarantined } from '../../src/district/intake/quarantined.ts';
import { closeDiscrepancy, listDiscrepancies } from '../../src/district/journal/discrepancies.ts';
import { pushEntries } from '../../src/district/journal/journal.ts';
import { revokeKiosk } from '../../src/district/kiosks/kiosk.ts';
import { recalculate } from '../../src/district/reports/recalculation.ts';
import { reopenSettlement, settle } from '../../src/district/reports/settlement.ts';
import { reportUsage } from '../../src/district/reports/usage.ts';
import { shippedCatalogue, verifyCatalogue } from '../../src/district/roster/catalogue.ts';
import { HOUR_MS } from '../../src/domain/base/duration.ts';
import { instantOf, wallDateOf } from '../../src/domain/base/wall-time.ts';
import { decide } from '../../src/domain/decision/decide.ts';
import type { JournalBody, UseBody } from '../../src/domain/journal/entry-body.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { csvOf } from '../../src/domain/print/csv.ts';
import type { UsageSums } from '../../src/protocol/wire-reports.ts';
import { timeAfter } from '../support/journal-drafts.ts';
import { newKiosk, servicesOn, type TestServices } from './logic.ts';
import { memoryStore, storeKinds, useStore } from './stores.ts';
import { startTestDistrict, useStorage } from './test-district.ts';
import { ask, aUse, entriesAfter, errorOf } from './test-kiosk.ts';

const POOL = 'xijiao-pool';
const NOVEMBER = { from: '2026-11-01', to: '2026-12-01' } as const;
const BEGIN = instantOf('2026-11-01T00:00');
const END = instantOf('2026-12-01T00:00');
const served = verifyCatalogue(await shippedCatalogue());
const { catalogue } = served;

/** Returns the rows of a workbook, read by the reader of cardholders' lists. */
async function sheetsIn(file: string) {
  const rows: unknown[] = [];
  for await (const part of xlsxTable(readFileSync(file))) {
    if (part.kind === 'row') rows.push(part.cells);
  }
  return rows;
}

/** A kiosk that records at times that the test chooses, and tells what it recorded. */
async function timedKiosk(services: TestServices) {
  const { kioskId, journalId } = await newKiosk(services, [POOL, 'liwan-gymnasium']);
  const entries: JournalEntry[] = [];
  return {
    kioskId,
    journalId,
    entries,
    async push(at: number, body: JournalBody, siteId = POOL) {
      const time = { ...timeAfter(1), effectiveMs: at, deviceMs: at + 5 * HOUR_MS };
      const [entry] = entriesAfter(entries.at(-1) ?? null, 1, { journalId, kioskId, siteId, body, at: time });
      if (entry === undefined) throw new Error('no entry');
      entries.push(entry);
      const outcome = await pushEntries(services, { journalId, kioskId, entries: [entry] });
      if (!outcome.ok) throw new Error(outcome.refusal.message);
      return { seq: entry.seq, findings: outcome.value.findings };
    },
  };
}

const use = (change: Partial<UseBody> = {}): UseBody => ({ ...aUse, ...change });
const voidOf = (voidsSeq: number): JournalBody => ({ kind: 'void', voidsSeq, reason: 'other' });

/** A fixed stream of numbers below `below`. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

describe.each(storeKinds)('reports on %s', { timeout: 60_000 }, (kind) => {
  const current = useStore(kind);

  test('count the days of Guangzhou from the first on and without the last, by the time of recording', async () => {
    const services = servicesOn(current());
    const kiosk = await timedKiosk(services);
    const site = 'liwan-gymnasium';
    for (const at of [BEGIN - 1, BEGIN, END - 1, END]) {
      await kiosk.push(at, use({ quantity: 1, listTotalFen: 100, totalFen: 60 }), site);
    }
    const { total, rows } = await reportUsage(services, { ...NOVEMBER, by: ['site', 'day'] });
    const sums = { uses: 1, quantity: 1, listFen: 100, paidFen: 60, savedFen: 40, persons: 1 };
    expect(rows).toEqual([
      { site, day: '2026-11-01', ...sums },
      { site, day: '2026-11-30', ...sums },
    ]);
    expect(total).toEqual({ ...sums, uses: 2, quantity: 2, listFen: 200, paidFen: 120, savedFen: 80 });
  });

  test('leave out what was taken back or is in quarantine, and count what was merged and accepted', async () => {
    const services = servicesOn(current());
    const day = { from: '2026-10-05', to: '2026-10-06' } as const;
    const at = instantOf('2026-10-05T12:00');
    const paidOf = async () => (await reportUsage(services, { ...day, by: [] })).total.paidFen;
    const one = await timedKiosk(services);
    const { seq } = await one.push(at, use({ totalFen: 1 }));
    await one.push(at, use({ totalFen: 10 }));
    await one.push(at + HOUR_MS * 48, voidOf(seq));
    await one.push(at, use({ totalFen: null, listTotalFen: null }));
    expect(await paidOf()).toBe(10);
    const lost = await timedKiosk(services);
    await lost.push(at, use({ totalFen: 100 }));
    await revokeKiosk(services, lost.kioskId);
    const told = await lost.push(at, use({ totalFen: 1_000 }));
    await lost.push(at, use({ totalFen: 10_000 }));
    // What is in quarantine takes nothing back either.
    await lost.push(at, voidOf(told.seq));
    expect(await paidOf()).toBe(1_110);
    const held = (await listDiscrepancies(services, { open: true, limit: 99 })).find(
      ({ kind: found, entries }) => found === 'revoked-kiosk' && entries[0]?.journalId === lost.journalId,
    );
    const word = { officer: '李明', discrepancyId: held?.discrepancyId ?? '', note: 'x' };
    if (kind === 'memory') await dismissQuarantined(services, word);
    else await acceptQuarantined(services, word);
    expect(await paidOf()).toBe(kind === 'memory' ? 1_110 : 10_110);
    const clone = entriesAfter(one.entries[0] ?? null, 1, {
      ...one.entries[0],
      journalId: one.journalId,
      siteId: POOL,
      body: use({ totalFen: 100_000 }),
      at: { ...timeAfter(1), effectiveMs: at },
    });
    const { kioskId, journalId } = one;
    expect((await pushEntries(services, { kioskId, journalId, entries: clone })).ok).toBe(false);
    const before = await paidOf();
    await mergeForked(services, { officer: '李明', journalId, note: 'both sold' });
    expect((await paidOf()) - before).toBe(100_000);
  });

  test('agree with a naive sum over a random month', async () => {
    const services = servicesOn(current());
    const next = numbers(20_261_109);
    const month = { from: '2026-09-01', to: '2026-10-01' } as const;
    const [begin, end] = [instantOf('2026-09-01T00:00'), instantOf('2026-10-01T00:00')];
    const standing = new Map<string, { at: number; siteId: string; body: UseBody }>();
    for (let index = 0; index < 3; index += 1) {
      const kiosk = await timedKiosk(services);
      const seqs: number[] = [];
      for (let count = 0; count < 40; count += 1) {
        const at = begin - 24 * HOUR_MS + next(end - begin + 48 * HOUR_MS);
        const taken = seqs[next(seqs.length)];
        if (next(5) === 0 && taken !== undefined) {
          await kiosk.push(at, voidOf(taken));
          standing.delete(`${kiosk.journalId}/${taken}`);
          continue;
        }
        const listTotalFen = next(20_000);
        const body = use({
          cardRef: `${next(6)}`.padStart(32, '0'),
          person: next(2) === 0 ? 'holder' : 'child',
          itemId: next(2) === 0 ? 'outdoor-ticket' : 'indoor-ticket',
          quantity: 1 + next(5),
          listTotalFen,
          totalFen: next(listTotalFen + 1),
        });
        const siteId = next(3) === 0 ? 'liwan-gymnasium' : POOL;
        const { seq } = await kiosk.push(at, body, siteId);
        seqs.push(seq);
        standing.set(`${kiosk.journalId}/${seq}`, { at, siteId, body });
      }
    }
    const naive = new Map<string, { uses: number; quantity: number; listFen: number; paidFen: number }>();
    const people = new Map<string, Set<string>>();
    for (const { at, siteId, body } of standing.values()) {
      const day = new Date(at + 8 * HOUR_MS).toISOString().slice(0, 10);
      if (day < month.from || day >= month.to) continue;
      const key = `${siteId} ${body.itemId} ${day}`;
      const row = naive.get(key) ?? { uses: 0, quantity: 0, listFen: 0, paidFen: 0 };
      row.uses += 1;
      row.quantity += body.quantity;
      row.listFen += body.listTotalFen ?? 0;
      row.paidFen += body.totalFen ?? 0;
      naive.set(key, row);
      people.set(key, (people.get(key) ?? new Set()).add(body.cardRef + body.person));
    }
    const reported = await reportUsage(services, { ...month, by: ['site', 'item', 'day'] });
    expect(reported.rows.length).toBeGreaterThan(30);
    expect(
      reported.rows.map(({ site, item, day, savedFen, persons, ...sums }) => [
        `${site} ${item} ${day}`,
        { ...sums, savedFen, persons },
      ]),
    ).toEqual(
      [...naive]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, row]) => [
          key,
          { ...row, savedFen: row.listFen - row.paidFen, persons: people.get(key)?.size },
        ]),
    );
    const { total } = await reportUsage(services, { ...month, by: [] });
    expect(total.uses).toBe([...naive.values()].reduce((sum, row) => sum + row.uses, 0));
    const byMonth = await reportUsage(services, { from: '2026-08-01', to: '2026-11-01', by: ['month'] });
    expect(byMonth.rows.find((row) => row.month === '2026-09')).toEqual({ month: '2026-09', ...total });
  });

  test('a settlement is closed once its month is over, is kept, and is reopened with the first kept', async () => {
    const services = servicesOn(current());
    const place = { siteId: 'fangcun-sports-centre', month: '2026-08' };
    const kiosk = await timedKiosk(services);
    const at = instantOf('2026-08-31T23:59');
    await kiosk.push(at, use({ totalFen: 7 }), place.siteId);
    services.clock = instantOf('2026-08-31T23:59');
    expect(await settle(services, place)).toMatchObject({ state: 'open', number: 0 });
    services.clock = instantOf('2026-09-01T00:00');
    const closed = await settle(services, place);
    expect(closed).toMatchObject({
      state: 'closed-now',
      number: 1,
      changed: null,
      corrections: [],
      earlier: [],
      settlement: { total: { uses: 1, paidFen: 7 }, items: [{ item: 'outdoor-ticket', paidFen: 7 }] },
    });
    expect(await settle(services, place)).toEqual({ ...closed, state: 'kept' });
    await kiosk.push(at, use({ totalFen: 5 }), place.siteId);
    expect(await settle(services, place)).toEqual({
      ...closed,
      state: 'kept',
      changed: expect.objectContaining({ paidFen: 12, uses: 2 }),
      corrections: [
        {
          item: 'outdoor-ticket',
          kept: closed?.settlement.total,
          now: expect.objectContaining({ paidFen: 12, uses: 2 }),
        },
      ],
    });
    expect(await reopenSettlement(services, { ...place, note: '补传' })).toBe(1);
    expect(await reopenSettlement(services, { ...place, note: '补传' })).toBeNull();
    const second = await settle(services, place);
    expect(second).toMatchObject({
      ...{ state: 'closed-now', number: 2, settlement: { total: { paidFen: 12 } }, corrections: [] },
      earlier: [{ number: 1, reopenedNote: '补传', total: { uses: 1, paidFen: 7 } }],
    });
    const rows = await services.store.read((reads) => reads.settlements(place.siteId, place.month));
    expect(rows).toMatchObject([
      { number: 1, content: { total: { paidFen: 7 } }, reopenedNote: '补传' },
      { number: 2, reopenedAt: null },
    ]);
    expect(await reopenSettlement(services, { siteId: POOL, month: '2026-08', note: 'x' })).toBeNull();
  });

  test('a closed month and what was corrected later agree with a count of their own', async () => {
    const services = servicesOn(current());
    const next = numbers(20_261_130);
    const place = { siteId: 'liwan-library', month: '2026-06' };
    const [begin, end] = [instantOf('2026-06-01T00:00'), instantOf('2026-07-01T00:00')];
    const kiosk = await timedKiosk(services);
    const standing = new Map<number, UseBody>();
    const record = async () => {
      const at = begin + next(end - begin);
      const listTotalFen = next(20_000);
      const amounts = { quantity: 1 + next(4), listTotalFen, totalFen: next(listTotalFen + 1) };
      const itemId = ['outdoor-ticket', 'indoor-ticket', 'gym-visit'][next(3)] ?? '';
      const who = { cardRef: `${next(5)}`.padStart(32, '0'), person: 'holder' as const };
      const body = use({ ...who, itemId, ...amounts });
      standing.set((await kiosk.push(at, body, place.siteId)).seq, body);
    };
    const takeBack = async () => {
      const seqs = [...standing.keys()];
      const seq = seqs[next(seqs.length)] ?? 0;
      // Money that is given back in July comes off June, where it was taken.
      await kiosk.push(end + HOUR_MS, voidOf(seq), place.siteId);
      standing.delete(seq);
    };
    const counted = () => {
      const rows: Record<string, readonly number[]> = {};
      for (const itemId of [...new Set([...standing.values()].map((body) => body.itemId))].sort()) {
        const bodies = [...standing.values()].filter((body) => body.itemId === itemId);
        const sum = (of: (body: UseBody) => number | null) =>
          bodies.reduce((all, body) => all + (of(body) ?? 0), 0);
        const people = new Set(bodies.map(({ cardRef }) => cardRef)).size;
        const [list, paid] = [sum((body) => body.listTotalFen), sum((body) => body.totalFen)];
        rows[itemId] = [bodies.length, sum(({ quantity }) => quantity), list, paid, list - paid, people];
      }
      return rows;
    };
    const shown = (sums: UsageSums) => [
      ...[sums.uses, sums.quantity, sums.listFen, sums.paidFen, sums.savedFen, sums.persons],
    ];
    for (let count = 0; count < 30; count += 1) await record();
    services.clock = end;
    const closed = await settle(services, place);
    const before = counted();
    const itemsIn = (items: readonly (UsageSums & { item: string })[] = []) =>
      Object.fromEntries(items.map((row) => [row.item, shown(row)]));
    expect(itemsIn(closed?.settlement.items)).toEqual(before);
    for (let count = 0; count < 6; count += 1) await takeBack();
    await record();
    const later = await settle(services, place);
    const after = counted();
    expect(itemsIn(later?.settlement.items)).toEqual(before);
    const changed = Object.keys(after).filter((item) => String(before[item]) !== String(after[item]));
    expect(changed.length).toBeGreaterThan(1);
    expect(
      later?.corrections.map(({ item, kept, now }) => [
        item,
        kept === null ? null : shown(kept),
        now === null ? null : shown(now),
      ]),
    ).toEqual(changed.map((item) => [item, before[item], after[item]]));
    const total = Object.values(after).reduce(
      (all, row) => all.map((one, index) => one + (row[index] ?? 0)),
      [0, 0, 0, 0, 0, 0],
    );
    const persons = new Set([...standing.values()].map(({ cardRef }) => cardRef)).size;
    expect(later?.changed === null || later === null ? null : shown(later.changed)).toEqual([
      ...total.slice(0, 5),
      persons,
    ]);
    expect(later?.settlement.total.savedFen).toBe(
      (closed?.settlement.total.listFen ?? 0) - (closed?.settlement.total.paidFen ?? 0),
    );
  });

  test('an amount that the catalogue does not give is a discrepancy, at once and at the settlement', async () => {
    const services = servicesOn(current());
    const { version } = catalogue;
    await services.store.transaction((writes) =>
      writes.insertCatalogue({ version, text: served.text, storedAt: 1 }),
    );
    const place = { siteId: POOL, month: '2026-07' };
    const at = instantOf('2026-07-07T15:42');
    const start = '2026-07-07T15:42';
    const right = { quantity: 2, listTotalFen: 10_000, totalFen: 5_000, start, catalogueVersion: version };
    const kiosk = await timedKiosk(services);
    expect((await kiosk.push(at, use(right))).findings).toEqual([]);
    const free = { ...right, quantity: 99, listTotalFen: 0, totalFen: 0 };
    const [found, ...others] = (await kiosk.push(at, use(free))).findings;
    expect([found?.kind, others]).toEqual(['wrong-amount', []]);
    // The district never had this catalogue, so it cannot judge the amount.
    await kiosk.push(at, use({ ...free, catalogueVersion: version - 1 }));
    const settled = await settle(services, place);
    expect(settled?.settlement).toMatchObject({
      total: { uses: 3, quantity: 200, listFen: 10_000, paidFen: 5_000 },
      wrongCount: 1,
      wrongAmounts: [
        {
          seq: 2,
          recorded: { listFen: 0, paidFen: 0 },
          expected: { listFen: 99 * 5_000, paidFen: 99 * 2_500 },
        },
      ],
      recalculated: {
        uses: 2,
        expected: { listFen: 101 * 5_000, paidFen: 101 * 2_500 },
        recorded: { listFen: 10_000, paidFen: 5_000 },
      },
      uncheckedCount: 1,
      disputedCount: 1,
      disputed: [{ journalId: kiosk.journalId, seq: 2, kind: 'wrong-amount', discrepancyId: found?.caseId }],
    });
    // An officer has looked at it: it is not opened again by the next run.
    await closeDiscrepancy(services, { officer: '李明', discrepancyId: found?.caseId ?? '', note: '已核实' });
    await settle(services, place);
    const open = await listDiscrepancies(services, { open: true, limit: 99 });
    expect(open.filter(({ discrepancyId }) => discrepancyId === found?.caseId)).toEqual([]);
  });
});

describe('the recalculation', () => {
  const recordOf = (lookup: 'spouse' | 'child') => ({ relation: lookup, maskedName: '某*某' }) as const;
  const card = {
    cardNumber: 'LWTEST0001E',
    status: 'active',
    validFrom: '2000-01-01',
    validUntil: '2099-12-31',
    maskedName: '贾*玉',
    family: [recordOf('spouse'), recordOf('child')],
  } as never;

  /** What a desk records of each of its items at that minute, with list prices that a clerk types. */
  function bodiesAt(siteId: string, start: string, listFen: number, minutes: number, quantity: number) {
    const items = catalogue.items.filter(({ siteIds }) => siteIds.includes(siteId));
    const decided = (asked: ReadonlySet<string>) =>
      decide({
        ...{ catalogue, siteId, dataAgeMs: 0, priceOnly: true },
        choices: Object.fromEntries(
          items.map(({ id }) => [id, { start, minutes, quantity, ...(asked.has(id) ? { listFen } : {}) }]),
        ),
        lookup: { kind: 'found', record: card },
        at: instantOf(start),
        counters: { ofCard: [], atDesk: [] },
      });
    // A clerk types a list price where one is asked for, and nowhere else.
    const asking = decided(new Set()).items.filter(
      (item) => item.kind === 'ask' && item.asks.some((ask) => ask.kind === 'list-price'),
    );
    const decision = decided(new Set(asking.map(({ itemId }) => itemId)));
    return decision.items.flatMap((item): UseBody[] => {
      if ((item.kind !== 'yes' && item.kind !== 'ask') || item.price === null) return [];
      const span = 'minutes' in item.details ? Number(item.details.minutes) : null;
      return [
        use({
          itemId: item.itemId,
          person: item.choice.person,
          quantity: item.choice.quantity,
          start: item.choice.start,
          minutes: span,
          listTotalFen: item.price.listTotalFen,
          totalFen: item.price.totalFen,
          catalogueVersion: catalogue.version,
        }),
      ];
    });
  }

  test('finds every amount that a desk records, typed list prices and all, and no other', () => {
    let checked = 0;
    for (const { id: siteId } of catalogue.sites) {
      for (const start of ['2026-11-23T10:00', '2026-11-28T16:30', '2026-11-24T22:00']) {
        for (const [listFen, minutes, quantity] of [
          [3_333, 60, 1],
          [12_345, 90, 2],
          [0, 30, 1],
          [7, 240, 3],
        ] as const) {
          for (const body of bodiesAt(siteId, start, listFen, minutes, quantity)) {
            const again = recalculate(catalogue, siteId, body);
            expect([siteId, body, again.kind]).toEqual([siteId, body, 'same']);
            const dearer = { ...body, totalFen: (body.totalFen ?? 0) + 100_003 };
            expect(recalculate(catalogue, siteId, dearer).kind).toBe('different');
            checked += 1;
          }
        }
      }
    }
    expect(checked).toBeGreaterThan(100);
  });

  test('has no price where the catalogue has none, and says nothing of what it does not know', () => {
    const early = use({ itemId: 'badminton-court', start: '2026-11-23T03:00', minutes: 60 });
    expect(recalculate(catalogue, 'fangcun-sports-centre', early)).toMatchObject({
      kind: expect.stringMatching(/different|unknown/),
    });
    expect(recalculate(null, POOL, use())).toEqual({ kind: 'unknown' });
    expect(recalculate(catalogue, POOL, use({ itemId: 'nothing' }))).toEqual({ kind: 'unknown' });
  });
});

describe('SQL by hand', { timeout: 60_000 }, () => {
  const newStorage = useStorage('postgresql');

  test('gives the sums of the report', async () => {
    const { database, close } = await openDatabase(await newStorage(), () => {});
    onTestFinished(close);
    const services = servicesOn(sqlStore(database, 'postgresql'));
    const next = numbers(7);
    const kiosk = await timedKiosk(services);
    for (let count = 0; count < 60; count += 1) {
      const at = BEGIN - 12 * HOUR_MS + next(END - BEGIN + 24 * HOUR_MS);
      const isVoid = count > 5 && next(4) === 0;
      await kiosk.push(
        at,
        isVoid ? voidOf(1 + next(count)) : use({ quantity: 1 + next(9), totalFen: next(500) }),
      );
    }
    const { rows } = await byHand(database);
    const reported = await reportUsage(services, { ...NOVEMBER, by: ['day'] });
    expect(reported.rows.map(({ day, uses, quantity, paidFen }) => [day, uses, quantity, paidFen])).toEqual(
      rows.map((row) => [row.day, Number(row.uses), Number(row.quantity), Number(row.paid)]),
    );
    expect(rows.length).toBeGreaterThan(10);
  });

  function byHand(database: Database) {
    return sql<{ day: string; uses: string; quantity: string; paid: string }>`
      with written as (
        select journal_id, seq, entry->'body' as body,
          to_char(to_timestamp((entry#>>'{at,effectiveMs}')::numeric / 1000) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day
        from journal_entry
      )
      select day, count(*) as uses, sum((body->>'quantity')::int) as quantity, sum((body->>'totalFen')::int) as paid
      from written
      where body->>'kind' = 'use' and day like '2026-11-%' and (journal_id, seq) not in (
        select journal_id, (body->>'voidsSeq')::int from written where body->>'kind' = 'void' and (body->>'voidsSeq')::int < seq
      )
      group by day order by day`.execute(database);
  }
});

describe('the commands', { timeout: 60_000 }, () => {
  async function run(command: typeof report, ...args: string[]) {
    const said: string[] = [];
    const complained: string[] = [];
    const output = {
      say: (line: string) => said.push(line),
      complain: (line: string) => complained.push(line),
    };
    const code = await command(args, undefined, output);
    return { code, said: said.join('\n'), complained: complained.join('\n') };
  }

  test('report and settle at a running district and in its data', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kiosk-reports-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const data = join(folder, 'data');
    const { database, close } = await openDatabase({ kind: 'pglite', folder: data }, () => {});
    const kiosk = await timedKiosk(servicesOn(sqlStore(database, 'pglite')));
    await kiosk.push(BEGIN, use({ itemId: '=1+1' }));
    await close();
    const days = ['--from', NOVEMBER.from, '--to', NOVEMBER.to];
    const stored = await run(report, 'usage', ...days, '--json', '--data', data);
    expect(JSON.parse(stored.said)).toMatchObject({
      by: ['site', 'item'],
      total: { uses: 1, paidFen: 5_000 },
    });
    const file = join(folder, 'usage.csv');
    expect((await run(report, 'usage', ...days, '--csv', file, '--data', data)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(
      '\ufeff服务点 site,项目 item,笔数 uses,数量 quantity,原价（分） listFen,实付（分） paidFen,优惠（分） savedFen,人数 persons,入场次数 admissions\r\n' +
        `${POOL},'=1+1,1,2,10000,5000,5000,1,0\r\n合计 total,,1,2,10000,5000,5000,1,0\r\n`,
    );
    expect((await run(report, 'usage', ...days, '--csv', file, '--data', data)).code).toBe(2);
    const workbook = join(folder, 'usage.xlsx');
    expect((await run(report, 'usage', ...days, '--xlsx', workbook, '--data', data)).code).toBe(0);
    const [, ...cells] = await sheetsIn(workbook);
    // What would be a formula in a spreadsheet is a text there, and an amount is a number.
    expect(cells).toEqual([
      [POOL, '=1+1', 1, 2, 10_000, 5_000, 5_000, 1, 0],
      ['合计 total', null, 1, 2, 10_000, 5_000, 5_000, 1, 0],
    ]);
    const month = ['--site', POOL, '--month', '2026-11'];
    const { district } = await startTestDistrict({ kind: 'pglite', folder: data });
    onTestFinished(() => district.close());
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, district.officeToken);
    const at = ['--url', district.url, '--token-file', tokenFile];
    const asked = await run(report, 'usage', ...days, '--json', ...at);
    expect(JSON.parse(asked.said)).toEqual(JSON.parse(stored.said));
    // The district's clock says 23 November.
    const open = JSON.parse((await run(settleMonth, ...month, '--json', ...at)).said);
    expect(open).toMatchObject({ state: 'open', settlement: { total: { uses: 1 } } });
    expect((await run(settleMonth, ...month, ...at)).said).toContain('本月未完');
    expect((await run(settleMonth, ...month, '--reopen', '--note', 'x', ...at)).code).toBe(1);
    expect((await run(settleMonth, '--site', 'nowhere', '--month', '2026-11', ...at)).complained).toContain(
      '404',
    );
    const before = ['--site', POOL, '--month', '2026-09', ...at];
    expect(await run(settleMonth, ...before)).toMatchObject({
      code: 1,
      complained: expect.stringContaining('--empty'),
    });
    const meant = JSON.parse((await run(settleMonth, ...before, '--empty', '--json')).said);
    expect(meant).toMatchObject({ state: 'closed-now', settlement: { total: { uses: 0 } } });
    // It is closed, and shown as it is.
    expect((await run(settleMonth, ...before)).code).toBe(0);
    for (const wrong of [
      [],
      ['--site', POOL, '--month', '2026-13'],
      [...month, '--reopen'],
      [...month, '--note', 'x'],
    ]) {
      expect((await run(settleMonth, ...wrong)).code).toBe(2);
    }
    for (const wrong of [
      ['usage'],
      ['usage', '--from', '2026-11-31', '--to', '2026-12-01'],
      ['usage', '--from', '2026-11-02', '--to', '2026-11-02'],
      ['usage', ...days, '--by', 'year'],
      [...days],
    ]) {
      expect((await run(report, ...wrong)).code, wrong.join(' ')).toBe(2);
    }
    expect(
      errorOf(await ask(`${district.url}/v1/office/reports/usage?from=2026-11-01&to=2026-12-01`)).kind,
    ).toBe('unauthorized');
  });

  test('make harmless what a spreadsheet would take for a formula', () => {
    const cells = ['=a', '+a', '-a', '@a', '\ta', '\ra', 'a=', 'a"b', 'a,b', 'a\nb', -5];
    expect(csvOf([cells])).toBe(`\ufeff'=a,'+a,'-a,'@a,'\ta,"'\ra",a=,"a""b","a,b","a\nb",-5\r\n`);
  });

  test('a store in memory reports nothing of an empty month', async () => {
    const services = servicesOn(memoryStore());
    const { total, rows } = await reportUsage(services, { ...NOVEMBER, by: ['site'] });
    expect([total.uses, rows, wallDateOf(BEGIN), randomUUID().length]).toEqual([0, [], '2026-11-01', 36]);
  });
});
