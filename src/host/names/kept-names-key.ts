import { z } from 'zod';
import { hexOf } from '../../domain/base/id-text.ts';
import { areNamesTooOld } from '../../domain/card/card-standing.ts';
import type { ClockKeeper } from '../clock/clock-keeper.ts';
import { destroyFile } from '../disk/destroyed-file.ts';
import type { Disk } from '../disk/disk.ts';
import { writeSealed } from '../disk/sealed-file.ts';
import type { SecretStore } from '../profile/secret-store.ts';
import { unwrapped, wrapped } from './names-passphrase.ts';

export const NAMES_KEY_FILE = 'names.sealed';
export const NAMES_KEY_BYTES = 32;

interface KeyParts {
  readonly disk: Disk;
  readonly secrets: SecretStore;
  readonly clock: ClockKeeper;
}

/** A new key as it is to be kept. */
interface NextKey {
  /** The high-water time when the key was made. */
  readonly madeMs: number;
  /** The value of `drops` when it was decided that the key may be kept. */
  readonly asOf: number;
  /** The key of the names passphrase; null if the operating system keeps secrets safe. */
  readonly passphraseKey: Buffer | null;
}

/**
 * The key to the names in memory, and its file. When the key is given up, it leaves the memory at once; its file is
 * removed in its turn among the vault's work.
 */
export class KeptNamesKey {
  readonly #parts: KeyParts;
  #stored: StoredNamesKey | null;
  #key: Buffer | null;
  /** True if the disk refused to remove the file of a key that was given up. */
  #hasRemains = false;
  /** Counts how often a key was given up, so that work which waited for the disk does not bring a key back. */
  #drops = 0;

  constructor(parts: KeyParts, stored: StoredNamesKey | null) {
    this.#parts = parts;
    this.#stored = stored;
    this.#key = stored?.kind === 'bare' ? Buffer.from(stored.keyHex, 'hex') : null;
  }

  /** The key itself; null if there is none, or if its box was not opened yet. */
  get key(): Buffer | null {
    return this.#key;
  }

  get isStored(): boolean {
    return this.#stored !== null;
  }

  get drops(): number {
    return this.#drops;
  }

  drop(): void {
    this.#drops += 1;
    this.#key?.fill(0);
    this.#key = null;
    this.#stored = null;
  }

  async destroyFile(): Promise<void> {
    this.#hasRemains = true;
    await destroyFile(this.#parts.disk, NAMES_KEY_FILE);
    this.#hasRemains = false;
  }

  /** The ladder says that the key must go, or its file is still there though it was given up. */
  mustGo(): boolean {
    return this.#hasRemains || this.#isTooOld();
  }

  #isTooOld(): boolean {
    const { clock } = this.#parts;
    const { highWaterMs } = clock.look();
    const stored = this.#stored;
    return stored !== null && areNamesTooOld(highWaterMs, { ...stored, rosterAsOfMs: clock.rosterAsOfMs() });
  }

  /** Stores the key and owns the buffer from then on. */
  async store(next: Buffer, { madeMs, asOf, passphraseKey }: NextKey): Promise<void> {
    const { disk, secrets } = this.#parts;
    const value: StoredNamesKey =
      passphraseKey === null
        ? { kind: 'bare', keyHex: next.toString('hex'), madeMs }
        : { kind: 'locked', boxHex: wrapped(passphraseKey, next), madeMs };
    if (this.#drops === asOf) await writeSealed(disk, NAMES_KEY_FILE, { value, secrets });
    if (this.#drops !== asOf) {
      // The call that gave the key up destroys the file when its turn comes.
      next.fill(0);
      this.#hasRemains = true;
      return;
    }
    this.#hasRemains = false;
    this.#key?.fill(0);
    this.#stored = value;
    this.#key = next;
  }

  /** Opens the key's box, if it is in one. */
  openBox(passphraseKey: Buffer): void {
    if (this.#stored?.kind !== 'locked') return;
    const unboxed = unwrapped(passphraseKey, this.#stored.boxHex);
    // A box that its own passphrase does not open was changed; a pull brings the names again.
    if (unboxed?.length === NAMES_KEY_BYTES) this.#key = unboxed;
    else this.drop();
  }

  /**
   * Puts the key under another passphrase, which `change` stores. The old box is destroyed first. So a crash between
   * the two files, or a disk that refuses one, costs the names, but never their secrecy.
   */
  async moveUnder(change: () => Promise<Buffer>): Promise<void> {
    const { disk, clock } = this.#parts;
    const [madeMs, asOf] = [this.#stored?.madeMs ?? clock.look().highWaterMs, this.#drops];
    // A copy: giving the names up meanwhile writes over the key where it lies.
    const kept = this.#key === null ? null : Buffer.from(this.#key);
    try {
      await destroyFile(disk, NAMES_KEY_FILE);
      const passphraseKey = await change();
      if (kept !== null) await this.store(kept, { madeMs, asOf, passphraseKey });
    } catch (error) {
      this.drop();
      kept?.fill(0);
      this.#hasRemains = true;
      throw error;
    }
  }
}

/** The key to the names as it lies in the safe storage: bare, or in a box under the passphrase's key. */
export const StoredNamesKey = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('bare'),
    keyHex: hexOf(32),
    /** The high-water time when the key was made; it seals nothing older. */
    madeMs: z.int(),
  }),
  z.strictObject({
    kind: z.literal('locked'),
    boxHex: z.string().regex(/^[0-9a-f]+$/),
    madeMs: z.int(),
  }),
]);
export type StoredNamesKey = z.infer<typeof StoredNamesKey>;
