import { MINUTE_MS } from '../../domain/base/duration.ts';
import { turns } from '../../domain/base/turns.ts';
import { areNamesTooOld } from '../../domain/card/names-age.ts';
import type { NamesView, PassphraseFault } from '../../host-api/names-api.ts';
import type { ClockKeeper } from '../clock/clock-keeper.ts';
import { destroyFile } from '../disk/destroyed-file.ts';
import type { Disk } from '../disk/disk.ts';
import { readSealed, writeSealed } from '../disk/sealed-file.ts';
import type { RandomBytes } from '../profile/enrolment-file.ts';
import type { SecretStore } from '../profile/secret-store.ts';
import { StoredNamesKey } from './names-file.ts';
import { lockWith, NamesLock, unlockedKey, unwrapped, wrapped } from './names-lock.ts';

const KEY_FILE = 'names.sealed';
const LOCK_FILE = 'names-lock.sealed';
const KEY_BYTES = 32;
const PASSPHRASE_LENGTH_MIN = 8;
/** Wrong passphrases in a row; after the last the names are given up, and a new passphrase begins anew. */
const TRIES_MAX = 10;
const WAIT_MS_MIN = 1_000;
const WAIT_MS_MAX = 5 * MINUTE_MS;

/**
 * Keeps the key to the names, apart from the key to everything else: the staleness ladder destroys it, and
 * where the operating system has no real safe storage it lies in a box that only a passphrase opens. The
 * verdict on a card needs none of it.
 */
export interface NamesVault {
  view(): NamesView;
  /** Null unless names may be shown now. */
  keyHex(): string | null;
  /** The district answers: makes a key where there is none and one may be. */
  prepare(): Promise<void>;
  /** Gives the names up: the key is gone from memory at once, and from the disk when this resolves. */
  destroy(): Promise<void>;
  /** Null when the names are unlocked until this host ends. */
  unlock(passphrase: string): Promise<PassphraseFault | null>;
  /** Sets the first passphrase (`current` null), or changes it. */
  setPassphrase(change: { current: string | null; next: string }): Promise<PassphraseFault | null>;
  /** Without the passphrase nothing is left to open: the names are given up with it. */
  forgetPassphrase(): Promise<void>;
}

export interface NamesVaultParts {
  readonly disk: Disk;
  readonly secrets: SecretStore;
  readonly clock: ClockKeeper;
  readonly monotonicMs: () => number;
  /** Makes the keys. */
  readonly random: RandomBytes;
  /** False where the marks of time are lost: nobody can tell then how old the names are. */
  readonly isTimeKnown: boolean;
}

/** Opens what a start finds. Throws where the disk does not let it. */
export async function openNamesVault(parts: NamesVaultParts): Promise<NamesVault> {
  const { disk, secrets, isTimeKnown } = parts;
  const key = await readSealed(disk, KEY_FILE, { schema: StoredNamesKey, secrets });
  const lock = await readSealed(disk, LOCK_FILE, { schema: NamesLock, secrets });
  const stored = key.kind === 'read' ? key.value : null;
  const held = lock.kind === 'read' ? lock.value : null;
  const fits = stored?.kind === (secrets.strength === 'basic' ? 'locked' : 'bare');
  const isKept = stored !== null && fits && isTimeKnown && (stored.kind === 'bare' || held !== null);
  // What cannot be opened is left: a keyring that is shut today may open it at the next start.
  if (!isKept && key.kind === 'read') await destroyFile(disk, KEY_FILE);
  return vaultOver(parts, { stored: isKept ? stored : null, lock: held });
}

interface Held {
  readonly stored: StoredNamesKey | null;
  readonly lock: NamesLock | null;
}

