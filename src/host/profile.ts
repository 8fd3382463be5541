import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Settings } from '../host-api/host-api.ts';
import { Acknowledgement, type AcknowledgementNote, acknowledgementNote } from './acknowledgement.ts';
import { writeFileAtomic } from './atomic-file.ts';
import { type Enrolment, readEnrolment, writeEnrolment } from './enrolment-file.ts';
import type { HostFinding } from './host-options.ts';
import { folderDisk } from './journal-disk.ts';
import { type JournalFile, openJournal } from './journal-file.ts';
import { readProfileFile } from './profile-file.ts';
import { lockProfile } from './profile-lock.ts';
import type { SecretStore } from './secret-store.ts';

/** Everything that one kiosk keeps on disk, open and held by this process alone. */
export interface Profile {
  readonly journal: JournalFile;
  readonly note: AcknowledgementNote;
  readonly findings: readonly HostFinding[];
  enrolment(): Enrolment | null;
  setEnrolment(enrolment: Enrolment): Promise<void>;
  settings(): Settings;
  setSettings(settings: Settings): Promise<void>;
  close(): Promise<void>;
}

export type ProfileOpening =
  | { readonly kind: 'open'; readonly profile: Profile }
  | { readonly kind: 'in-use'; readonly ownerPid: number };

/** Opens the folder, made where it is not there. Throws where the disk does not let it. */
export async function openProfile(folder: string, secrets: SecretStore): Promise<ProfileOpening> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = lockProfile(folder);
  if (lock.kind === 'in-use') return lock;
  try {
    return { kind: 'open', profile: await profileIn(folder, secrets, lock.release) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function profileIn(folder: string, secrets: SecretStore, release: () => void): Promise<Profile> {
  const enrolmentPath = join(folder, 'enrolment.sealed');
  const settingsPath = join(folder, 'settings.json');
  const stored = await readEnrolment(enrolmentPath, secrets);
  const read = await readProfileFile(settingsPath, Settings);
  const acknowledged = await readAcknowledgement(folder);
  const journal = await openJournal(folderDisk(folder));
  let enrolment = stored.kind === 'read' ? stored.enrolment : null;
  let settings = read.kind === 'read' ? read.value : Settings.parse({});
  const findings: HostFinding[] = [...journal.findings];
  if (stored.kind === 'sealed') findings.push({ kind: 'file-broken', file: stored.file, keptIn: null });
  for (const file of [read, acknowledged.read]) {
    if (file.kind === 'broken') findings.push({ kind: 'file-broken', file: file.file, keptIn: file.keptIn });
  }
  return {
    journal,
    note: acknowledged.noteFor(journal),
    findings,
    enrolment: () => enrolment,
    async setEnrolment(next) {
      await writeEnrolment(enrolmentPath, secrets, next);
      enrolment = next;
    },
    settings: () => settings,
    async setSettings(next) {
      await writeFileAtomic(settingsPath, JSON.stringify(next));
      settings = next;
    },
    async close() {
      await journal.close();
      release();
    },
  };
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
