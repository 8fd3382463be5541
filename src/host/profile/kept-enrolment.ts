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
  /** Rejects where `setEnrolment` would, as far as that can be told; changes nothing. */
  proveStorable(): Promise<void>;
  setEnrolment(enrolment: Enrolment): Promise<void>;
  /** Writes the enrolment's file again where somebody has taken it away. Rejects on disk errors. */
  keepEnrolment(): Promise<void>;
  /** What this kiosk was before the district revoked it; null where it did not, or where it is enrolled again. */
  disabled(): Disabled | null;
  /**
   * Ends this enrolment, and no other that took its place since: the keys to the names, to the roster and of the
   * device are gone, first from memory. The journal stays. Rejects with the first disk error after it has tried all;
   * `finishWipe` and the next start go on with what is left.
   */
  wipe(revoked: Enrolment): Promise<void>;
  /** Tries again what a disk refused to a wipe; nothing where nothing is left. Rejects as `wipe` does. */
  finishWipe(): Promise<void>;
}

interface KeptEnrolmentParts {
  readonly disk: Disk;
  readonly secrets: SecretStore;
  readonly enrolment: Enrolment | null;
  readonly disabled: Disabled | null;
  /** What goes with the enrolment beside its own file; each resolves, too, where nothing is left. */
  readonly alsoWiped: readonly (() => Promise<void>)[];
}

/** Holds what a start has read; that start has finished an earlier wipe itself. */
export function keptEnrolment(parts: KeptEnrolmentParts): KeptEnrolment {
  const { disk, secrets, alsoWiped } = parts;
  const inTurn = turns();
  let { enrolment, disabled } = parts;
  /** A wipe has begun in memory and is not whole on the disk. */
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
        // Keys of before need not outlive this either; a disk that still refuses may take the new ones all the same.
        await wipeDisk().catch(() => undefined);
        // First the note: with it, the next start would take the new enrolment for one to be wiped.
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
