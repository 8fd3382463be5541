import type { Services } from '../services.ts';

/** To be called once after a restore from a backup: kiosks then send again what the backup may lack. */
export async function rollEpoch({
  store,
  secrets,
  now,
}: Pick<Services, 'store' | 'secrets' | 'now'>): Promise<string> {
  const epoch = secrets.uuid();
  await store.transaction((writes) => writes.setEpoch(epoch, now()));
  return epoch;
}
