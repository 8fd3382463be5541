import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '../../../src/district/database/database.ts';
import { sqlStore } from '../../../src/district/database/sql-store.ts';
import { mergeForked } from '../../../src/district/intake/forked.ts';
import { listDiscrepancies } from '../../../src/district/journal/discrepancies.ts';
import { pushEntries } from '../../../src/district/journal/journal.ts';
import { projectRecords } from '../../../src/district/records/project-records.ts';
import { courtUse, GYM, newKiosk, servicesOn } from '../logic.ts';
import { useStorage } from '../test-district.ts';
import { aUse, entriesAfter, sealed } from '../test-kiosk.ts';
import { newCard, pulled } from './records.ts';

describe('what a district had before there were records', { timeout: 180_000 }, () => {
  const createStorage = useStorage('pglite');

  async function opened() {
    const { database, close } = await openDatabase(await createStorage(), () => {});
    onTestFinished(close);
    return { database, services: servicesOn(sqlStore(database, 'pglite')) };
  }

  /** As the release before left it: uses and voids, and no record. */
  async function forgetRecords(database: Database) {
    await sql`delete from record`.execute(database);
    await sql`delete from record_step`.execute(database);
    await sql`update journal_entry set is_in_records = false where kind in ('use', 'void')`.execute(database);
  }

  const contentOf = async (database: Database) => ({
    records: await database.selectFrom('record').selectAll().orderBy('record_id').execute(),
    steps: await database.selectFrom('record_step').selectAll().orderBy('hash').execute(),
    uses: await database.selectFrom('counted_use').selectAll().orderBy('journal_id').orderBy('seq').execute(),
  });

  test('becomes records, the same ones however often it is read, and nothing counts twice', async () => {
    const { database, services } = await opened();
    const kiosk = await newKiosk(services);
    await kiosk.push(courtUse([1], { cardRef: newCard() }));
    await kiosk.push({ kind: 'void', voidsSeq: 1, reason: 'mistyped' });
    await kiosk.push(courtUse([1], { cardRef: newCard() }), aUse);
    const before = await contentOf(database);
    const discrepancies = await listDiscrepancies(services, { open: true, limit: 500 });
    await forgetRecords(database);

    expect(await projectRecords(services)).toBe(4);
    const after = await contentOf(database);
    const withoutPosition = ({ records, ...rest }: typeof before) => ({
      ...rest,
      records: records.map(({ position: _, ...row }) => row),
    });
    expect(withoutPosition(after)).toEqual(withoutPosition(before));
    // The court was free again when it was sold the second time.
    expect(await listDiscrepancies(services, { open: true, limit: 500 })).toEqual(discrepancies);
    expect(await projectRecords(services)).toBe(0);
    expect(await contentOf(database)).toEqual(after);
  });

  test('is read page by page, with a void that stands on a later page', async () => {
    const { database, services } = await opened();
    const { kioskId, journalId } = await newKiosk(services);
    const body = (seq: number) =>
      seq === 510
        ? ({ kind: 'void', voidsSeq: 1, reason: 'mistyped' } as const)
        : courtUse([1], { cardRef: newCard(), itemId: 'badminton-hourly' });
    let last = null;
    const entries = [];
    for (let seq = 1; seq <= 510; seq += 1) {
      const [entry] = entriesAfter(last, 1, { journalId, kioskId, siteId: GYM, body: body(seq) });
      if (entry === undefined) throw new Error('no entry');
      entries.push(entry);
      last = entry;
    }
    for (const part of [entries.slice(0, 300), entries.slice(300)]) {
      await pushEntries(services, { journalId, kioskId, entries: part });
    }
    await forgetRecords(database);
    expect(await projectRecords(services)).toBe(510);
    const { records } = await pulled(services, [GYM]);
    expect(records).toHaveLength(509);
    expect(records.filter(({ steps }) => steps.length > 1)).toHaveLength(1);
  });

  test('brings in what an officer had merged of a fork', async () => {
    const { database, services } = await opened();
    const { kioskId, journalId } = await newKiosk(services);
    const make = (courts: number[]) => courtUse(courts, { cardRef: newCard() });
    const held = entriesAfter(null, 1, { journalId, kioskId, siteId: GYM, body: make([1]) });
    const [other] = entriesAfter(null, 1, { journalId, kioskId, siteId: GYM, body: make([2]) });
    if (other === undefined) throw new Error('no entry');
    const [voiding] = entriesAfter(other, 1, {
      journalId,
      kioskId,
      siteId: GYM,
      body: { kind: 'void', voidsSeq: 1, reason: 'mistyped' },
    });
    await pushEntries(services, { journalId, kioskId, entries: held });
    await pushEntries(services, {
      journalId,
      kioskId,
      entries: [sealed(other), ...(voiding ? [voiding] : [])],
    });
    await mergeForked(services, { officer: '李明', journalId, note: 'two desks' });
    const before = await contentOf(database);
    expect(before.records.map(({ state }) => state.status).toSorted()).toEqual(['open', 'taken-back']);
    await forgetRecords(database);
    await projectRecords(services);
    const after = await contentOf(database);
    expect(after.steps).toEqual(before.steps);
    expect(after.uses).toEqual(before.uses);
  });
});
