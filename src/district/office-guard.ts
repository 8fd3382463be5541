import { createHash, timingSafeEqual } from 'node:crypto';
import { MINUTE_MS } from '../domain/base/duration.ts';
import { type Outcome, refused } from './refusal.ts';
import type { Services } from './services.ts';

/** So many wrong tokens of a source are judged at once; then each wait is twice the one before. */
const FREE_TRIES = 5;
const TRIES_MAX = 1_000;
const TRY_WINDOW_MS = 15 * MINUTE_MS;

/**
 * Lets in who has the office's token. Each wrong one of a source is counted in the database, which all processes of a
 * district share, and told. A source that has to wait is not judged, so that a guess tells nothing.
 * Refusals: `unauthorized`, and `too-many-tries` with the wait.
 *
 * @param given - the header `Authorization`; empty for none
 */
export async function admitOffice(
  { store, officeToken, now, log }: Pick<Services, 'store' | 'officeToken' | 'now' | 'log'>,
  { given, source }: { readonly given: string; readonly source: string },
): Promise<Outcome<null>> {
  const key = `office ${source}`;
  const at = now();
  const held = await store.read((reads) => reads.triesOf(key));
  const until = held === null ? 0 : held.since + waitMsAfter(held.tries);
  if (until > at) {
    const retryAfterS = Math.ceil((until - at) / 1_000);
    return refused({ kind: 'too-many-tries', message: `wait ${retryAfterS} s`, retryAfterS });
  }
  if (isEqual(given, `Bearer ${officeToken}`)) return { ok: true, value: null };
  const { tries } = await store.transaction(async (writes) => {
    await writes.dropTriesBefore(at - TRY_WINDOW_MS);
    return writes.countTry(key, at, TRIES_MAX);
  });
  log({ kind: 'office-refused', source, tries });
  return refused({ kind: 'unauthorized', message: "not the office's token" });
}

/** From the first try on. The window forgets it all. */
function waitMsAfter(tries: number): number {
  return tries < FREE_TRIES ? 0 : Math.min((2 ** (tries - FREE_TRIES + 1) - 1) * 1_000, TRY_WINDOW_MS);
}

/** Compares hashes, so that how long it takes tells nothing of the token. */
function isEqual(one: string, other: string): boolean {
  return timingSafeEqual(hashOf(one), hashOf(other));
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
