import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/district/database/database.ts';
import { sqlStore } from '../../src/district/database/sql-store.ts';
import { projectNewer } from '../../src/district/intake/project-newer.ts';
import { listDiscrepancies } from '../../src/district/journal/discrepancies.ts';
import { pushEntries } from '../../src/district/journal/journal.ts';
import { hashOfEntry, type JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { GYM, newKiosk, POOL, servicesOn, type TestServices } from './logic.ts';
import { storeKinds, useStore } from './stores.ts';
import { useStorage } from './test-district.ts';
import { aUse, entriesAfter } from './test-kiosk.ts';

const NEWER_BODY = { kind: 'pass-moved', from: { pass: 'p1' }, weights: [1.5, 1e21, -0, null], '': true };

const PROTO = JSON.parse('{"__proto__":{"quantity":9}}');

describe.each(storeKinds)('what a newer kiosk made, on %s', (kind) => {
  const current = useStore(kind);
  let services: TestServices;
  beforeAll(() => {
    services = servicesOn(current());
  });

  async function kioskPushing(...made: readonly Partial<JournalEntry>[]) {
    const { kioskId, journalId } = await newKiosk(services, [POOL]);
    const entries: JournalEntry[] = [];
    for (const change of made) {
      const [entry] = entriesAfter(entries.at(-1) ?? null, 1, { journalId, kioskId, siteId: POOL });
      if (entry === undefined) throw new Error('no entry');
      entries.push(changed(entry, change));
    }
    const outcome = await pushEntries(services, { journalId, kioskId, entries });
    return { entries, journalId, outcome };
  }

  test.each<{ readonly name: string; readonly change: Partial<JournalEntry> }>([
    { name: 'a kind', change: { body: NEWER_BODY } },
    {
      name: 'a kind with text that no column takes',
      change: { body: { kind: 'memo', text: 'a\u0000' } },
    },
    { name: 'a format', change: { format: 9, body: { ...aUse } } },
    { name: 'a field in the body', change: { body: { ...aUse, cardRef: newCard(), tip: { fen: 5 } } } },
    {
      name: 'a field in the head',
      change: { ...{ terminal: 't\u0000' }, body: { ...aUse, cardRef: newCard() } },
    },
    {
      name: 'a field called __proto__',
      change: { ...PROTO, body: { ...aUse, cardRef: newCard(), ...PROTO } },
    },
    { name: 'a site', change: { siteId: POOL, body: { kind: 'opened' } } },
  ])('is kept as it came, without a discrepancy: $name', async ({ change }) => {
    const { entries, journalId, outcome } = await kioskPushing({}, change, {});
    expect(outcome).toMatchObject({ ok: true, value: { acknowledged: { seq: 3 }, findings: [] } });
    const held = await services.store.read((reads) => reads.entriesFrom(journalId, 1, 9));
    expect(held.map((entry) => hashOfEntry(entry))).toEqual(entries.map((entry) => entry.hash));
  });

  test('counts for nobody, and a void of it is no discrepancy', async () => {
    const cardRef = newCard();
    const { journalId, outcome } = await kioskPushing(
      { body: { ...NEWER_BODY, cardRef, itemId: aUse.itemId } },
      { body: { kind: 'void', voidsSeq: 1, reason: 'mistyped' } },
    );
    expect(outcome).toMatchObject({ ok: true, value: { findings: [] } });
    expect(await services.store.read((reads) => reads.usesOfCards([cardRef]))).toEqual([]);
    const open = await listDiscrepancies(services, { open: true, limit: 500 });
    expect(open.filter((one) => one.entries.some((ref) => ref.journalId === journalId))).toEqual([]);
  });

  test('is refused where its head is wrong or it is larger than 8 KiB', async () => {
    const outcome = await kioskPushing({ siteId: 'a\u0000', body: NEWER_BODY });
    expect(outcome.outcome).toMatchObject({ ok: false, refusal: { kind: 'bad-entry', seq: 1 } });
  });

  test('waits for a release that knows it', async () => {
    const { entries } = await kioskPushing({ body: NEWER_BODY }, {}, { body: { kind: 'opened' } });
    const rows = await services.store.read((reads) => reads.newerEntries(null, 500));
    const own = rows.filter(({ entry }) => entry.journalId === entries[0]?.journalId);
    expect(own.map(({ entry }) => entry.seq)).toEqual([1, 3]);
    const { left, counted } = await projectNewer(services);
    expect({ left, counted }).toEqual({ left: rows.length, counted: 0 });
  });
});

describe('what an earlier release of the district did not know', () => {
  const createStorage = useStorage('pglite');

  test('counts once the district knows it, a void that came meanwhile too, and only once', async () => {
    const { database, close } = await openDatabase(await createStorage(), () => {});
    onTestFinished(close);
    const services = servicesOn(sqlStore(database, 'pglite'));
    const { kioskId, journalId } = await newKiosk(services, [GYM]);
    const [kept, voided] = [newCard(), newCard()];
    const slot = {
      itemId: 'badminton-free',
      start: '2026-11-23T12:00',
      minutes: 120,
      listTotalFen: 0,
      totalFen: 0,
    };
    let entries = entriesAfter(null, 1, {
      journalId,
      kioskId,
      siteId: GYM,
      body: { ...aUse, ...slot, quantity: 1, cardRef: kept, courts: [1] },
    });
    entries = [
      ...entries,
      ...entriesAfter(entries.at(-1) ?? null, 1, {
        journalId,
        kioskId,
        siteId: GYM,
        body: { ...aUse, ...slot, quantity: 1, cardRef: voided, courts: [2] },
      }),
    ];
    entries = [
      ...entries,
      ...entriesAfter(entries.at(-1) ?? null, 1, {
        journalId,
        kioskId,
        siteId: GYM,
        body: { kind: 'void', voidsSeq: 2, reason: 'mistyped' },
      }),
    ];
    await pushEntries(services, { journalId, kioskId, entries });
    // As the release before would have stored them, had it not known a use.
    await sql`update journal_entry set is_projected = false, card_ref = null, item_id = null where kind = 'use'`.execute(
      database,
    );
    await sql`delete from counted_use`.execute(database);
    for (const table of ['record', 'record_step']) {
      await sql`delete from ${sql.table(table)}`.execute(database);
    }

    expect(await projectNewer(services)).toEqual({ counted: 2, left: 0 });
    const uses = await services.store.read((reads) => reads.usesOfCards([kept, voided]));
    expect(uses.map((use) => use.cardRef)).toEqual([kept]);
    const rows = await database
      .selectFrom('journal_entry')
      .select(['card_ref', 'item_id'])
      .orderBy('seq')
      .execute();
    expect(rows.map((row) => row.card_ref)).toEqual([kept, voided, null]);
    expect(await projectNewer(services)).toEqual({ counted: 0, left: 0 });
    expect(await services.store.read((reads) => reads.usesOfCards([kept]))).toHaveLength(1);
  });
});

function newCard(): string {
  return randomUUID().replaceAll('-', '');
}

function changed(entry: JournalEntry, change: Partial<JournalEntry>): JournalEntry {
  const { hash: _, ...rest } = { ...entry, ...change };
  return { ...rest, hash: hashOfEntry(rest) };
}
