import { z } from 'zod';
import { turns } from '../../domain/base/turns.ts';
import { ENTRY_FORMAT, GENESIS_HASH, Hash } from '../../domain/journal/journal-entry.ts';
import type { Disk } from '../disk/disk.ts';
import { readSealed, writeSealed } from '../disk/sealed-file.ts';
import type { SecretStore } from '../profile/secret-store.ts';
import type { JournalFile } from './file/journal-file.ts';
import type { LineDamage } from './file/journal-line.ts';

/** A head is sealed this long after an append, so that a busy desk seals once and not each sale. */
const SEAL_AFTER_MS = 500;

const SealedHead = z.strictObject({
  format: z.literal(1),
  journalId: z.uuid(),
  seq: z.int().min(0),
  hash: Hash,
});

/**
 * A journal that somebody has cut or changed: it does not fit the head that this kiosk sealed. The chain of its hashes
 * has no key, so it may look whole. `sealedSeq`: the last entry that was sealed; null if the seal itself is gone.
 */
export interface Unfit {
  readonly sealedSeq: number | null;
}

/** What the seal says of a journal. */
interface SealLook {
  /** Null if the journal fits, as far as anybody can say. */
  readonly unfit: Unfit | null;
  /** The last entry that was sealed; 0 if nothing is known of one. */
  readonly sealedSeq: number;
}

export interface SealParts {
  readonly disk: Disk;
  readonly secrets: SecretStore;
  /** True while the secrets of this profile cannot be opened: then nobody can say what fits. */
  readonly isShut: boolean;
  /** Runs the work after this many milliseconds. */
  readonly later: (work: () => void, delayMs: number) => void;
}

/** Keeps how far each journal goes in a sealed file beside it. */
export interface HeadSeals {
  /** Whether the journal fits its seal. */
  look(journal: JournalFile): Promise<SealLook>;
  /** Before the first append to a journal in this run: from now on it must have a seal. Rejects on disk errors. */
  prepare(journal: JournalFile): Promise<void>;
  /** An entry was appended: its head is sealed within a second. */
  appended(journal: JournalFile): void;
  /** Seals the head now. What the disk refuses is tried again at the next append. */
  seal(journal: JournalFile): Promise<void>;
}

export function headSeals({ disk, secrets, isShut, later }: SealParts): HeadSeals {
  /** The last head of each journal that is sealed on the disk, as far as this run knows. */
  const sealed = new Map<string, number>();
  const waiting = new Set<string>();
  /** One writer at a time for each file. */
  const inTurn = turns();

  async function writeNow(journal: JournalFile): Promise<void> {
    const { journalId } = journal;
    const { seq, hash } = journal.head();
    if (sealed.get(journalId) === seq) return;
    await writeSealed(disk, fileOf(journalId), { value: { format: 1, journalId, seq, hash }, secrets });
    sealed.set(journalId, seq);
  }

  const write = (journal: JournalFile) => inTurn(() => writeNow(journal));

  async function seal(journal: JournalFile): Promise<void> {
    await write(journal).catch(() => undefined);
  }

  function sealSoon(journal: JournalFile): void {
    const { journalId } = journal;
    if (waiting.has(journalId)) return;
    waiting.add(journalId);
    later(() => {
      waiting.delete(journalId);
      void seal(journal);
    }, SEAL_AFTER_MS);
  }

  return {
    async look(journal) {
      const { journalId } = journal;
      // A seal that cannot be read is as good as none, and keeps no desk shut.
      const read = await readSealed(disk, fileOf(journalId), { schema: SealedHead, secrets }).catch(
        () => null,
      );
      // A release that writes this format seals before it writes.
      if (read?.kind === 'missing' && journal.newestFormat() < ENTRY_FORMAT) return FITS;
      // If the key to all secrets is gone, the seal says nothing; a damaged enrolment alone leaves it readable.
      if (read?.kind !== 'read') return isShut ? FITS : SEAL_GONE;
      if (read.value.journalId !== journalId) return SEAL_GONE;
      const { seq } = read.value;
      const isCutByDisk = isBroken(journal) && seq > journal.head().seq;
      if (!isCutByDisk && !(await holds(journal, read.value))) {
        return { unfit: { sealedSeq: seq }, sealedSeq: seq };
      }
      sealed.set(journalId, seq);
      // The process before this one ended between an entry and its seal.
      if (seq < journal.head().seq) sealSoon(journal);
      return { unfit: null, sealedSeq: seq };
    },
    async prepare(journal) {
      if (!sealed.has(journal.journalId)) await write(journal);
    },
    appended: sealSoon,
    seal,
  };
}

const FITS: SealLook = { unfit: null, sealedSeq: 0 };
const SEAL_GONE: SealLook = { unfit: { sealedSeq: null }, sealedSeq: 0 };

/**
 * True if the disk has garbled the journal: then nobody knows what the rest was, and the damage is a trouble of its own.
 * A disk does not make a whole entry that does not follow the one before it: somebody did.
 */
function isBroken({ troubles }: JournalFile): boolean {
  return troubles.some((trouble) => trouble.kind === 'damaged' && !BY_HAND.includes(trouble.detail));
}

const BY_HAND: readonly string[] = ['chain: parent', 'chain: gap', 'chain: journal'] satisfies LineDamage[];

/** True if the entry that was sealed is in the journal as it was. What follows it was not sealed yet. */
async function holds(
  journal: JournalFile,
  { seq, hash }: { readonly seq: number; readonly hash: Hash },
): Promise<boolean> {
  if (seq === 0) return hash === GENESIS_HASH;
  const base = journal.base();
  if (seq === base.seq) return base.hash === hash;
  const [entry] = seq > base.seq && seq <= journal.head().seq ? await journal.read(seq, 1) : [];
  return entry?.hash === hash;
}

function fileOf(journalId: string): string {
  return `journal-${journalId}.head.sealed`;
}