function vaultOver(parts: NamesVaultParts, initial: Held): NamesVault {
  const { disk, secrets, clock, monotonicMs, random } = parts;
  const needsPassphrase = secrets.strength === 'basic';
  let { stored, lock } = initial;
  let key: Buffer | null = stored?.kind === 'bare' ? Buffer.from(stored.keyHex, 'hex') : null;
  /** The key that the passphrase gives; only while unlocked. */
  let lockKey: Buffer | null = null;
  let notBeforeMs = monotonicMs() + waitMsAfter(lock?.failures ?? 0);
  /** The file of a key that was given up: the disk did not let it go. */
  let hasRemains = false;
  const inTurn = turns();
  /** How often a key was given up: what waited for the disk meanwhile must not bring it back. */
  let drops = 0;

  function drop(): void {
    drops += 1;
    key?.fill(0);
    key = null;
    stored = null;
  }

  async function destroy(): Promise<void> {
    drop();
    await inTurn(async () => {
      if (stored === null) await destroyKeyFile();
    });
  }

  async function destroyKeyFile(): Promise<void> {
    hasRemains = true;
    await destroyFile(disk, KEY_FILE);
    hasRemains = false;
  }

  /** The ladder: whoever asks for the names finds them gone when their time is over. */
  function checkAge(): void {
    // The key is out of the memory at once; a file that cannot be removed now is tried again when next asked.
    if (hasRemains || isTooOld()) void destroy().catch(() => undefined);
  }

  function isTooOld(): boolean {
    const { highWaterMs } = clock.look();
    return stored !== null && areNamesTooOld(highWaterMs, { ...stored, rosterAsOfMs: clock.rosterAsOfMs() });
  }

  /** Takes the buffer over. `asOf`: what `drops` was when the key was found fit to be kept. */
  async function store(next: Buffer, { madeMs, asOf }: { madeMs: number; asOf: number }): Promise<void> {
    const value: StoredNamesKey =
      lockKey === null
        ? { kind: 'bare', keyHex: next.toString('hex'), madeMs }
        : { kind: 'locked', boxHex: wrapped(lockKey, next), madeMs };
    if (drops === asOf) await writeSealed(disk, KEY_FILE, { value, secrets });
    if (drops !== asOf) {
      // Whoever gave it up waits for their turn to destroy the file.
      next.fill(0);
      hasRemains = true;
      return;
    }
    hasRemains = false;
    key?.fill(0);
    stored = value;
    key = next;
  }

  async function writeLock(next: NamesLock): Promise<void> {
    await writeSealed(disk, LOCK_FILE, { value: next, secrets });
    lock = next;
  }

  function kindNow(): NamesView['kind'] {
    if (needsPassphrase && lock === null) return 'no-passphrase';
    if (needsPassphrase && lockKey === null) return 'locked';
    if (key === null) return 'waiting';
    const { trust, isByDistrict } = clock.look();
    return trust === 'suspect' && !isByDistrict ? 'withheld' : 'on';
  }

  /** The lock's key for the right passphrase; every wrong one is counted before it is answered. */
  async function keyFor(held: NamesLock, passphrase: string): Promise<Buffer | PassphraseFault> {
    const waitMs = Math.ceil(notBeforeMs - monotonicMs());
    if (waitMs > 0) return { kind: 'wait', waitMs };
    await writeLock({ ...held, failures: held.failures + 1 });
    const opened = await unlockedKey(held, passphrase);
    if (opened !== null) {
      await writeLock({ ...held, failures: 0 });
      return opened;
    }
    const failures = held.failures + 1;
    notBeforeMs = monotonicMs() + waitMsAfter(failures);
    if (failures < TRIES_MAX) return { kind: 'wrong', triesLeft: TRIES_MAX - failures };
    await giveUp();
    return { kind: 'given-up' };
  }

  async function giveUp(): Promise<void> {
    drop();
    lockKey?.fill(0);
    lockKey = null;
    await destroyKeyFile();
    await destroyFile(disk, LOCK_FILE);
    lock = null;
    notBeforeMs = monotonicMs();
  }

  async function unlock(passphrase: string): Promise<PassphraseFault | null> {
    if (lock === null) return { kind: 'not-set' };
    const opened = await keyFor(lock, passphrase);
    if (!Buffer.isBuffer(opened)) return opened;
    lockKey = opened;
    if (stored?.kind !== 'locked') return null;
    const unboxed = unwrapped(opened, stored.boxHex);
    // A box that its own passphrase does not open was changed; a pull brings the names anew.
    if (unboxed?.length === KEY_BYTES) key = unboxed;
    else drop();
    checkAge();
    return null;
  }

  async function setPassphrase(change: {
    current: string | null;
    next: string;
  }): Promise<PassphraseFault | null> {
    if (!needsPassphrase) return { kind: 'not-needed' };
    if ([...change.next].length < PASSPHRASE_LENGTH_MIN) {
      return { kind: 'too-short', lengthMin: PASSPHRASE_LENGTH_MIN };
    }
    if (lock !== null) {
      const fault = change.current === null ? NO_CURRENT : await unlock(change.current);
      if (fault !== null) return fault;
    }
    const made = await lockWith(change.next);
    await changeLock(made);
    return null;
  }

  /**
   * The key's box first goes: a crash between the two files, or a disk that refuses one, costs the names, never their
   * secrecy.
   */
  async function changeLock(made: { readonly lock: NamesLock; readonly key: Buffer }): Promise<void> {
    const [madeMs, asOf] = [stored?.madeMs ?? clock.look().highWaterMs, drops];
    // A copy: giving the names up meanwhile writes over the key where it lies.
    const kept = key === null ? null : Buffer.from(key);
    try {
      await destroyFile(disk, KEY_FILE);
      await writeLock(made.lock);
      lockKey = made.key;
      if (kept !== null) await store(kept, { madeMs, asOf });
    } catch (error) {
      drop();
      kept?.fill(0);
      hasRemains = true;
      throw error;
    }
  }

  return {
    view() {
      checkAge();
      return {
        kind: kindNow(),
        needsPassphrase,
        isPassphraseSet: lock !== null,
        waitMs: Math.max(0, Math.ceil(notBeforeMs - monotonicMs())),
      };
    },
    keyHex() {
      checkAge();
      return kindNow() === 'on' && key !== null ? key.toString('hex') : null;
    },
    prepare: () =>
      inTurn(async () => {
        checkAge();
        if (kindNow() !== 'waiting') return;
        const madeMs = clock.look().highWaterMs;
        await store(Buffer.from(random(KEY_BYTES)), { madeMs, asOf: drops });
      }),
    destroy,
    unlock: (passphrase) => inTurn(() => unlock(passphrase)),
    setPassphrase: (change) => inTurn(() => setPassphrase(change)),
    forgetPassphrase: () => inTurn(giveUp),
  };
}

const NO_CURRENT: PassphraseFault = { kind: 'wrong', triesLeft: null };

/** Nothing for the first try, then a second, two, four, up to five minutes. */
function waitMsAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(WAIT_MS_MAX, WAIT_MS_MIN * 2 ** (failures - 1));
}
