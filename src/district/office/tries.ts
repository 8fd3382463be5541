import { sourceOf } from '../kiosks/enrolment.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { DistrictStore, DistrictWrites } from '../storage/store.ts';
import { OFFICE_POLICY } from './policy.ts';

/** Whose tries are counted; names that nobody has are counted as well, so that a lock-out tells nothing of names. */
export function tryKeysOf({ name, source }: { readonly name: string | null; readonly source: string }) {
  return [...(name === null ? [] : [officerKeyOf(name)]), `source ${source}`];
}

/** Lets an address in again whose wrong tries had shut it out; the log says who did. */
export async function unlockAddress(store: DistrictStore, address: string): Promise<void> {
  await store.transaction((writes) =>
    forgetTries(writes, tryKeysOf({ name: null, source: sourceOf(address) })),
  );
}

export function officerKeyOf(name: string): string {
  return `officer ${name}`;
}

/**
 * Counts a try before it is judged, so that a hundred at once are each a try. Answers the keys that this try shuts.
 * A clock that was set back does not change how long a lock-out lasts.
 */
export async function countTry(
  writes: DistrictWrites,
  keys: readonly string[],
  now: number,
): Promise<Outcome<readonly string[]>> {
  const { triesMax, lockOutMs } = OFFICE_POLICY;
  await writes.dropOfficeTriesBefore(now - lockOutMs);
  let waitMs = 0;
  const counted: { readonly key: string; readonly tries: number }[] = [];
  for (const key of keys) {
    const row = await writes.lockOfficeTries(key);
    const lastAt = Math.min(row?.lastAt ?? now, now);
    const left = lastAt + lockOutMs - now;
    const tries = row === null || left <= 0 ? 0 : row.tries;
    if (tries >= triesMax) {
      waitMs = Math.max(waitMs, left);
      // The last try lies in the future, because the clock was set back: the lock-out ends by the clock of now.
      if (row !== null && row.lastAt > now) await writes.putOfficeTries(key, { tries, lastAt: now });
    }
    counted.push({ key, tries: tries + 1 });
  }
  if (waitMs > 0) {
    const retryAfterS = Math.ceil(waitMs / 1_000);
    return refused({ kind: 'too-many-tries', message: `wait ${retryAfterS} s`, retryAfterS });
  }
  for (const { key, tries } of counted) await writes.putOfficeTries(key, { tries, lastAt: now });
  return { ok: true, value: counted.filter(({ tries }) => tries >= triesMax).map(({ key }) => key) };
}

/** The password was right and the code is still to come: that try was none. */
export async function takeTryBack(writes: DistrictWrites, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const row = await writes.lockOfficeTries(key);
    if (row === null) continue;
    if (row.tries <= 1) await writes.dropOfficeTries(key);
    else await writes.putOfficeTries(key, { ...row, tries: row.tries - 1 });
  }
}

export async function forgetTries(writes: DistrictWrites, keys: readonly string[]): Promise<void> {
  for (const key of keys) await writes.dropOfficeTries(key);
}
