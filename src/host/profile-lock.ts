import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type LockDraft, linked, namedDraftsIn, ownerIn, removeFile, writtenDraft } from './lock-file.ts';
import { isAlive, type LockOwner, thisProcess, wasOnlyInstance } from './lock-owner.ts';

const LOCK_FILE = 'kiosk.lock';
/** Before the digest of a stale lock, in the name of the lock under which that one is removed. */
const TAKEOVER = `${LOCK_FILE}.stale-`;
/** Another start may take a lock that was free a moment ago, and end at once; then this one tries again. */
const TRIES_MAX = 5;

export type LockOutcome =
  | { readonly kind: 'held'; release(): void }
  | { readonly kind: 'in-use'; readonly ownerPid: number };

/**
 * Takes the profile for this process; a lock whose owner is gone is taken over. However many processes start in the
 * same moment, and whichever of them are killed, no two hold it. Throws on disk errors.
 *
 * @param isOnlyInstance - this process holds Electron's lock on one instance for this very profile. Where starts of
 * processes cannot be told (Windows ends a program without a word, and uses its number again), an owner that held
 * that lock before is then gone, whoever bears its number now.
 */
export function lockProfile(folder: string, { isOnlyInstance = false } = {}): LockOutcome {
  const draft = writtenDraft(join(folder, LOCK_FILE), thisProcess(isOnlyInstance));
  const isGone = (owner: LockOwner) => !isAlive(owner) || (isOnlyInstance && wasOnlyInstance(owner));
  let isHeld = false;
  try {
    const owner = takeLock({ folder, name: LOCK_FILE, draft, isGone });
    if (owner !== null) return { kind: 'in-use', ownerPid: owner.pid };
    isHeld = true;
    sweepLeftovers(folder);
    return { kind: 'held', release: () => [join(folder, LOCK_FILE), draft.path].forEach(removeFile) };
  } finally {
    if (!isHeld || !draft.isNamed) removeFile(draft.path);
  }
}

/** Who holds the profile now, without taking it; null for nobody. A folder that is not there has no owner. */
export function profileOwnerPid(folder: string): number | null {
  const owner = ownerIn(join(folder, LOCK_FILE));
  return owner !== null && isAlive(owner) ? owner.pid : null;
}

interface LockTaking {
  readonly folder: string;
  readonly name: string;
  readonly draft: LockDraft;
  isGone(owner: LockOwner): boolean;
}

/** Null once it is taken, else who holds it. */
function takeLock(taking: LockTaking): LockOwner | null {
  const { draft, isGone } = taking;
  const path = join(taking.folder, taking.name);
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    if (linked(draft, path)) return null;
    const owner = ownerIn(path);
    if (owner !== null && !isGone(owner)) return owner;
    const remover = removeStale(taking, owner);
    if (remover !== null) return remover;
  }
  throw new Error(`${path} changes hands all the time`);
}

/**
 * Null once it is gone, else who is removing it. Two steps, a look and a removal, between which another's lock must
 * not come to stand there: so they are done under a lock that is of this stale one only. A lock bears who made it and
 * when, so that once it is gone the same one never comes back, and who looks late removes nothing. A remover that was
 * killed leaves a stale lock as well, which goes by the same rule.
 */
function removeStale(taking: LockTaking, stale: LockOwner | null): LockOwner | null {
  const { folder } = taking;
  const path = join(folder, taking.name);
  const identity = JSON.stringify(stale);
  const takeover = `${TAKEOVER}${createHash('sha256').update(taking.name).update(identity).digest('hex')}`;
  const remover = takeLock({ ...taking, name: takeover });
  if (remover !== null) return remover;
  try {
    if (JSON.stringify(ownerIn(path)) === identity) removeFile(path);
  } finally {
    removeFile(join(folder, takeover));
  }
  return null;
}

/** What killed processes have left: while this one holds the lock, nobody else needs any of it. */
function sweepLeftovers(folder: string): void {
  const drafts = namedDraftsIn(folder);
  const takeovers = readdirSync(folder)
    .filter((name) => name.startsWith(TAKEOVER))
    .map((name) => ({ path: join(folder, name), owner: ownerIn(join(folder, name)) }));
  for (const { path, owner } of [...drafts, ...takeovers]) {
    if (owner === null || !isAlive(owner)) removeFile(path);
  }
}
