import { randomUUID } from 'node:crypto';
import type { Database } from './database/database.ts';

export interface DistrictIdentity {
  readonly name: string;
  readonly epoch: string;
  readonly cardRefKeyHex: string;
  readonly codeSaltHex: string;
}

/** What this district is. Read anew each time: another process may roll the epoch. */
export async function readIdentity(database: Database): Promise<DistrictIdentity> {
  const row = await database.selectFrom('district').selectAll().executeTakeFirstOrThrow();
  return {
    name: row.name,
    epoch: row.epoch,
    cardRefKeyHex: row.card_ref_key_hex,
    codeSaltHex: row.code_salt_hex,
  };
}

/** To be called once after a restore from a backup: kiosks then send again what the backup may lack. */
export async function rollEpoch(database: Database): Promise<string> {
  const epoch = randomUUID();
  await database.updateTable('district').set({ epoch }).execute();
  return epoch;
}
