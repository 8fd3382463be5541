import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Settings } from '../host-api/host-api.ts';
import { Acknowledgement, type AcknowledgementNote, acknowledgementNote } from './acknowledgement.ts';
import { writeFileAtomic } from './atomic-file.ts';
import { type ClockKeeper, ClockMemory, clockKeeper } from './clock-keeper.ts';
import { Disabled, disabledOf } from './disabled-file.ts';
import { type Enrolment, readEnrolment, writeEnrolment } from './enrolment-file.ts';
import type { HostClock, HostFinding } from './host-options.ts';
import { folderDisk } from './journal-disk.ts';
import { type JournalFile, openJournal } from './journal-file.ts';
import { destroyFile } from './names-file.ts';
import { type NamesVault, openNamesVault } from './names-vault.ts';
import { readProfileFile } from './profile-file.ts';
import { lockProfile } from './profile-lock.ts';
import { readSealed, writeSealed } from './sealed-file.ts';
import type { SecretStore } from './secret-store.ts';

/** Everything that one kiosk keeps on disk, open and held by this process alone. */
export interface Profile {
  readonly journal: JournalFile;
  readonly note: AcknowledgementNote;
  readonly clock: ClockKeeper;
  readonly names: NamesVault;
  readonly findings: readonly HostFinding[];
  enrolment(): Enrolment | null;
  setEnrolment(enrolment: Enrolment): Promise<void>;
  /** What this kiosk was before the district revoked it; null where it did not, or where it is enrolled again. */
  disabled(): Disabled | null;
  /**
   * Ends the enrolment: the keys to the names, to the roster and of the device are gone, first from memory. The
   * journal stays. Rejects on disk errors; the next start finishes what it finds begun.
   */
  wipe(): Promise<void>;
  settings(): Settings;
  setSettings(settings: Settings): Promise<void>;
  close(): Promise<void>;
}

export type ProfileOpening =
  | { readonly kind: 'open'; readonly profile: Profile }
  | { readonly kind: 'in-use'; readonly ownerPid: number };

/** Opens the folder, made where it is not there. Throws where the disk does not let it. */
export async function openProfile(
  folder: string,
  { secrets, clock }: { readonly secrets: SecretStore; readonly clock: HostClock },
): Promise<ProfileOpening> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = lockProfile(folder);
  if (lock.kind === 'in-use') return lock;
  try {
    return { kind: 'open', profile: await profileIn({ folder, secrets, clock, release: lock.release }) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function profileIn(parts: {
  readonly folder: string;
  readonly secrets: SecretStore;
  readonly clock: HostClock;
  readonly release: () => void;
}): Promise<Profile> {
  const { folder, secrets, release } = parts;
  const enrolmentPath = join(folder, 'enrolment.sealed');
  const settingsPath = join(folder, 'settings.json');
  const disabledPath = join(folder, 'disabled.json');
  const disabledRead = await readProfileFile(disabledPath, Disabled);
  // A wipe that a power cut has interrupted.
  if (disabledRead.kind === 'read') await destroyFile(enrolmentPath);
  const stored = await readEnrolment(enrolmentPath, secrets);
  const read = await readProfileFile(settingsPath, Settings);
  const acknowledged = await readAcknowledgement(folder);
  const time = await readTime(parts, stored.kind === 'sealed');
  if (disabledRead.kind === 'read') await time.names.destroy();
  const journal = await openJournal(folderDisk(folder));
  let disabled = disabledRead.kind === 'read' ? disabledRead.value : null;
  let enrolment = stored.kind === 'read' ? stored.enrolment : null;
  let settings = read.kind === 'read' ? read.value : Settings.parse({});
  const findings: HostFinding[] = [...journal.findings];
  for (const file of [stored, time.read]) {
    if (file.kind === 'sealed') findings.push({ kind: 'file-broken', file: file.file, keptIn: null });
  }
  for (const file of [read, acknowledged.read, disabledRead]) {
    if (file.kind === 'broken') findings.push({ kind: 'file-broken', file: file.file, keptIn: file.keptIn });
  }
  return {
    journal,
    note: acknowledged.noteFor(journal),
    clock: time.clock,
    names: time.names,
    findings,
    enrolment: () => enrolment,
    async setEnrolment(next) {
      // First the note: with it, the next start would take the new enrolment for one to be wiped.
      await destroyFile(disabledPath);
      await writeEnrolment(enrolmentPath, secrets, next);
      enrolment = next;
      disabled = null;
    },
    disabled: () => disabled,
    async wipe() {
      if (enrolment === null) return;
      disabled = disabledOf(enrolment);
      enrolment = null;
      await time.names.destroy();
      await writeFileAtomic(disabledPath, JSON.stringify(disabled));
      await destroyFile(enrolmentPath);
    },
    settings: () => settings,
    async setSettings(next) {
      await writeFileAtomic(settingsPath, JSON.stringify(next));
      settings = next;
    },
    async close() {
      await time.clock.close();
      await journal.close();
      release();
    },
  };
}

/** What is known of time, and the names that it decides about. A store that is shut is not written over. */
async function readTime(
  parts: { readonly folder: string; readonly secrets: SecretStore; readonly clock: HostClock },
  isStoreShut: boolean,
) {
  const { folder, secrets } = parts;
  const path = join(folder, 'clock.sealed');
  const read = await readSealed(path, ClockMemory, secrets);
  const memory = read.kind === 'read' ? read.value : null;
  const clock = clockKeeper(parts.clock, memory, async (next) => {
    if (!isStoreShut) await writeSealed(path, next, secrets);
  });
  const { monotonicMs } = parts.clock;
  const names = await openNamesVault({ folder, secrets, clock, monotonicMs, isTimeKnown: memory !== null });
  return { read, clock, names };
}

async function readAcknowledgement(folder: string) {
  const path = join(folder, 'acknowledged.json');
  const read = await readProfileFile(path, Acknowledgement.nullable());
  const value = read.kind === 'read' ? read.value : null;
  return {
    read,
    noteFor(journal: JournalFile): AcknowledgementNote {
      // A note about another journal, or about more than this one holds, says nothing.
      const fits = value?.journalId === journal.journalId && value.seq <= journal.head().seq;
      return acknowledgementNote(fits ? value : null, (next) => writeFileAtomic(path, JSON.stringify(next)));
    },
  };
}
