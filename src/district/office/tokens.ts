import { DAY_MS, MINUTE_MS } from '../../domain/base/duration.ts';
import type { NewToken, TokenView } from '../../protocol/wire-office.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { TokenRow } from '../storage/office-store.ts';
import { hashOfToken } from '../storage/secrets.ts';
import { appendAudit } from './audit.ts';
import { wrongGrant } from './officers.ts';

/** This many wrong tokens of a source are judged at once; then each wait is twice the one before. */
const FREE_TRIES = 5;
const TRIES_MAX = 1_000;
const TRY_WINDOW_MS = 15 * MINUTE_MS;

/**
 * The access token that a program has sent. Each wrong one of a source is counted in the database, which all
 * processes of a district share, and told. A source that has to wait is not judged, so that a guess tells nothing.
 * Refusals: `unauthorized`, and `too-many-tries` with the wait.
 *
 * @param given - the header `Authorization`
 */
export async function admitToken(
  { store, now, log }: Pick<Services, 'store' | 'now' | 'log'>,
  { given, source }: { readonly given: string; readonly source: string },
): Promise<Outcome<TokenRow>> {
  const key = `office ${source}`;
  const at = now();
  const token = given.startsWith('Bearer ') ? given.slice('Bearer '.length) : null;
  const [held, row] = await store.read(async (reads) => [
    await reads.triesOf(key),
    token === null ? null : await reads.tokenByHash(hashOfToken(token)),
  ]);
  const until = held === null ? 0 : held.since + waitMsAfter(held.tries);
  if (until > at) {
    const retryAfterS = Math.ceil((until - at) / 1_000);
    return refused({ kind: 'too-many-tries', message: `wait ${retryAfterS} s`, retryAfterS });
  }
  if (row !== null && row.expiresAt > at) return { ok: true, value: row };
  const { tries } = await store.transaction(async (writes) => {
    await writes.dropTriesBefore(at - TRY_WINDOW_MS);
    const counted = await writes.countTry(key, at, TRIES_MAX);
    const who = { officer: row === null ? '' : nameOfToken(row), role: row?.role ?? '' };
    const detail = `${row === null ? 'refused' : 'too old'} from ${source}`;
    await appendAudit(writes, { atMs: at, ...who, action: 'token', subject: '', detail });
    return counted;
  });
  log({ kind: 'office-refused', source, tries });
  return refused({ kind: 'unauthorized', message: 'no token of this district, or one that has ended' });
}

/** From the first try on. The window forgets it all. */
function waitMsAfter(tries: number): number {
  return tries < FREE_TRIES ? 0 : Math.min((2 ** (tries - FREE_TRIES + 1) - 1) * 1_000, TRY_WINDOW_MS);
}

/** Who made the tokens of a run; no officer's name has a colon. A restore drops these. */
export const RUN_MAKER = 'district:run';

/** As a log and a history name it; no officer's name has a colon. */
export function nameOfToken({ name }: Pick<TokenRow, 'name'>): string {
  return `token:${name}`;
}

/** Makes a named token, told once. Refusals: `bad-request` for a name that is in use, or sites that do not fit. */
export async function makeToken(
  { store, secrets, now }: Pick<Services, 'store' | 'secrets' | 'now'>,
  { name, role, siteIds, days }: NewToken,
  createdBy: string,
): Promise<Outcome<{ readonly token: string; readonly access: TokenView }>> {
  const wrong = wrongGrant({ role, siteIds });
  if (wrong !== null) return refused({ kind: 'bad-request', message: wrong });
  const token = secrets.token();
  const at = now();
  const row: TokenRow = {
    ...{ name, role, siteIds, createdBy },
    tokenHash: hashOfToken(token),
    createdAt: at,
    expiresAt: at + days * DAY_MS,
  };
  return store.transaction(async (writes) => {
    await writes.lockOfficers();
    const same = (await writes.tokens()).find((one) => one.name === name);
    if (same !== undefined && same.expiresAt > at) {
      return refused({ kind: 'bad-request', message: '已有这个名字的令牌 there is a token of this name' });
    }
    await writes.putToken(row);
    return { ok: true, value: { token, access: tokenViewOf(row) } };
  });
}

export async function listTokens({ store }: Pick<Services, 'store'>): Promise<readonly TokenView[]> {
  return (await store.read((reads) => reads.tokens())).map(tokenViewOf);
}

/** False if there is none of this name. */
export function endToken({ store }: Pick<Services, 'store'>, name: string): Promise<boolean> {
  return store.transaction((writes) => writes.dropToken(name));
}

function tokenViewOf({ name, role, siteIds, createdAt, createdBy, expiresAt }: TokenRow): TokenView {
  return {
    ...{ name, role, createdBy },
    siteIds: siteIds === null ? null : [...siteIds],
    createdAtMs: createdAt,
    expiresAtMs: expiresAt,
  };
}
