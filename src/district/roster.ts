import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from 'kysely';
import { CardNumber } from '../domain/card-number.ts';
import { cardRefOf } from '../domain/card-ref.ts';
import type { RosterChange, RosterRecord } from '../domain/roster-record.ts';
import type { Cursor, RosterPage } from '../protocol/wire.ts';
import type { Database } from './database/database.ts';
import type { Tables } from './database/tables.ts';
import { readIdentity } from './identity.ts';
import { type Outcome, refused } from './refusal.ts';
import { cursorOf, positionOf, type RosterPosition } from './roster-cursor.ts';

const ROWS_PER_STATEMENT_MAX = 1_000;

/** Adds or changes cards in one transaction. A record that is there already, as it is, is no change. */
export async function putCards(database: Database, records: readonly RosterRecord[]): Promise<void> {
  await changeRoster(database, async (transaction, head) => {
    const held = await heldRecords(transaction, records);
    const changed = lastPerCard(records).filter(
      (record) => !isDeepStrictEqual(held.get(record.cardNumber), record),
    );
    return writeCards(transaction, head, changed);
  });
}

/** Adds the cards that the district has never had; one that was changed or removed since is left alone. */
export async function seedCards(database: Database, records: readonly RosterRecord[]): Promise<void> {
  await changeRoster(database, async (transaction, head) => {
    const held = await heldRecords(transaction, records);
    const unseen = lastPerCard(records).filter((record) => !held.has(record.cardNumber));
    return writeCards(transaction, head, unseen);
  });
}

/** Takes a card off the roster; false where it is not on it. */
export async function removeCard(database: Database, cardNumber: CardNumber): Promise<boolean> {
  return changeRoster(database, async (transaction, head) => {
    const removed = await transaction
      .updateTable('card')
      .set({ record: null, position: head + 1 })
      .where('card_number', '=', cardNumber)
      .where('record', 'is not', null)
      .executeTakeFirst();
    const changes = Number(removed.numUpdatedRows);
    return { changes, value: changes === 1 };
  });
}

export async function countCards(database: Database): Promise<number> {
  const row = await database
    .selectFrom('card')
    .select((select) => select.fn.countAll().as('cards'))
    .where('record', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(row.cards);
}

/**
 * One page of roster changes in commit order. Without a cursor, or with one of another epoch, it begins a
 * full copy: cards as they are now, none that was removed before. `bad-request` for a cursor that no
 * district has given.
 */
export async function readRoster(
  database: Database,
  { cursor, limit }: { readonly cursor: Cursor | undefined; readonly limit: number },
): Promise<Outcome<Omit<RosterPage, 'serverTimeMs'>>> {
  const given = cursor === undefined ? undefined : positionOf(cursor);
  if (given === null) return refused({ kind: 'bad-request', message: 'no cursor of this district' });
  const { epoch } = await readIdentity(database);
  // Read before the cards: all up to here is committed, so a short page ends at least here.
  const head = await readHead(database);
  const from: RosterPosition = given?.epoch === epoch ? given : { epoch, position: 0, begun: head };
  const rows = await database
    .selectFrom('card')
    .select(['card_number', 'position', 'record'])
    .where('position', '>', from.position)
    .where((where) => where.or([where('record', 'is not', null), where('position', '>', from.begun)]))
    .orderBy('position')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const more = rows.length > limit;
  const last = Number(page.at(-1)?.position ?? from.position);
  const position = more ? last : Math.max(last, head);
  return {
    ok: true,
    value: { epoch, changes: page.map(changeOf), cursor: cursorOf({ ...from, position }), more },
  };
}

function changeOf(row: { readonly card_number: string; readonly record: RosterRecord | null }): RosterChange {
  if (row.record !== null) return { kind: 'put', record: row.record };
  return { kind: 'remove', cardNumber: CardNumber.parse(row.card_number) };
}

async function readHead(database: Database): Promise<number> {
  const row = await database.selectFrom('roster_head').select('position').executeTakeFirstOrThrow();
  return Number(row.position);
}

/**
 * Runs a change of the roster under the lock of the head's row, which is held until the commit. Positions
 * are therefore given in commit order: no reader ever passes one that becomes visible later.
 */
async function changeRoster<T>(
  database: Database,
  change: (
    transaction: Transaction<Tables>,
    head: number,
  ) => Promise<{ readonly changes: number; readonly value: T }>,
): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('roster_head')
      .select('position')
      .forUpdate()
      .executeTakeFirstOrThrow();
    const head = Number(row.position);
    const { changes, value } = await change(transaction, head);
    if (changes > 0) {
      await transaction
        .updateTable('roster_head')
        .set({ position: head + changes })
        .execute();
    }
    return value;
  });
}

/** The held records of these cards; null for a removed one, nothing for one never seen. */
async function heldRecords(
  transaction: Transaction<Tables>,
  records: readonly RosterRecord[],
): Promise<Map<string, RosterRecord | null>> {
  const held = new Map<string, RosterRecord | null>();
  for (const part of partsOf(records)) {
    const numbers = part.map((record) => record.cardNumber);
    const rows = await transaction
      .selectFrom('card')
      .select(['card_number', 'record'])
      .where('card_number', 'in', numbers)
      .execute();
    for (const row of rows) held.set(row.card_number, row.record);
  }
  return held;
}

async function writeCards(
  transaction: Transaction<Tables>,
  head: number,
  records: readonly RosterRecord[],
): Promise<{ readonly changes: number; readonly value: null }> {
  const { cardRefKeyHex } = await readIdentity(transaction);
  const rows = records.map((record, index) => ({
    card_number: record.cardNumber,
    card_ref: cardRefOf(cardRefKeyHex, record.cardNumber),
    position: head + 1 + index,
    record: JSON.stringify(record),
  }));
  for (const part of partsOf(rows)) {
    await transaction
      .insertInto('card')
      .values(part)
      .onConflict((conflict) =>
        conflict.column('card_number').doUpdateSet((update) => ({
          record: update.ref('excluded.record'),
          position: update.ref('excluded.position'),
        })),
      )
      .execute();
  }
  return { changes: rows.length, value: null };
}

/** One record a card, the last one given. */
function lastPerCard(records: readonly RosterRecord[]): readonly RosterRecord[] {
  return [...new Map(records.map((record) => [record.cardNumber, record])).values()];
}

function partsOf<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const parts = Math.ceil(rows.length / ROWS_PER_STATEMENT_MAX);
  return Array.from({ length: parts }, (_, part) =>
    rows.slice(part * ROWS_PER_STATEMENT_MAX, (part + 1) * ROWS_PER_STATEMENT_MAX),
  );
}
