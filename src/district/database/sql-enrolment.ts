import type { Selectable } from 'kysely';
import { GENESIS_HASH } from '../../domain/journal/journal-entry.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { CodeRow, KioskRow } from '../storage/store-rows.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Who this district is and which kiosks it knows. */
export function enrolmentReads(database: Database) {
  return {
    async identity() {
      const row = await database.selectFrom('district').selectAll().executeTakeFirstOrThrow();
      return {
        name: row.name,
        epoch: row.epoch,
        rolledAt: row.rolled_at?.getTime() ?? null,
        cardRefKeyHex: row.card_ref_key_hex,
        codeSaltHex: row.code_salt_hex,
      };
    },
    async codeInForce(selector, now) {
      const row = await database
        .selectFrom('enrolment_code')
        .selectAll()
        .where('selector', '=', selector)
        .where('used_at', 'is', null)
        .where('expires_at', '>', new Date(now))
        .executeTakeFirst();
      return row === undefined ? null : codeOf(row);
    },
    async triesOf(source) {
      const row = await database
        .selectFrom('enrolment_try')
        .select(['tries', 'since'])
        .where('source', '=', source)
        .executeTakeFirst();
      return row === undefined ? null : { tries: row.tries, since: row.since.getTime() };
    },
    async kioskById(kioskId) {
      const row = await database
        .selectFrom('kiosk')
        .selectAll()
        .where('kiosk_id', '=', kioskId)
        .executeTakeFirst();
      return row === undefined ? null : kioskOf(row);
    },
    async kioskOfJournal(journalId) {
      const row = await database
        .selectFrom('journal')
        .innerJoin('kiosk', 'kiosk.kiosk_id', 'journal.kiosk_id')
        .selectAll('kiosk')
        .where('journal_id', '=', journalId)
        .executeTakeFirst();
      return row === undefined ? null : kioskOf(row);
    },
    async kioskIdsOfJournal(journalId) {
      const rows = await database
        .selectFrom('journal_kiosk')
        .select('kiosk_id')
        .where('journal_id', '=', journalId)
        .execute();
      return rows.map((row) => row.kiosk_id);
    },
    async journalIdsOf(kioskId) {
      const rows = await database
        .selectFrom('journal')
        .select('journal_id')
        .where('kiosk_id', '=', kioskId)
        .orderBy('journal_id')
        .execute();
      return rows.map((row) => row.journal_id);
    },
    async countJournalsOf(kioskId) {
      const row = await database
        .selectFrom('journal_kiosk')
        .select((select) => select.fn.countAll().as('count'))
        .where('kiosk_id', '=', kioskId)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
  } satisfies Partial<DistrictReads>;
}

/** Codes, tries, kiosks and whose a journal is. */
export function enrolmentWrites(database: Database) {
  return {
    async setEpoch(epoch, rolledAt) {
      await database
        .updateTable('district')
        .set({ epoch, rolled_at: new Date(rolledAt) })
        .execute();
    },
    async lockKioskRows() {
      await database.selectFrom('district').select('id').forNoKeyUpdate().execute();
      return (await database.selectFrom('kiosk').selectAll().execute()).map(kioskOf);
    },
    async insertKiosk(row) {
      await database
        .insertInto('kiosk')
        .values({
          kiosk_id: row.kioskId,
          name: row.name,
          short_name: row.shortName,
          site_ids: JSON.stringify(row.siteIds),
          public_key_hex: row.publicKeyHex,
          enrolled_at: new Date(row.enrolledAt),
          revoked_at: row.revokedAt === null ? null : new Date(row.revokedAt),
          revocation_told_at: row.revocationToldAt === null ? null : new Date(row.revocationToldAt),
        })
        .execute();
    },
    async revokeKiosk(kioskId, at, reason) {
      const result = await database
        .updateTable('kiosk')
        .set({ revoked_at: new Date(at), revoked_reason: reason ?? null })
        .where('kiosk_id', '=', kioskId)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async lockKioskRow(kioskId) {
      const row = await database
        .selectFrom('kiosk')
        .selectAll()
        .where('kiosk_id', '=', kioskId)
        // A foreign key to it is no reason to wait.
        .forNoKeyUpdate()
        .executeTakeFirst();
      return row === undefined ? null : kioskOf(row);
    },
    async markRevocationTold(kioskId, at) {
      await database
        .updateTable('kiosk')
        .set({ revocation_told_at: new Date(at) })
        .where('kiosk_id', '=', kioskId)
        .where('revocation_told_at', 'is', null)
        .execute();
    },
    async giveJournal(journalId, kioskId) {
      await database
        .insertInto('journal')
        .values({ journal_id: journalId, kiosk_id: kioskId, head_seq: 0, head_hash: GENESIS_HASH })
        .onConflict((conflict) => conflict.column('journal_id').doUpdateSet({ kiosk_id: kioskId }))
        .execute();
      await noteKiosk(database, journalId, kioskId);
    },
    async beginJournal(journalId, kioskId) {
      const begun = await database
        .insertInto('journal')
        .values({ journal_id: journalId, kiosk_id: kioskId, head_seq: 0, head_hash: GENESIS_HASH })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (begun.numInsertedOrUpdatedRows === 1n) await noteKiosk(database, journalId, kioskId);
    },
    ...codeWrites(database),
    ...tryWrites(database),
  } satisfies Partial<DistrictWrites>;
}

/** It is one of those that the journal has belonged to. */
async function noteKiosk(database: Database, journalId: string, kioskId: string): Promise<void> {
  await database
    .insertInto('journal_kiosk')
    .values({ journal_id: journalId, kiosk_id: kioskId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function codeWrites(database: Database) {
  return {
    async dropCodesBefore(expiredBefore) {
      await database.deleteFrom('enrolment_code').where('expires_at', '<', new Date(expiredBefore)).execute();
    },
    async insertCode(row) {
      const inserted = await database
        .insertInto('enrolment_code')
        .values({
          code_hash: row.codeHash,
          selector: row.selector,
          wrong_tries: row.wrongTries,
          kiosk_name: row.kioskName ?? '',
          site_ids: JSON.stringify(row.siteIds),
          expires_at: new Date(row.expiresAt),
          used_at: row.usedAt === null ? null : new Date(row.usedAt),
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },
    async lockCodeRow(codeHash) {
      const row = await database
        .selectFrom('enrolment_code')
        .selectAll()
        .where('code_hash', '=', codeHash)
        .forUpdate()
        .executeTakeFirst();
      return row === undefined ? null : codeOf(row);
    },
    async countWrongCode(codeHash) {
      await database
        .updateTable('enrolment_code')
        .set((update) => ({ wrong_tries: update('wrong_tries', '+', 1) }))
        .where('code_hash', '=', codeHash)
        .execute();
    },
    async markCodeUsed(codeHash, usedAt) {
      await database
        .updateTable('enrolment_code')
        .set({ used_at: new Date(usedAt) })
        .where('code_hash', '=', codeHash)
        .execute();
    },
  } satisfies Partial<DistrictWrites>;
}

function tryWrites(database: Database) {
  return {
    async dropTriesBefore(since) {
      await database.deleteFrom('enrolment_try').where('since', '<=', new Date(since)).execute();
    },
    async countTry(source, now, triesMax) {
      const row = await database
        .insertInto('enrolment_try')
        .values({ source, tries: 1, since: new Date(now) })
        .onConflict((conflict) =>
          conflict.column('source').doUpdateSet((update) => ({
            tries: update.fn<number>('least', [update('enrolment_try.tries', '+', 1), update.lit(triesMax)]),
          })),
        )
        .returning(['tries', 'since'])
        .executeTakeFirstOrThrow();
      return { tries: row.tries, since: row.since.getTime() };
    },
    async clearTries(source) {
      await database.deleteFrom('enrolment_try').where('source', '=', source).execute();
    },
  } satisfies Partial<DistrictWrites>;
}

function codeOf(row: Selectable<Tables['enrolment_code']>): CodeRow {
  return {
    codeHash: row.code_hash,
    selector: row.selector,
    wrongTries: row.wrong_tries,
    kioskName: row.kiosk_name === '' ? null : row.kiosk_name,
    siteIds: row.site_ids,
    expiresAt: row.expires_at.getTime(),
    usedAt: row.used_at?.getTime() ?? null,
  };
}

export function kioskOf(row: Omit<Selectable<Tables['kiosk']>, 'revoked_reason'>): KioskRow {
  return {
    kioskId: row.kiosk_id,
    name: row.name,
    shortName: row.short_name,
    siteIds: row.site_ids,
    publicKeyHex: row.public_key_hex,
    enrolledAt: row.enrolled_at.getTime(),
    revokedAt: row.revoked_at?.getTime() ?? null,
    revocationToldAt: row.revocation_told_at?.getTime() ?? null,
  };
}
