import { randomBytes } from 'node:crypto';
import { DAY_MS } from '../../domain/base/duration.ts';
import { turns } from '../../domain/base/turns.ts';
import type { EntryRef } from '../../domain/journal/entry-body.ts';
import type { NoteRef } from '../../domain/notes/note.ts';
import {
  type KeptNote,
  NOTES_PER_RECORD_MAX,
  type NoteDraft,
  type NoteReading,
} from '../../host-api/notes-api.ts';
import type { Disk } from '../disk/disk.ts';
import { everyStep } from '../every-step.ts';
import type { RandomBytes } from '../profile/enrolment-file.ts';
import type { SecretStore } from '../profile/secret-store.ts';
import { openErasedHashes } from './erased-hashes.ts';
import type { HeldNotes, NoteMeta, NotePlace } from './held-notes.ts';
import { type BroughtNote, changeNote, type PutOutcome, putNote, takeNote } from './note-changes.ts';
import { type NoteEraser, noteEraser } from './note-eraser.ts';
import { type NoteFile, type NoteFiles, noteFiles } from './note-files.ts';
import { openedNote } from './sealed-note.ts';

/** A clerk has long given the sale up: no entry will name the note. */
const UNNAMED_MS_MAX = DAY_MS;

/** A note of this kiosk that the district has not got. */
export interface WaitingNote {
  readonly hash: string;
  readonly kind: string;
  readonly recordId: string;
  readonly entry: EntryRef;
}

/** The entry that names a note, behind a place of a journal; `unknown` if nobody can say. */
export type FindNaming = (
  behind: NotePlace,
  hash: string,
) => Promise<{ readonly kind: 'named'; readonly entry: EntryRef } | { readonly kind: 'unnamed' | 'unknown' }>;

/** The notes on this device. What changes the disk comes one after the other. */
export interface NoteBook {
  /** Resolves when the note is sealed and flushed. `behind`: the last entry of the journal now. */
  put(draft: NoteDraft, behind: NotePlace): Promise<PutOutcome>;
  read(hash: string): Promise<NoteReading>;
  list(recordId: string): readonly KeptNote[];
  /** True for notes of this record that are here, whole: an entry may name them. */
  holds(refs: readonly NoteRef[], recordId: string): boolean;
  /** Keeps which entry names these notes. Never fails; the next start finds out the same. */
  named(refs: readonly NoteRef[], findNaming: FindNaming): Promise<void>;
  /** The notes that the district has not got, the oldest first. */
  waiting(): Promise<readonly WaitingNote[]>;
  /** The bytes and the key; null if the disk does not give them. */
  content(hash: string): Promise<NoteContent | null>;
  /** To be called when the district has the note, or will never take it: it is not sent again. */
  sent(hash: string): Promise<void>;
  /** To be called when the district may have lost notes: all are sent again. */
  sendAgain(): Promise<void>;
  /** Takes what the district has of a note. False if there is no room; rejects on disk errors. */
  take(note: BroughtNote): Promise<boolean>;
  /** Destroys the key and the bytes, if they are there. Rejects on disk errors; the next `tend` tries again. */
  erase(hash: string): Promise<void>;
  /** Destroys the notes that other kiosks wrote for sites at which this kiosk does not work. */
  leaveSites(siteIds: readonly string[]): Promise<void>;
  /** At a start: finds out which notes no entry names, and then does what `tend` does. Never fails. */
  settle(findNaming: FindNaming): Promise<void>;
  /**
   * Erases the notes whose end has come, those that were given up, and those that a disk refused to erase. Never fails.
   */
  tend(findNaming: FindNaming): Promise<void>;
  destroyAll(): Promise<void>;
}

interface NoteContent {
  /** Base64. */
  readonly sealed: string;
  readonly keyHex: string;
}

interface NoteParts {
  readonly disk: Disk;
  readonly secrets: SecretStore;
  /** True while the secrets of this profile cannot be opened: then nobody can say which notes are whole. */
  readonly isShut: boolean;
  readonly nowMs: HeldNotes['nowMs'];
  readonly random?: RandomBytes | undefined;
}

/** Reads what is there. `settle` destroys what a crash has left half. */
export async function openNoteBook(parts: NoteParts): Promise<NoteBook> {
  const { disk, secrets, isShut, nowMs, random = randomBytes } = parts;
  const files = noteFiles(disk, secrets);
  const metas = new Map<string, NoteMeta>();
  const doomed = new Set<string>();
  for (const hash of await files.hashes()) {
    // What cannot be read now may be read at the next start.
    const read = await files.read(hash).catch(() => null);
    if (read?.kind === 'whole') metas.set(hash, metaOf(read.file));
    else if (read?.kind === 'half' && !isShut) doomed.add(hash);
  }
  const erased = await openErasedHashes(disk);
  return noteBook({ files, metas, doomed, erased, nowMs, random });
}

