import { afterAll, beforeAll } from 'vitest';
import type { Storage } from '../../src/district/database/database.ts';
import { type District, type DistrictOptions, startDistrict } from '../../src/district/district.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import type { DistrictEvent } from '../../src/district/services.ts';
import { startPostgres, type ThrowAwayPostgres } from '../support/postgres.ts';

export const storageKinds = ['pglite', 'postgresql'] as const;
export type StorageKind = (typeof storageKinds)[number];

/** Makes empty storages of one kind; call it in a `describe`, which then starts and stops PostgreSQL. */
export function useStorage(kind: StorageKind): () => Promise<Storage> {
  let postgres: ThrowAwayPostgres | null = null;
  beforeAll(async () => {
    if (kind === 'postgresql') postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());
  return async () => {
    if (postgres === null) return { kind: 'pglite', folder: null };
    return { kind: 'postgresql', url: await postgres.createDatabase() };
  };
}

/** With an access token of an administrator, as a demo makes one for its parent. */
export type DistrictWithToken = District & { readonly officeToken: string };

export interface TestDistrict {
  district: DistrictWithToken;
  events: DistrictEvent[];
  now: number;
}

export const MONDAY_MORNING = Date.UTC(2026, 10, 23, 1, 0);

/** One district for all tests of a `describe`. */
export function useDistrict(kind: StorageKind): () => TestDistrict {
  const createStorage = useStorage(kind);
  let held: TestDistrict | null = null;
  beforeAll(async () => {
    held = await startTestDistrict(await createStorage());
  });
  afterAll(() => held?.district.close());
  return () => {
    if (held === null) throw new Error('only within a test');
    return held;
  };
}

export async function startTestDistrict(
  storage: Storage,
  changes: Pick<DistrictOptions, 'seed'> = {},
): Promise<TestDistrict> {
  const events: DistrictEvent[] = [];
  const test = { events, now: MONDAY_MORNING };
  const district = await startDistrict({
    storage,
    host: '127.0.0.1',
    port: 0,
    catalogue: await shippedCatalogue(),
    keys: developmentKeys(),
    log: (event) => events.push(event),
    now: () => test.now,
    ...changes,
  });
  const officeToken = await district.createRunToken();
  return Object.assign(test, { district: Object.assign(district, { officeToken }) });
}
