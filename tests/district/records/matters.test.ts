import { sql } from 'kysely';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../src/district/database/database.ts';
import { sqlStore } from '../../../src/district/database/sql-store.ts';
import { projectNewer } from '../../../src/district/intake/project-newer.ts';
import { listDiscrepancies } from '../../../src/district/journal/discrepancies.ts';
import type { EntryRef, JournalBody } from '../../../src/domain/journal/entry-body.ts';
import { CLUB, HALL, newKiosk, POOL, servicesOn, type TestServices } from '../logic.ts';
import { storeKinds, useStore } from '../stores.ts';
import { useStorage } from '../test-district.ts';
import { foldedOf, matterOpened, newCard, newRecordId, numberGiven, pulled } from './records.ts';

const received = (recordId: string, after: EntryRef, missing: readonly string[] = []): JournalBody => ({
  ...{ kind: 'matter-received', recordId, after, handed: ['form'] },
  missing: [...missing],
  missingMain: [],
});
const accepted = (recordId: string, after: EntryRef): JournalBody => ({
  ...{ kind: 'matter-accepted', recordId, after, on: '2026-11-23', workdays: 10, supplyBy: null },
  isDone: false,
});
const rejected = (recordId: string, after: EntryRef): JournalBody => ({
  ...{ kind: 'matter-rejected', recordId, after, reason: 'not-met' },
});

async function matterAt(services: TestServices, recordId: string) {
  const { records } = await pulled(services, [HALL]);
  const record = records.find((one) => one.recordId === recordId);
  if (record === undefined) throw new Error('no such matter');
  return { record, folded: foldedOf(record) };
}

async function collisionsOf(services: TestServices, journalId: string) {
  const open = await listDiscrepancies(services, { open: true, limit: 500 });
  return open.filter(
    (one) => one.kind === 'record-collision' && one.entries.some((ref) => ref.journalId === journalId),
  );
}

describe.each(storeKinds)('the matters of a hall on %s', (kind) => {
  const current = useStore(kind);
  let services: TestServices;
  beforeAll(() => {
    services = servicesOn(current());
  });

  test('go on at any counter, and two steps made while apart become a discrepancy', async () => {
    const [a, b, c] = [
      await newKiosk(services, [HALL]),
      await newKiosk(services, [HALL]),
      await newKiosk(services, [HALL]),
    ];
    const recordId = newRecordId();
    const first = { journalId: a.journalId, seq: 1 };
    await a.push(matterOpened(recordId));
    expect(await b.push(received(recordId, first, ['contract']))).toEqual([]);
    const second = { journalId: b.journalId, seq: 1 };
    expect(await c.push(accepted(recordId, second))).toEqual([]);
    const findings = await b.push(rejected(recordId, second));
    expect(findings).toMatchObject([{ seq: 2, kind: 'record-collision' }]);
    const { record, folded } = await matterAt(services, recordId);
    expect(record.steps).toHaveLength(4);
    expect(folded.state).toMatchObject({ kind: 'matter', status: 'accepted', missing: ['contract'] });
    expect(folded.misfits).toEqual([{ journalId: b.journalId, seq: 2 }]);
    expect(await collisionsOf(services, b.journalId)).toMatchObject([
      {
        entries: [
          { journalId: c.journalId, seq: 1 },
          { journalId: b.journalId, seq: 2 },
        ],
      },
    ]);
  });
});

