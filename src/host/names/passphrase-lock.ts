import { MINUTE_MS } from '../../domain/base/duration.ts';
import type { PassphraseFault } from '../../host-api/names-api.ts';
import { destroyFile } from '../disk/destroyed-file.ts';
import type { Disk } from '../disk/disk.ts';
import { writeSealed } from '../disk/sealed-file.ts';
import type { SecretStore } from '../profile/secret-store.ts';
import { type NamesLock, unlockedKey } from './names-lock.ts';

export const NAMES_LOCK_FILE = 'names-lock.sealed';
/** Wrong passphrases in a row; after the last the names are given up, and a new passphrase begins anew. */
const TRIES_MAX = 10;
const WAIT_MS_MIN = 1_000;
const WAIT_MS_MAX = 5 * MINUTE_MS;

interface LockParts {
  readonly disk: Disk;
  readonly secrets: SecretStore;
  readonly monotonicMs: () => number;
}

/** The lock on disk, the wrong passphrases that were tried on it, and its key while it is open. */
export class PassphraseLock {
  readonly #parts: LockParts;
  #lock: NamesLock | null;
  /** The key that the passphrase gives; only while unlocked. */
  #key: Buffer | null = null;
  #notBeforeMs: number;

  constructor(parts: LockParts, lock: NamesLock | null) {
    this.#parts = parts;
    this.#lock = lock;
    this.#notBeforeMs = parts.monotonicMs() + waitMsAfter(lock?.failures ?? 0);
  }

  get isSet(): boolean {
    return this.#lock !== null;
  }

  get key(): Buffer | null {
    return this.#key;
  }

  /** How long the next try must wait; nothing or less where it need not. */
  waitMs(): number {
    return Math.ceil(this.#notBeforeMs - this.#parts.monotonicMs());
  }

  /**
   * The lock's key for the right passphrase; every wrong one is counted before it is answered. Whoever hears `given-up`
   * must give the names up.
   */
  async open(passphrase: string): Promise<Buffer | PassphraseFault> {
    const lock = this.#lock;
    if (lock === null) return { kind: 'not-set' };
    const waitMs = this.waitMs();
    if (waitMs > 0) return { kind: 'wait', waitMs };
    await this.#write({ ...lock, failures: lock.failures + 1 });
    const opened = await unlockedKey(lock, passphrase);
    if (opened !== null) {
      await this.#write({ ...lock, failures: 0 });
      this.#key = opened;
      return opened;
    }
    const failures = lock.failures + 1;
    this.#notBeforeMs = this.#parts.monotonicMs() + waitMsAfter(failures);
    if (failures < TRIES_MAX) return { kind: 'wrong', triesLeft: TRIES_MAX - failures };
    return { kind: 'given-up' };
  }

  /** Takes another lock, which is open then; answers its key. */
  async replace(made: { readonly lock: NamesLock; readonly key: Buffer }): Promise<Buffer> {
    await this.#write(made.lock);
    this.#key = made.key;
    return made.key;
  }

  /** Its key is gone from memory. */
  shut(): void {
    this.#key?.fill(0);
    this.#key = null;
  }

  /** Without a lock nothing waits and nothing is counted. */
  async destroy(): Promise<void> {
    await destroyFile(this.#parts.disk, NAMES_LOCK_FILE);
    this.#lock = null;
    this.#notBeforeMs = this.#parts.monotonicMs();
  }

  async #write(next: NamesLock): Promise<void> {
    const { disk, secrets } = this.#parts;
    await writeSealed(disk, NAMES_LOCK_FILE, { value: next, secrets });
    this.#lock = next;
  }
}

/** Nothing for the first try, then a second, two, four, up to five minutes. */
function waitMsAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(WAIT_MS_MAX, WAIT_MS_MIN * 2 ** (failures - 1));
}
