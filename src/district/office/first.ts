import type { FirstRequest } from '../../protocol/wire-office.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import { hashOfToken } from '../storage/secrets.ts';
import { appendAudit } from './audit.ts';
import { hasAdministrator, newOfficerRow } from './officers.ts';
import { hashOfPassword, wrongPassword } from './passwords.ts';
import { OFFICE_POLICY } from './policy.ts';
import { type BegunSession, beginSession } from './sessions.ts';
import { countTry, forgetTries, tryKeysOf } from './tries.ts';

/** The token of a one-time link for the first administrator; null if there is an administrator. */
export async function makeFirstLink({
  store,
  secrets,
  now,
}: Pick<Services, 'store' | 'secrets' | 'now'>): Promise<string | null> {
  const token = secrets.token();
  return store.transaction(async (writes) => {
    await writes.lockOfficers();
    if (await hasAdministrator(writes)) return null;
    await writes.putFirstLink(hashOfToken(token), now() + OFFICE_POLICY.firstLinkMsMax);
    return token;
  });
}

/** Where a person opens the link: the part after `#` reaches no server and no log. */
export function firstLinkOf(url: string, token: string): string {
  return `${url}/office#first=${token}`;
}

/**
 * Makes the first administrator and signs them in. All links end with it. Refusals: `unauthorized` for a link that is
 * used, too old or none; `bad-request` for a password against the rules or a name that is taken; `too-many-tries`.
 */
export async function takeFirstLink(
  services: Pick<Services, 'store' | 'secrets' | 'now'>,
  { token, name, password }: FirstRequest,
  source: string,
): Promise<Outcome<BegunSession>> {
  const { store, now } = services;
  const wrong = wrongPassword(password, name);
  if (wrong !== null) return refused({ kind: 'bad-request', message: wrong });
  const keys = tryKeysOf({ name: null, source });
  const counted = await store.transaction((writes) => countTry(writes, keys, now()));
  if (!counted.ok) return counted;
  const passwordHash = await hashOfPassword(password);
  return store.transaction(async (writes) => {
    await writes.lockOfficers();
    const until = await writes.firstLinkUntil(hashOfToken(token));
    const fact = { atMs: now(), officer: '', role: '', action: 'first-administrator', subject: '' };
    if (until === null || until <= now() || (await hasAdministrator(writes))) {
      await appendAudit(writes, { ...fact, detail: `refused from ${source}` });
      return refused({
        kind: 'unauthorized',
        message: 'this link is used, too old, or none of this district',
      });
    }
    await forgetTries(writes, keys);
    if ((await writes.officer(name)) !== null) {
      return refused({ kind: 'bad-request', message: '已有这个名字 there is an officer of this name' });
    }
    const grant = { role: 'administrator', siteIds: null } as const;
    const officer = {
      ...newOfficerRow({ ...grant, name, passwordHash, at: now() }),
      mustChangePassword: false,
    };
    await writes.putOfficer(officer);
    await writes.dropFirstLinks();
    await appendAudit(writes, { ...fact, officer: name, role: grant.role, detail: `done from ${source}` });
    return { ok: true, value: await beginSession(writes, services, { officer, source }) };
  });
}