describe.each(storeKinds)('two matters with one number on %s', (kind) => {
  const current = useStore(kind);
  let services: TestServices;
  beforeAll(() => {
    services = servicesOn(current());
  });
  const told = async (journalId: string) =>
    (await listDiscrepancies(services, { open: true, limit: 500 })).filter(
      (one) => one.kind === 'matter-number' && one.entries.some((ref) => ref.journalId === journalId),
    );

  test('are a discrepancy if two kiosks of the hall opened them', async () => {
    const [a, b, pool] = [
      await newKiosk(services, [HALL]),
      await newKiosk(services, [HALL]),
      await newKiosk(services, [HALL, POOL]),
    ];
    expect(await a.push(matterOpened(newRecordId(), '4401-7001'))).toEqual([]);
    const other = matterOpened(newRecordId(), '4401-7001');
    expect(await b.push(other)).toMatchObject([{ seq: 1, kind: 'matter-number' }]);
    expect(await told(b.journalId)).toMatchObject([
      {
        subject: { siteId: HALL, itemId: 'matter-residence' },
        entries: [
          { journalId: a.journalId, seq: 1 },
          { journalId: b.journalId, seq: 1 },
        ],
      },
    ]);
    // A third one adds to the same discrepancy.
    await pool.push(matterOpened(newRecordId(), '4401-7001'));
    expect(await told(pool.journalId)).toHaveLength(1);
    expect((await told(a.journalId))[0]?.entries).toHaveLength(3);
  });

  test('are one if the number comes in a later step, and none if one of them was taken back', async () => {
    const [a, b] = [await newKiosk(services, [HALL]), await newKiosk(services, [HALL])];
    const recordId = newRecordId();
    await a.push(matterOpened(newRecordId(), '4401-7002'));
    await b.push(matterOpened(recordId, null));
    const numbered = { kind: 'matter-numbered', recordId, number: '4401-7002' } as const;
    const findings = await b.push({ ...numbered, after: { journalId: b.journalId, seq: 1 } });
    expect(findings).toMatchObject([{ seq: 2, kind: 'matter-number' }]);

    await a.push(matterOpened(newRecordId(), '4401-7003'), {
      ...{ kind: 'void', voidsSeq: 2, reason: 'mistyped' },
    });
    expect(await b.push(matterOpened(newRecordId(), '4401-7003'))).toEqual([]);
  });

  test('are meant if one kiosk opened both, since it was asked before', async () => {
    const a = await newKiosk(services, [HALL]);
    await a.push(matterOpened(newRecordId(), '4401-7004'));
    expect(await a.push(matterOpened(newRecordId(), '4401-7004'))).toEqual([]);
  });
});

describe('the matters that a district of the release before has carried', () => {
  const createStorage = useStorage('pglite');

  test('become records once it knows them, with what collided meanwhile as discrepancies', async () => {
    const { database, close } = await openDatabase(await createStorage(), () => {});
    onTestFinished(close);
    const services = servicesOn(sqlStore(database, 'pglite'));
    const [a, b] = [await newKiosk(services, [HALL]), await newKiosk(services, [HALL])];
    const recordId = newRecordId();
    const first = { journalId: a.journalId, seq: 1 };
    await a.push(matterOpened(recordId), received(recordId, first));
    await b.push(rejected(recordId, first));
    // A release without matters has kept the entries, but counted none, and has no record of them.
    await sql`
      update journal_entry set is_projected = false, card_ref = null, item_id = null
      where kind like 'matter-%'`.execute(database);
    for (const table of ['counted_use', 'record', 'record_step', 'office_case']) {
      await sql`delete from ${sql.table(table)}`.execute(database);
    }
    expect((await pulled(services, [HALL])).records).toEqual([]);

    expect(await projectNewer(services)).toMatchObject({ counted: 3, left: 0 });
    const { record, folded } = await matterAt(services, recordId);
    expect(record.steps).toHaveLength(3);
    expect(folded.state).toMatchObject({ number: '4401-0001', status: 'received' });
    expect(await collisionsOf(services, b.journalId)).toHaveLength(1);
    expect(await projectNewer(services)).toEqual({ counted: 0, left: 0 });
  });
});

describe.each(storeKinds)('two holders with one number of a venue on %s', (kind) => {
  const current = useStore(kind);
  let services: TestServices;
  beforeAll(() => {
    services = servicesOn(current());
  });

  test('are a discrepancy if two kiosks gave it, and none for passes of one holder', async () => {
    const [a, b] = [await newKiosk(services, [CLUB]), await newKiosk(services, [CLUB])];
    const cardRef = newCard();
    expect(await a.push(numberGiven('QT100001', cardRef))).toEqual([]);
    // Whether the holder has it twice is another question.
    expect(await b.push(numberGiven('QT100001', cardRef))).not.toContainEqual(
      expect.objectContaining({ kind: 'pass-number' }),
    );
    expect(await b.push(numberGiven('QT100002'))).toEqual([]);
    expect(await b.push(numberGiven('QT100001'))).toMatchObject([{ seq: 3, kind: 'pass-number' }]);
    const open = await listDiscrepancies(services, { open: true, limit: 500 });
    expect(open.filter((one) => one.kind === 'pass-number')).toMatchObject([
      {
        subject: { siteId: CLUB, itemId: 'club-number' },
        entries: [
          { journalId: a.journalId, seq: 1 },
          { journalId: b.journalId, seq: 3 },
        ],
      },
    ]);
  });
});
