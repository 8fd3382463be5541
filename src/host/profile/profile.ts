import { randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { NoteRef } from '../../domain/notes/note.ts';
import type { HostTrouble } from '../../host-api/health-api.ts';
import { KeptSettings, Settings } from '../../host-api/settings-api.ts';
import { type ClockKeeper, ClockMemory, clockKeeper } from '../clock/clock-keeper.ts';
import { replaceFile } from '../disk/atomic-file.ts';
import { type Disk, folderDisk } from '../disk/disk.ts';
import { narrowFiles } from '../disk/private-files.ts';
import { readSealed, type SealedFile, writeSealed } from '../disk/sealed-file.ts';
import { type LineTrust, readLineTrust, writeLineTrust } from '../district/line-trust.ts';
import { type FrameFolder, frameFolder } from '../frame-folder.ts';
import type { HostClock } from '../host-options.ts';
import type { AcknowledgementNote } from '../journal/acknowledgement.ts';
import type { JournalFile, JournalOptions } from '../journal/file/journal-file.ts';
import { segmentNameIn } from '../journal/file/journal-segment.ts';
import { headSeals, type SealParts } from '../journal/head-seal.ts';
import { type KioskJournals, openJournals } from '../journal/kiosk-journals.ts';
import { type NamesVault, openNamesVault } from '../names/names-vault.ts';
import { findNamingIn } from '../notes/naming-entry.ts';
import { type NoteBook, openNoteBook } from '../notes/note-book.ts';
import { openStaffKeeper, type StaffKeeper } from '../staff/staff-keeper.ts';
import { Disabled, destroyEnrolment, type RandomBytes, readEnrolment } from './enrolment-file.ts';
import { DISABLED_FILE, type KeptEnrolment, keptEnrolment } from './kept-enrolment.ts';
import { claimProfile } from './profile-claim.ts';
import { type ProfileFile, readProfileFile } from './profile-file.ts';
import type { ProfileTraces } from './profile-trace.ts';
import type { SecretStore } from './secret-store.ts';

const SETTINGS_FILE = 'settings.json';
const CLOCK_FILE = 'clock.sealed';

/** Everything that one kiosk keeps on disk, open and owned by this process alone. */
export interface Profile extends KeptEnrolment {
  readonly journals: KioskJournals;
  /** The journal that is written to. Do not copy this value, since another journal may take its place. */
  readonly journal: JournalFile;
  /** How far the district has that one. */
  readonly note: AcknowledgementNote;
  readonly clock: ClockKeeper;
  readonly names: NamesVault;
  readonly notes: NoteBook;
  /** Keeps the list of who may work at this kiosk's desks. */
  readonly staff: StaffKeeper;
  /** Where all of this lies. */
  readonly disk: Disk;
  readonly monotonicMs: () => number;
  readonly troubles: readonly HostTrouble[];
  settings(): Settings;
  setSettings(settings: Settings): Promise<void>;
  /** Null if nothing was settled for the district's address. */
  lineTrust(): LineTrust | null;
  /** Counts from now on. If the disk refuses it, this rejects, and it counts for this run only. */
  setLineTrust(lineTrust: LineTrust): Promise<void>;
  /** Writes the journal's last file and the enrolment again if somebody has removed or changed them. Never fails. */
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
  /** Runs work after this many milliseconds; a timer of Node's by default. */
  readonly later?: SealParts['later'];
  /** Is told what is found while the kiosk runs. */
  readonly onTrouble?: ((trouble: HostTrouble) => void) | undefined;
  readonly traces?: ProfileTraces | undefined;
  /** Begins a new profile if there was one that has vanished. */
  readonly newProfile?: boolean | undefined;
  /** What a start finds out from the id of its journal; it is reported first. */
  readonly newsOf?: (journalId: string) => readonly HostTrouble[];
  readonly onClosed?: () => void;
  /** Pictures beside the files, which are removed with the enrolment; a simulated disk has none. */
  readonly frames?: Pick<FrameFolder, 'destroyAll'>;
  /** Removes what else belongs to the enrolment. */
  readonly alsoWiped?: (() => Promise<void>) | undefined;
}

/** Opens the folder, made where it is not there. Throws if the disk does not let it. */
export async function openProfile(folder: string, parts: ProfileParts): Promise<ProfileOpening> {
  const { traces, newProfile = false } = parts;
  const before = traces?.journalIdOf(folder) ?? null;
  const isVanished = before !== null && !(await hasJournal(folder));
  if (isVanished && !newProfile) return { kind: 'vanished', folder, journalId: before };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  narrowFiles(folder, () => true);
  const claim = claimProfile(folder);
  if (claim.kind === 'in-use') return claim;
  try {
    const frames = frameFolder(folder);
    const journal = { ...parts.journal, ground: claim.ground };
    const profile = await openProfileOn(folderDisk(folder), {
      frames,
      ...parts,
      journal,
      newsOf: (id) => (before === null || before === id ? [] : [newsOf(before, isVanished)]),
      onClosed: claim.release,
    });
    traces?.keep(folder, profile.journals.view.status().journalId);
    // What the disk refuses now, the ladder tries again.
    await frames.dropOld(profile.clock.look().highWaterMs).catch(() => undefined);
    return { kind: 'open', profile };
  } catch (error) {
    claim.release();
    throw error;
  }
}

function newsOf(journalId: string, isVanished: boolean): HostTrouble {
  return { kind: isVanished ? 'profile-vanished' : 'profile-replaced', journalId };
}

/** Also works if the folder is missing, and makes none. */
async function hasJournal(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).some((name) => segmentNameIn(name) !== null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Opens what lies on a disk that nobody else has open. Throws if the disk does not let it. */
export async function openProfileOn(disk: Disk, parts: ProfileParts): Promise<Profile> {
  const { secrets, frames } = parts;
  const disabledRead = await readProfileFile(disk, DISABLED_FILE, Disabled);
  // A wipe that a power cut has interrupted.
  if (disabledRead.kind === 'read') await destroyEnrolment(disk);
  const stored = await readEnrolment(disk, secrets);
  const read = await readProfileFile(disk, SETTINGS_FILE, KeptSettings);
  const lineRead = await readLineTrust(disk);
  const time = await readTime(disk, parts, stored.kind === 'sealed');
  const notes = await openNoteBook({
    ...{ disk, secrets, random: parts.random, isShut: stored.kind === 'sealed' },
    nowMs: () => time.clock.look().highWaterMs,
  });
  const { names, staff } = time;
  const more = [frames?.destroyAll, parts.alsoWiped].filter((wiped) => wiped !== undefined);
  const alsoWiped = [names.destroy, notes.destroyAll, staff.destroy, ...more];
  if (disabledRead.kind === 'read') for (const wiped of alsoWiped) await wiped();
  const troubles: HostTrouble[] = [];
  const onTrouble = (trouble: HostTrouble) => {
    troubles.push(trouble);
    parts.onTrouble?.(trouble);
    // Whoever removed one of the files has usually removed the other.
    void held.keepEnrolment().catch(() => undefined);
  };
  const {
    journals,
    notes: acknowledgements,
    troubles: ofJournals,
  } = await openJournals(disk, {
    ...parts.journal,
    onTrouble,
    seals: headSeals({ disk, secrets, isShut: stored.kind === 'sealed', later: parts.later ?? laterByTimer }),
    today: () => wallDateOf(time.clock.look().effectiveMs),
  });
  const held = keptEnrolment({
    disk,
    secrets,
    enrolment: stored.kind === 'read' ? stored.value : null,
    disabled: disabledRead.kind === 'read' ? disabledRead.value : null,
    alsoWiped,
  });
  troubles.push(...(parts.newsOf?.(journals.view.status().journalId) ?? []), ...ofJournals);
  troubles.push(...troublesOfSealed([stored, ...time.read]));
  troubles.push(...troublesOf([read, ...acknowledgements, disabledRead, lineRead]));
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
    ...{ names, notes, staff, disk, monotonicMs: parts.clock.monotonicMs },
    get troubles() {
      const left = journals.left().map(({ journal }) => journal.journalId);
      return troubles.map((trouble) => asLeft(trouble, left));
    },
    ...held,
    ...keptSettings(disk, read.kind === 'read' ? read.value : Settings.parse({})),
    ...keptLineTrust(disk, lineRead.kind === 'read' ? lineRead.value : null),
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

function troublesOfSealed(files: readonly SealedFile<unknown>[]): HostTrouble[] {
  return files.flatMap((file) =>
    file.kind === 'sealed' ? [{ kind: 'file-broken', file: file.file, keptIn: null }] : [],
  );
}

function troublesOf(files: readonly ProfileFile<unknown>[]): HostTrouble[] {
  return files.flatMap((file) =>
    file.kind === 'broken' ? [{ kind: 'file-broken', file: file.file, keptIn: file.keptIn }] : [],
  );
}

function keptSettings(disk: Disk, read: Settings): Pick<Profile, 'settings' | 'setSettings'> {
  let settings = read;
  return {
    settings: () => settings,
    async setSettings(next) {
      await writeJson(disk, SETTINGS_FILE, next);
      settings = next;
    },
  };
}

function keptLineTrust(disk: Disk, read: LineTrust | null): Pick<Profile, 'lineTrust' | 'setLineTrust'> {
  let lineTrust = read;
  return {
    lineTrust: () => lineTrust,
    setLineTrust(next) {
      lineTrust = next;
      return writeLineTrust(disk, next);
    },
  };
}

/** The process does not wait for this timer, since closing seals as well. */
function laterByTimer(work: () => void, delayMs: number): void {
  setTimeout(work, delayMs).unref();
}

/**
 * Reads what is known of time, and the names and the staff, which depend on it. If the secrets cannot be opened, the
 * files are not overwritten.
 */
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
  const staff = await openStaffKeeper({ disk, secrets, clock, monotonicMs, isShut: isStoreShut });
  return { read: [read, staff.read], clock, names, staff: staff.staff };
}

function writeJson(disk: Disk, name: string, value: unknown): Promise<void> {
  return replaceFile(disk, name, Buffer.from(JSON.stringify(value)));
}

/** If the damaged journal was left, the desk can record again: then the trouble is another one. */
function asLeft(trouble: HostTrouble, left: readonly string[]): HostTrouble {
  if (trouble.kind !== 'damaged') return trouble;
  const { seq, file } = trouble;
  return left.some((journalId) => segmentNameIn(file)?.journalId === journalId)
    ? { kind: 'damaged-left', seq, file }
    : trouble;
}

/**
 * What a host does each minute, even while nobody is at the desk and no window asks: the staleness ladder of the names,
 * a wipe that the disk refused, the seal of the journal's head, and the notes that have had their end. Never fails.
 */
export function doMinuteWork(profile: Profile): void {
  profile.names.view();
  void profile.finishWipe().catch(() => undefined);
  void profile.secure();
  void profile.tendNotes();
}
