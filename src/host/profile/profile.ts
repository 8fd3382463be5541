import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { NoteRef } from '../../domain/notes/note.ts';
import { Settings } from '../../host-api/settings-api.ts';
import { type ClockKeeper, ClockMemory, clockKeeper } from '../clock/clock-keeper.ts';
import { replaceFile } from '../disk/atomic-file.ts';
import { type Disk, folderDisk } from '../disk/disk.ts';
import { narrowFiles } from '../disk/private-files.ts';
import { readSealed, writeSealed } from '../disk/sealed-file.ts';
import { type LineTrust, readLineTrust, writeLineTrust } from '../district/line-trust.ts';
import { type FrameFolder, frameFolder } from '../frame-folder.ts';
import type { HostClock, HostFinding } from '../host-options.ts';
import type { AcknowledgementNote } from '../journal/acknowledgement.ts';
import type { JournalFile, JournalOptions } from '../journal/file/journal-file.ts';
import { segmentNameIn } from '../journal/file/journal-segment.ts';
import { headSeals, type SealParts } from '../journal/head-seal.ts';
import { type KioskJournals, openJournals } from '../journal/kiosk-journals.ts';
import { type NamesVault, openNamesVault } from '../names/names-vault.ts';
import { findNamingIn } from '../notes/naming-entry.ts';
import { type NoteBook, openNoteBook } from '../notes/note-book.ts';
import { Disabled, destroyEnrolment, type RandomBytes, readEnrolment } from './enrolment-file.ts';
import { DISABLED_FILE, type HeldEnrolment, heldEnrolment } from './held-enrolment.ts';
import { readProfileFile } from './profile-file.ts';
import { lockProfile } from './profile-lock.ts';
import type { ProfileTraces } from './profile-trace.ts';
import type { SecretStore } from './secret-store.ts';

const SETTINGS_FILE = 'settings.json';
const CLOCK_FILE = 'clock.sealed';

/** Everything that one kiosk keeps on disk, open and held by this process alone. */
export interface Profile extends HeldEnrolment {
  readonly journals: KioskJournals;
  /** The one that is written to. Never copy a profile: this may become another. */
  readonly journal: JournalFile;
  /** How far the district has that one. */
  readonly note: AcknowledgementNote;
  readonly clock: ClockKeeper;
  readonly names: NamesVault;
  readonly notes: NoteBook;
  /** Where all of this lies. */
  readonly disk: Disk;
  readonly monotonicMs: () => number;
  readonly findings: readonly HostFinding[];
  settings(): Settings;
  setSettings(settings: Settings): Promise<void>;
  /** Null where nothing was settled for the district's address. */
  lineTrust(): LineTrust | null;
  /** Holds from now on; it is for this run where the disk does not take it, which rejects. */
  setLineTrust(trust: LineTrust): Promise<void>;
  /** Writes again what somebody has taken away of the journal's last file and of the enrolment. Never fails. */
  secure(): Promise<void>;
  /** Erases the notes that have had their end. Never fails. */
  tendNotes(): Promise<void>;
  /** An entry names these from now on. Never fails. */
  notesNamed(refs: readonly NoteRef[]): Promise<void>;
  close(): Promise<void>;
}

export type ProfileOpening =
  | { readonly kind: 'open'; readonly profile: Profile }
  | { readonly kind: 'in-use'; readonly ownerPid: number | null }
  | { readonly kind: 'vanished'; readonly folder: string; readonly journalId: string };

/** What a profile is opened with. */
export interface ProfileParts {
  readonly secrets: SecretStore;
  readonly clock: HostClock;
  /** Makes the names' keys; Node's own where nothing is said. */
  readonly random?: RandomBytes;
  readonly journal?: JournalOptions;
  /** Runs work after so many milliseconds; a timer of Node's by default. */
  readonly later?: SealParts['later'];
  /** Is told what is found while the kiosk runs. */
  readonly onFinding?: ((finding: HostFinding) => void) | undefined;
  readonly traces?: ProfileTraces | undefined;
  /** Begins a new profile where there was one and is none any more. */
  readonly newProfile?: boolean | undefined;
  /** What a start finds by the id of its journal: told before all else. */
  readonly newsOf?: (journalId: string) => readonly HostFinding[];
  readonly onClosed?: () => void;
  /** Pictures beside the files, which go with the enrolment; none on a simulated disk. */
  readonly frames?: Pick<FrameFolder, 'destroyAll'>;
}

