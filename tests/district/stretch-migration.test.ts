import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../src/district/database/database.ts';
import { migrate, migrateTo } from '../../src/district/database/migrations.ts';
import { sqlStore } from '../../src/district/database/sql-store.ts';
import type { Tables } from '../../src/district/database/tables.ts';
import { shareStretches } from '../../src/district/leases/leases.ts';
import { BADMINTON, courtUse, GYM, MONDAY, newKiosk, servicesOn } from './logic.ts';
import { newCard, newRecordId } from './records/records.ts';

const BEFORE_RESOURCES = '023-staff';
const HOURLY = 'badminton-hourly';
/** The migration goes by the database's own clock, and takes what is still to come. */
const LATER = '2199-11-25';

/** A lease as the release before resources kept it: of a slot, by the number of a court, for which a clerk had asked. */
async function leaseBefore(database: Database, holder: string, court: number): Promise<void> {
  await sql`
    insert into lease (site_id, item_id, date, court, holder, serial, wanted_by, claimed)
    values (${GYM}, ${BADMINTON}, ${MONDAY}, ${court}, ${holder}, ${court}, null, true)`.execute(database);
}

async function bookingBefore(
  database: Database,
  { journalId, seq }: { readonly journalId: string; readonly seq: number },
  { itemId, start }: { readonly itemId: string; readonly start: string },
): Promise<string> {
  const cardRef = newCard();
  const place = { itemId, start, minutes: 60, quantity: 1, courts: [1] };
  const state = JSON.stringify({ kind: 'booking', status: 'open', person: 'holder', place });
  await sql`
    insert into record (record_id, kind, site_id, item_id, item_ids, card_ref, opener_journal_id, opener_seq, state, ends_on,
      position)
    values (${newRecordId()}, 'booking', ${GYM}, ${itemId}, ${JSON.stringify([itemId])}::jsonb, ${cardRef}, ${journalId},
      ${seq}, ${state}::jsonb, ${start.slice(0, 10)}, ${seq})`.execute(database);
  return cardRef;
}

test('a district of the release before resources goes on with what is leased and booked', async () => {
  const pglite = await PGlite.create();
  const database = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  onTestFinished(() => database.destroy());
  await database.transaction().execute((transaction) => migrateTo(transaction, BEFORE_RESOURCES));
  const services = servicesOn(sqlStore(database, 'pglite'));
  const [older, newer] = [await newKiosk(services, [GYM]), await newKiosk(services, [GYM])];
  const { epoch } = await services.store.read((reads) => reads.identity());
  const heardAt = new Date(services.clock);
  for (const [index, { journalId }] of [older, newer].entries()) {
    await leaseBefore(database, journalId, index + 1);
    await sql`
      insert into sharer (journal_id, site_id, asked_at, epoch)
      values (${journalId}, ${GYM}, ${heardAt}, ${epoch})`.execute(database);
  }
  await sql`update book set serial = 2, position = 3`.execute(database);
  const journalId = randomUUID();
  const slot = { itemId: BADMINTON, start: `${LATER}T22:00` };
  const slotCard = await bookingBefore(database, { journalId, seq: 1 }, slot);
  await sql`
    insert into counted_use (journal_id, seq, card_ref, site_id, item_id, person, quantity, date, courts)
    values (${journalId}, 1, ${slotCard}, ${GYM}, ${BADMINTON}, 'holder', 1, ${LATER}, '[1]'::jsonb)`.execute(
    database,
  );
  const hourly = { itemId: HOURLY, start: `${LATER}T10:00` };
  const hourlyCard = await bookingBefore(database, { journalId, seq: 2 }, hourly);
  const past = { itemId: HOURLY, start: '2020-01-06T10:00' };
  const pastCard = await bookingBefore(database, { journalId, seq: 3 }, past);

  await migrate(database);

  // Each booking has its time now, and the one by the hour counts for the courts.
  const uses = await services.store.read((reads) => reads.usesOfCards([slotCard, hourlyCard, pastCard]));
  expect(uses.toSorted((one, other) => one.seq - other.seq)).toMatchObject([
    { seq: 1, itemId: BADMINTON, courts: [1], span: { start: slot.start, minutes: 60 } },
    { seq: 2, itemId: HOURLY, courts: [1], takesPlace: true, span: { start: hourly.start, minutes: 60 } },
  ]);

  // The kiosk of the release before has its slot still, by its old name and serial.
  const held = { siteId: GYM, itemId: BADMINTON, date: MONDAY, court: 1, serial: 1 };
  Object.assign(older, { held: [held], seen: 2, epoch });
  const { leases } = await older.ask();
  expect(leases).toContainEqual({ ...held, recalled: false });

  // A kiosk that has become one of this release says the old name of its slot, and is told the stretch.
  const { held: _, seen: __, ...asker } = newer;
  const outcome = await shareStretches(
    services,
    { ...asker, siteIds: [GYM] },
    {
      ...{ siteId: GYM, headSeq: 0, epoch, seen: 2, wants: [] },
      held: [{ siteId: GYM, resourceId: BADMINTON, date: MONDAY, court: 2, from: 0, to: 1440, serial: 2 }],
    },
  );
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  const evening = outcome.value.leases.filter(
    (one) => one.date === MONDAY && one.from <= 22 * 60 && one.to >= 23 * 60,
  );
  expect(evening).toMatchObject([{ resourceId: 'gymnasium-badminton', court: 2, recalled: false }]);
  // Each court of the evening has one holder, and nothing is kept under the old name.
  const rows = await services.store.read((reads) => reads.leasesOfSite(GYM, MONDAY));
  expect(rows.filter(({ resourceId }) => resourceId === BADMINTON)).toEqual([]);
  const over = rows.filter((row) => row.date === MONDAY && row.from <= 22 * 60 && row.to >= 23 * 60);
  expect(over.map(({ court, holder }) => [court, holder])).toEqual(
    expect.arrayContaining([
      [1, older.journalId],
      [2, newer.journalId],
    ]),
  );
  // A use by the old name is still taken, and collides with nothing.
  expect(await older.push(courtUse([1]))).toEqual([]);
}, 60_000);
