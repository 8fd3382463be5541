import { z } from 'zod';
import { turns } from '../../domain/base/turns.ts';
import { MemberId } from '../../domain/staff/member.ts';
import {
  checkHexOf,
  PIN_COST,
  type PinKey,
  type PinVerifier,
  pinWaitMsAfter,
} from '../../domain/staff/pin.ts';
import type { Disk } from '../disk/disk.ts';
import { writeSealed } from '../disk/sealed-file.ts';
import type { SecretStore } from '../profile/secret-store.ts';

export const TRIES_FILE = 'staff-tries.sealed';
/** All who are not on the list count together, so that the file stays small. */
const NOBODY = 'nobody';
/** No PIN has this key. A member who is not there takes as long to be refused. */
const NOBODYS_VERIFIER: PinVerifier = { saltHex: '0'.repeat(32), ...PIN_COST, checkHex: '0'.repeat(64) };

/** Wrong PINs in a row of each member; a restart does not set them back. */
export const PinTries = z.strictObject({
  failures: z.record(z.union([MemberId, z.literal(NOBODY)]), z.int().min(1)),
});
export type PinTries = z.infer<typeof PinTries>;

export type PinLook =
  | { readonly kind: 'right'; readonly keyHex: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly waitMs: number }
  /** The disk could not count the try: nothing was looked at. */
  | { readonly kind: 'disk' };

interface GuardParts {
  readonly disk: Disk;
  readonly secrets: SecretStore;
  /** A clock that nobody can set. */
  readonly monotonicMs: () => number;
  readonly keyOf: PinKey;
}

/** Looks at PINs one after the other, and lets whoever guesses wait longer and longer. */
export class PinGuard {
  readonly #parts: GuardParts;
  readonly #inTurn = turns();
  #failures: ReadonlyMap<string, number>;
  /** Until when each waits. A start does not know how long the machine was off, so the whole wait starts again. */
  readonly #notBeforeMs = new Map<string, number>();

  constructor(parts: GuardParts, stored: PinTries | null) {
    this.#parts = parts;
    this.#failures = new Map(Object.entries(stored?.failures ?? {}));
    const now = parts.monotonicMs();
    for (const [name, failures] of this.#failures)
      this.#notBeforeMs.set(name, now + pinWaitMsAfter(failures));
  }

  /**
   * `member` is null if there is no such member, or none with a PIN. A try is on the disk before the PIN is looked at.
   */
  look(
    member: { readonly memberId: string; readonly verifier: PinVerifier } | null,
    pin: string,
  ): Promise<PinLook> {
    return this.#inTurn(() => this.#lookNow(member, pin));
  }

  /** Forgets the tries of members who are not on the list any more. They are written with the next try. */
  keepOnly(memberIds: ReadonlySet<string>): void {
    const kept = [...this.#failures].filter(([name]) => name === NOBODY || memberIds.has(name));
    this.#failures = new Map(kept);
  }

  async #lookNow(
    member: { readonly memberId: string; readonly verifier: PinVerifier } | null,
    pin: string,
  ): Promise<PinLook> {
    const { monotonicMs, keyOf } = this.#parts;
    const name = member?.memberId ?? NOBODY;
    const waitMs = Math.ceil((this.#notBeforeMs.get(name) ?? 0) - monotonicMs());
    if (waitMs > 0) return { kind: 'wait', waitMs };
    const failures = (this.#failures.get(name) ?? 0) + 1;
    const before = this.#failures;
    if (!(await this.#write(new Map(before).set(name, failures)))) return { kind: 'disk' };
    const verifier = member?.verifier ?? NOBODYS_VERIFIER;
    const key = await keyOf(pin, verifier);
    if (member === null || checkHexOf(key) !== verifier.checkHex) {
      this.#notBeforeMs.set(name, monotonicMs() + pinWaitMsAfter(failures));
      return { kind: 'wrong' };
    }
    const without = new Map(before);
    without.delete(name);
    this.#notBeforeMs.delete(name);
    // If the disk refuses this, the next start counts one try too many.
    await this.#write(without);
    this.#failures = without;
    return { kind: 'right', keyHex: Buffer.from(key).toString('hex') };
  }

  async #write(next: ReadonlyMap<string, number>): Promise<boolean> {
    const { disk, secrets } = this.#parts;
    try {
      await writeSealed(disk, TRIES_FILE, { value: { failures: Object.fromEntries(next) }, secrets });
      this.#failures = next;
      return true;
    } catch {
      return false;
    }
  }
}
