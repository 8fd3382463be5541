import { turns } from '../../domain/base/turns.ts';
import { replaceFile } from '../disk/atomic-file.ts';
import { destroyFile } from '../disk/destroyed-file.ts';
import type { Disk } from '../disk/disk.ts';
import { everyStep } from '../every-step.ts';
import {
  type Disabled,
  destroyEnrolment,
  disabledOf,
  type Enrolment,
  hasEnrolmentFile,
  proveEnrolmentFile,
  writeEnrolment,
} from './enrolment-file.ts';
import type { SecretStore } from './secret-store.ts';

export const DISABLED_FILE = 'disabled.json';

/** Whose kiosk this is, from its enrolment to its wipe. */
export interface KeptEnrolment {
  enrolment(): Enrolment | null;
  /** Rejects if `setEnrolment` would reject, as far as that can be known. Changes nothing. */
  proveStorable(): Promise<void>;
  setEnrolment(enrolment: Enrolment): Promise<void>;
  /** Writes the enrolment's file again where somebody has taken it away. Rejects on disk errors. */
  keepEnrolment(): Promise<void>;
  /** What this kiosk was before the district revoked it; null if it was not revoked, or is enrolled again. */
  disabled(): Disabled | null;
  /**
   * Ends this enrolment, and no other that took its place since: the keys to the names, to the roster and of the
   * device are gone, first from memory. The journal stays. Rejects with the first disk error after it has tried all;
   * `finishWipe` and the next start go on with what is left.
   */
  wipe(revoked: Enrolment): Promise<void>;
  /** Tries again what the disk refused during a wipe. Does nothing if nothing is left. Rejects as `wipe` does. */
  finishWipe(): Promise<void>;
}

interface KeptEnrolmentParts {
  readonly disk: Disk;
  readonly secrets: SecretStore;
  readonly enrolment: Enrolment | null;
  readonly disabled: Disabled | null;
  /** Removes what belongs to the enrolment beside its own file. Each also resolves if nothing is left. */
  readonly alsoWiped: readonly (() => Promise<void>)[];
}

/** Takes what a start has read; that start has already finished an earlier wipe. */
export function keptEnrolment(parts: KeptEnrolmentParts): KeptEnrolment {
  const { disk, secrets, alsoWiped } = parts;
  const inTurn = turns();
  let { enrolment, disabled } = parts;
  /** True if a wipe is done in memory but not completed on the disk. */
  let hasRemains = false;

  async function wipeDisk(): Promise<void> {
    if (!hasRemains) return;
    const note = Buffer.from(JSON.stringify(disabled));
    await everyStep([
      ...alsoWiped,
      () => replaceFile(disk, DISABLED_FILE, note),
      () => destroyEnrolment(disk),
    ]);
    hasRemains = false;
  }

  return {
    enrolment: () => enrolment,
    proveStorable: () => inTurn(() => proveEnrolmentFile(disk, secrets)),
    setEnrolment: (next) =>
      inTurn(async () => {
        // The earlier keys must go now too. If the disk still refuses that, it may accept the new keys anyway.
        await wipeDisk().catch(() => undefined);
        // The note goes first: if it stayed, the next start would wipe the new enrolment.
        await destroyFile(disk, DISABLED_FILE);
        await writeEnrolment(disk, next, secrets);
        hasRemains = false;
        enrolment = next;
        disabled = null;
      }),
    keepEnrolment: () =>
      inTurn(async () => {
        if (enrolment !== null && !(await hasEnrolmentFile(disk)))
          await writeEnrolment(disk, enrolment, secrets);
      }),
    disabled: () => disabled,
    async wipe(revoked) {
      if (enrolment !== revoked) return;
      disabled = disabledOf(revoked);
      enrolment = null;
      hasRemains = true;
      await inTurn(wipeDisk);
    },
    finishWipe: () => inTurn(wipeDisk),
  };
}