/** Opens the folder, made where it is not there. Throws where the disk does not let it. */
export async function openProfile(folder: string, parts: ProfileParts): Promise<ProfileOpening> {
  const { traces, newProfile = false } = parts;
  const before = traces?.journalIdOf(folder) ?? null;
  const isVanished = before !== null && !(await hasJournal(folder));
  if (isVanished && !newProfile) return { kind: 'vanished', folder, journalId: before };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  narrowFiles(folder, () => true);
  const lock = lockProfile(folder);
  if (lock.kind === 'in-use') return lock;
  try {
    const frames = frameFolder(folder);
    const journal = { ...parts.journal, ground: lock.ground };
    const profile = await openProfileOn(folderDisk(folder), {
      frames,
      ...parts,
      journal,
      newsOf: (id) => (before === null || before === id ? [] : [newsOf(before, isVanished)]),
      onClosed: lock.release,
    });
    traces?.keep(folder, profile.journals.view.status().journalId);
    // What the disk refuses now, the ladder tries again.
    await frames.dropOld(profile.clock.look().highWaterMs).catch(() => undefined);
    return { kind: 'open', profile };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function newsOf(journalId: string, isVanished: boolean): HostFinding {
  return { kind: isVanished ? 'profile-vanished' : 'profile-replaced', journalId };
}

/** Also where the folder is not there, and none is made. */
async function hasJournal(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).some((name) => segmentNameIn(name) !== null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Opens what lies on a disk that nobody else has open. Throws where the disk does not let it. */
export async function openProfileOn(disk: Disk, parts: ProfileParts): Promise<Profile> {
  const { secrets, frames } = parts;
  const disabledRead = await readProfileFile(disk, DISABLED_FILE, Disabled);
  // A wipe that a power cut has interrupted.
  if (disabledRead.kind === 'read') await destroyEnrolment(disk);
  const stored = await readEnrolment(disk, secrets);
  const read = await readProfileFile(disk, SETTINGS_FILE, Settings);
  const lineRead = await readLineTrust(disk);
  const time = await readTime(disk, parts, stored.kind === 'sealed');
  const notes = await openNoteBook({
    ...{ disk, secrets, random: parts.random, isShut: stored.kind === 'sealed' },
    nowMs: () => time.clock.look().highWaterMs,
  });
  const alsoWiped = [time.names.destroy, notes.destroyAll, ...(frames ? [frames.destroyAll] : [])];
  if (disabledRead.kind === 'read') for (const wiped of alsoWiped) await wiped();
  const findings: HostFinding[] = [];
  const onFinding = (finding: HostFinding) => {
    findings.push(finding);
    parts.onFinding?.(finding);
    // Who takes the one file has mostly taken the other.
    void held.keepEnrolment().catch(() => undefined);
  };
  const {
    journals,
    notes: acknowledgements,
    findings: ofJournals,
  } = await openJournals(disk, {
    ...parts.journal,
    onFinding,
    seals: headSeals({ disk, secrets, isShut: stored.kind === 'sealed', later: parts.later ?? laterByTimer }),
    today: () => wallDateOf(time.clock.look().effectiveMs),
  });
  const held = heldEnrolment({
    disk,
    secrets,
    enrolment: stored.kind === 'read' ? stored.value : null,
    disabled: disabledRead.kind === 'read' ? disabledRead.value : null,
    alsoWiped,
  });
  let lineTrust = lineRead.kind === 'read' ? lineRead.value : null;
  let settings = read.kind === 'read' ? read.value : Settings.parse({});
  findings.push(...(parts.newsOf?.(journals.view.status().journalId) ?? []));
  findings.push(...ofJournals);
  for (const file of [stored, time.read]) {
    if (file.kind === 'sealed') findings.push({ kind: 'file-broken', file: file.file, keptIn: null });
  }
  for (const file of [read, ...acknowledgements, disabledRead, lineRead]) {
    if (file.kind === 'broken') findings.push({ kind: 'file-broken', file: file.file, keptIn: file.keptIn });
  }
  const findNaming = findNamingIn(journals);
  await notes.settle(findNaming);
  const secure = async () => {
    if (await journals.current().journal.secure()) await held.keepEnrolment().catch(() => undefined);
  };
  return {
    journals,
    get journal() {
      return journals.current().journal;
    },
    get note() {
      return journals.current().note;
    },
    clock: time.clock,
    names: time.names,
    ...{ notes, disk, monotonicMs: parts.clock.monotonicMs },
    get findings() {
      const left = journals.left().map(({ journal }) => journal.journalId);
      return findings.map((finding) => asLeft(finding, left));
    },
    ...held,
    settings: () => settings,
    async setSettings(next) {
      await writeJson(disk, SETTINGS_FILE, next);
      settings = next;
    },
    lineTrust: () => lineTrust,
    setLineTrust(next) {
      lineTrust = next;
      return writeLineTrust(disk, next);
    },
    secure,
    tendNotes: () => notes.tend(findNaming),
    notesNamed: (refs) => notes.named(refs, findNaming),
    async close() {
      try {
        await time.clock.close();
        await secure();
        await journals.close();
      } finally {
        parts.onClosed?.();
      }
    },
  };
}

/** No process stays for it: its end seals as well. */
function laterByTimer(work: () => void, delayMs: number): void {
  setTimeout(work, delayMs).unref();
}

/** What is known of time, and the names that it decides about. A store that is shut is not written over. */
async function readTime(disk: Disk, parts: ProfileParts, isStoreShut: boolean) {
  const { secrets, random = randomBytes } = parts;
  const read = await readSealed(disk, CLOCK_FILE, { schema: ClockMemory, secrets });
  const memory = read.kind === 'read' ? read.value : null;
  const clock = clockKeeper(parts.clock, memory, async (next) => {
    if (!isStoreShut) await writeSealed(disk, CLOCK_FILE, { value: next, secrets });
  });
  const { monotonicMs } = parts.clock;
  const isTimeKnown = memory !== null;
  const names = await openNamesVault({ disk, secrets, clock, monotonicMs, random, isTimeKnown });
  return { read, clock, names };
}

function writeJson(disk: Disk, name: string, value: unknown): Promise<void> {
  return replaceFile(disk, name, Buffer.from(JSON.stringify(value)));
}

/** If the damaged journal was left, the desk can record again: then the finding is another one. */
function asLeft(finding: HostFinding, left: readonly string[]): HostFinding {
  if (finding.kind !== 'damaged') return finding;
  const { seq, file } = finding;
  return left.some((journalId) => segmentNameIn(file)?.journalId === journalId)
    ? { kind: 'damaged-left', seq, file }
    : finding;
}