function noteBook(held: HeldNotes): NoteBook {
  const { files, metas, erased } = held;
  const inTurn = turns();
  const eraser = noteEraser(held);
  const markOwn = (hash: string, mark: Partial<NonNullable<NoteMeta['own']>>) =>
    changeNote(held, hash, (meta) => ({ ...meta, own: meta.own && { ...meta.own, ...mark } })).catch(
      () => undefined,
    );
  const tend = (findNaming: FindNaming, unnamedMsMax: number) =>
    inTurn(async () => {
      await eraseEnded(held, eraser);
      for (const { hash, own, writtenMs } of [...metas.values()]) {
        if (own === null || own.entry !== null || held.nowMs() - writtenMs < unnamedMsMax) continue;
        const found = await findNaming(own.behind, hash).catch(() => null);
        if (found?.kind === 'named') await markOwn(hash, { entry: found.entry });
        if (found?.kind === 'unnamed') await eraser.destroy(hash).catch(() => undefined);
      }
    });

  return {
    put: (draft, behind) => inTurn(() => putNote(held, draft, behind)),
    async read(hash) {
      const meta = metas.get(hash);
      if (meta === undefined) return { kind: erased.has(hash) ? 'erased' : 'none' };
      const content = await contentOf(files, hash);
      const text =
        content === null ? null : openedNote(Buffer.from(content.sealed, 'base64'), content.keyHex, meta);
      return text === null ? { kind: 'none' } : { kind: 'text', text };
    },
    list: (recordId) =>
      [...metas.values()]
        .filter((meta) => meta.recordId === recordId)
        .slice(0, NOTES_PER_RECORD_MAX)
        .map(({ hash, kind, endsMs, own }) => ({ hash, kind, endsMs, isWaiting: own?.isSent === false })),
    holds: (refs, recordId) =>
      refs.every(({ hash, kind }) => {
        const meta = metas.get(hash);
        return meta?.kind === kind && meta.recordId === recordId;
      }),
    named: (refs, findNaming) =>
      inTurn(async () => {
        for (const { hash } of refs) {
          const own = metas.get(hash)?.own ?? null;
          const found = own === null ? null : await findNaming(own.behind, hash).catch(() => null);
          if (found?.kind === 'named') await markOwn(hash, { entry: found.entry });
        }
      }),
    waiting: () => inTurn(async () => waitingIn([...metas.values()])),
    content: (hash) => contentOf(files, hash),
    sent: (hash) => inTurn(() => markOwn(hash, { isSent: true })),
    sendAgain: () =>
      inTurn(async () => {
        const sent = [...metas.values()].filter(({ own }) => own?.isSent === true);
        for (const { hash } of sent) await markOwn(hash, { isSent: false });
      }),
    take: (note) => inTurn(() => takeNote(held, note)),
    erase: (hash) => inTurn(() => eraser.erase(hash)),
    leaveSites: (siteIds) =>
      inTurn(async () => {
        const left = [...metas.values()].filter(
          ({ own, siteId }) => own === null && !siteIds.includes(siteId),
        );
        await everyStep(
          left.map(
            ({ hash }) =>
              () =>
                eraser.destroy(hash),
          ),
        );
      }),
    settle: (findNaming) => tend(findNaming, 0),
    tend: (findNaming) => tend(findNaming, UNNAMED_MS_MAX),
    destroyAll: () => inTurn(eraser.destroyAll),
  };
}

async function eraseEnded({ metas, doomed, nowMs }: HeldNotes, eraser: NoteEraser): Promise<void> {
  const now = nowMs();
  const ended = [...metas.values()].filter(({ endsMs }) => endsMs <= now);
  for (const hash of [...doomed, ...ended.map((meta) => meta.hash)]) {
    await eraser.erase(hash).catch(() => undefined);
  }
}

async function contentOf(files: NoteFiles, hash: string): Promise<NoteContent | null> {
  const read = await files.read(hash).catch(() => null);
  const keyHex = read?.kind === 'whole' ? await files.keyOf(hash).catch(() => null) : null;
  return read?.kind === 'whole' && keyHex !== null ? { sealed: read.file.sealed, keyHex } : null;
}

/** Only notes that an entry names: without the entry, the district does not know the note. */
function waitingIn(metas: readonly NoteMeta[]): readonly WaitingNote[] {
  return metas
    .filter(({ own }) => own?.isSent === false)
    .sort((one, other) => one.writtenMs - other.writtenMs)
    .flatMap(({ hash, kind, recordId, own }) => {
      const entry = own?.entry ?? null;
      return entry === null ? [] : [{ hash, kind, recordId, entry }];
    });
}

function metaOf({ format: _, sealed: __, ...meta }: NoteFile): NoteMeta {
  return meta;
}
