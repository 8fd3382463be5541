import { z } from 'zod';
import { HandoverTarget } from '../../domain/handover/target.ts';
import { destroyFile } from '../disk/destroyed-file.ts';
import type { Disk } from '../disk/disk.ts';
import { readSealed, writeSealed } from '../disk/sealed-file.ts';
import type { SecretStore } from '../profile/secret-store.ts';
import { HandoverJob } from './handover-job.ts';

const TARGETS_FILE = 'handover-targets.sealed';
const NAME = /^handover-([0-9A-F]{20})\.sealed(\.new)?$/;

/** Where messages of each site go, and what signs them in. */
const SiteTargets = z.record(z.string(), z.object({ target: HandoverTarget, secret: z.string().nullable() }));
export type SiteTargets = z.infer<typeof SiteTargets>;

export interface HandoverFiles {
  /** `locked` counts those that this device cannot open now. They stay: a keyring that is shut today may open. */
  jobs(): Promise<{ readonly jobs: readonly HandoverJob[]; readonly locked: number }>;
  write(job: HandoverJob): Promise<void>;
  destroy(id: string): Promise<void>;
  targets(): Promise<SiteTargets>;
  writeTargets(targets: SiteTargets): Promise<void>;
}

const UNREADABLE = { kind: 'sealed' } as const;

/**
 * A sealed file for each message, and one for where they go. What cannot be read is locked or taken for none; every other
 * call rejects on disk errors.
 */
export function handoverFiles(disk: Disk, secrets: SecretStore): HandoverFiles {
  return {
    async jobs() {
      const jobs: HandoverJob[] = [];
      let locked = 0;
      for (const name of await namesIn(disk)) {
        // One file that the disk does not give must not shut the desk.
        const read = await readSealed(disk, name, { schema: HandoverJob, secrets }).catch(() => UNREADABLE);
        if (read.kind === 'read') jobs.push(read.value);
        if (read.kind === 'sealed') locked += 1;
      }
      return { jobs: jobs.sort((one, other) => one.order - other.order), locked };
    },
    write: (job) => writeSealed(disk, nameOf(job.id), { value: job, secrets }),
    destroy: (id) => destroyFile(disk, nameOf(id)),
    async targets() {
      const wanted = { schema: SiteTargets, secrets };
      const read = await readSealed(disk, TARGETS_FILE, wanted).catch(() => UNREADABLE);
      return read.kind === 'read' ? read.value : {};
    },
    writeTargets: (targets) => writeSealed(disk, TARGETS_FILE, { value: targets, secrets }),
  };
}

/** Removes all of it, whether it can be opened or not. */
export async function destroyHandovers(disk: Disk): Promise<void> {
  for (const name of await namesIn(disk)) await destroyFile(disk, name);
  await destroyFile(disk, TARGETS_FILE);
}

/** Also finds what a crash left half. */
async function namesIn(disk: Disk): Promise<readonly string[]> {
  const ids = (await disk.list()).flatMap((name) => NAME.exec(name)?.[1] ?? []);
  return [...new Set(ids)].map(nameOf);
}

function nameOf(id: string): string {
  return `handover-${id}.sealed`;
}
