import type { JournalBody } from '../../../src/domain/journal/entry-body.ts';
import type { JournalDraft, JournalEntry } from '../../../src/domain/journal/journal-entry.ts';
import { type Disk, folderDisk } from '../../../src/host/disk/disk.ts';
import { openJournal } from '../../../src/host/journal/file/journal-file.ts';
import { headSeals } from '../../../src/host/journal/head-seal.ts';
import type { SecretStore } from '../../../src/host/profile/secret-store.ts';
import { TICKET, timeAfter } from '../../support/journal-drafts.ts';
import { seededRandom } from '../../support/random.ts';

const ENTRIES_PER_DAY = 300;
const DAY_MS = 24 * 60 * 60 * 1_000;
const CARDS = 4_000;
const READ_MAX = 500;
/** The Monday on which the line went away. */
const FIRST_DAY_MS = Date.UTC(2026, 10, 23);
const SEED = 13_500;

/**
 * Writes so many entries of a busy pool, 300 a day, through the journal's own append, into the folder of a
 * profile that nobody has open, and answers them. Flushing is left out: the files are the same.
 */
export async function fillJournal(
  folder: string,
  made: { readonly entries: number; readonly kioskId: string; readonly secrets: SecretStore },
): Promise<JournalEntry[]> {
  const { entries, kioskId, secrets } = made;
  const disk = unflushed(folderDisk(folder));
  const journal = await openJournal(disk);
  const drafts = busyPool();
  for (let index = 0; index < entries; index += 1) {
    const monotonicMs = Math.round((index / ENTRIES_PER_DAY) * DAY_MS);
    const answer = await journal.append(drafts(index + 1), {
      kioskId,
      staff: null,
      at: timeAfter(monotonicMs),
    });
    if (!answer.ok) throw new Error(answer.fault.detail);
  }
  const written: JournalEntry[] = [];
  while (written.length < entries) {
    const read = await journal.read(written.length + 1, READ_MAX);
    if (read.length === 0) throw new Error(`only ${written.length} of ${entries} entries are there`);
    written.push(...read);
  }
  // A journal without its seal looks like one that somebody has edited.
  await headSeals({ disk, secrets, isShut: false, later: () => undefined }).seal(journal);
  await journal.close();
  return written;
}

/** Tickets of many cards; one in 25 a look at a name, one in 50 taken back. */
function busyPool(): (seq: number) => JournalDraft {
  const random = seededRandom(SEED);
  const cardRefs = Array.from({ length: CARDS }, () => hexOf(random, 32));
  const { siteId, body } = TICKET;
  if (body.kind !== 'use') throw new Error('a ticket is a use');
  let lastUse: number | null = null;
  return (seq) => {
    const cardRef = cardRefs[Math.floor(random() * CARDS)] ?? '';
    if (seq % 25 === 0) return { siteId, body: { kind: 'name-shown', cardRef } };
    if (seq % 50 === 1 && lastUse !== null) {
      const voidsSeq = lastUse;
      lastUse = null;
      return { siteId, body: { kind: 'void', voidsSeq, reason: 'mistyped' } };
    }
    lastUse = seq;
    const quantity = 1 + Math.floor(random() * 3);
    const start = startOf(seq);
    const use: JournalBody = { ...body, cardRef, quantity, start };
    return { siteId, body: { ...use, listTotalFen: 5_000 * quantity, totalFen: 2_500 * quantity } };
  };
}

/** 300 a day from eight in the morning on, two minutes apart. */
function startOf(seq: number): string {
  const day = Math.floor(seq / ENTRIES_PER_DAY);
  const minute = 8 * 60 + 2 * (seq % ENTRIES_PER_DAY);
  return new Date(FIRST_DAY_MS + day * DAY_MS + minute * 60_000).toISOString().slice(0, 16);
}

function hexOf(random: () => number, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}

function unflushed(disk: Disk): Disk {
  return {
    ...disk,
    async open(name, mode) {
      const handle = await disk.open(name, mode);
      return {
        read: (...given) => handle.read(...given),
        write: (...given) => handle.write(...given),
        truncate: (length) => handle.truncate(length),
        datasync: async () => undefined,
        close: () => handle.close(),
      };
    },
  };
}
