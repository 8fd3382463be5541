import { MINUTE_MS } from '../../domain/base/duration.ts';
import type { PassphraseFault } from '../../host-api/names-api.ts';
import { destroyFile } from '../disk/destroyed-file.ts';
import type { Disk } from '../disk/disk.ts';
import { writeSealed } from '../disk/sealed-file.ts';
import type { SecretStore } from '../profile/secret-store.ts';
import { type NamesPassphrase, passphraseKey } from './names-passphrase.ts';

export const PASSPHRASE_FILE = 'names-lock.sealed';
/** After this many wrong passphrases in a row the names are given up, and a new passphrase starts at none. */
const TRIES_MAX = 10;
const WAIT_MS_MIN = 1_000;
const WAIT_MS_MAX = 5 * MINUTE_MS;

interface GuardParts {
  readonly disk: Disk;
  readonly secrets: SecretStore;
  readonly monotonicMs: () => number;
}

/** Guards the names passphrase: what is stored of it, the wrong tries and their waits, and its key while it is known. */
export class PassphraseGuard {
  readonly #parts: GuardParts;
  #stored: NamesPassphrase | null;
  /** The key that the passphrase gives; null until somebody types the right one. */
  #key: Buffer | null = null;
  #notBeforeMs: number;

  constructor(parts: GuardParts, stored: NamesPassphrase | null) {
    this.#parts = parts;
    this.#stored = stored;
    this.#notBeforeMs = parts.monotonicMs() + waitMsAfter(stored?.failures ?? 0);
  }

  get isSet(): boolean {
    return this.#stored !== null;
  }

  get key(): Buffer | null {
    return this.#key;
  }

  /** How long the next try must wait; 0 or less if it may come now. */
  waitMs(): number {
    return Math.ceil(this.#notBeforeMs - this.#parts.monotonicMs());
  }

  /**
   * Returns the key for the right passphrase. Every try is counted before it is answered. If the answer is `given-up`,
   * the caller must give the names up.
   */
  async open(passphrase: string): Promise<Buffer | PassphraseFault> {
    const stored = this.#stored;
    if (stored === null) return { kind: 'not-set' };
    const waitMs = this.waitMs();
    if (waitMs > 0) return { kind: 'wait', waitMs };
    await this.#write({ ...stored, failures: stored.failures + 1 });
    const opened = await passphraseKey(stored, passphrase);
    if (opened !== null) {
      await this.#write({ ...stored, failures: 0 });
      this.#key = opened;
      return opened;
    }
    const failures = stored.failures + 1;
    this.#notBeforeMs = this.#parts.monotonicMs() + waitMsAfter(failures);
    if (failures < TRIES_MAX) return { kind: 'wrong', triesLeft: TRIES_MAX - failures };
    return { kind: 'given-up' };
  }

  /** Stores another passphrase, whose key is then known; returns that key. */
  async replace(made: { readonly stored: NamesPassphrase; readonly key: Buffer }): Promise<Buffer> {
    await this.#write(made.stored);
    this.#key = made.key;
    return made.key;
  }

  /** Removes the key from memory. */
  shut(): void {
    this.#key?.fill(0);
    this.#key = null;
  }

  /** Removes the passphrase. Then nothing waits and nothing is counted. */
  async destroy(): Promise<void> {
    await destroyFile(this.#parts.disk, PASSPHRASE_FILE);
    this.#stored = null;
    this.#notBeforeMs = this.#parts.monotonicMs();
  }

  async #write(next: NamesPassphrase): Promise<void> {
    const { disk, secrets } = this.#parts;
    await writeSealed(disk, PASSPHRASE_FILE, { value: next, secrets });
    this.#stored = next;
  }
}

/** The first try waits for nothing; then the wait is one second, two, four, up to five minutes. */
function waitMsAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(WAIT_MS_MAX, WAIT_MS_MIN * 2 ** (failures - 1));
}
