import type { GivenBody } from '../../domain/journal/entry-body.ts';
import { bodyOf, hashOfEntry, JournalEntry } from '../../domain/journal/journal-entry.ts';
import { segmentNameIn } from '../../host/journal/file/journal-segment.ts';
import { sealedIn } from '../kiosk/simulated-secrets.ts';
import type { Device } from './device.ts';
import type { World } from './world.ts';

const EDIT_CHANCE = 0.05;

/**
 * Somebody opens the journal of a machine that is off: cuts its last entries, or changes an amount and hashes again, so
 * that the chain looks whole. Nobody can tell what a hand does to entries that were not sealed yet: they are left
 * alone.
 */
export function strikeByHand(world: World, device: Device): void {
  const { random, disk } = device;
  if (!world.faults.has('hand-edit') || !random.chance(EDIT_CHANCE)) return;
  if (device.flips > 0 || device.isDamaged) return;
  const file = lastFileOf(device);
  if (file === null) return;
  const { journalId, name, entries } = file;
  const sealedSeq = sealedSeqOf(device, journalId);
  const first = entries[0];
  if (first === undefined || sealedSeq < first.seq) return;
  const from = random.below(Math.min(entries.length, sealedSeq - first.seq + 1));
  const kept = entries.slice(0, from);
  const forged = random.chance(0.5) ? [] : forgedFrom(entries.slice(from));
  if (forged === null) return;
  const lines = [...kept, ...forged].map((entry) => `${JSON.stringify(entry)}\n`).join('');
  disk.write(name, new TextEncoder().encode(lines));
  world.oracle.editedByHand(journalId, { destroyed: entries.slice(from), forged });
  world.tally.fired('hand-edit');
}

/** The last file of the journal that is written to, where it can be told which one that is. */
export function lastFileOf({ disk }: Device) {
  const files = disk.names().flatMap((name) => segmentNameIn(name) ?? []);
  if (new Set(files.map((file) => file.journalId)).size !== 1) return null;
  const last = files.sort((one, other) => one.firstSeq - other.firstSeq).at(-1);
  if (last === undefined) return null;
  const lines = new TextDecoder().decode(disk.contentOf(last.name)).split('\n');
  // A torn tail is a crash of its own.
  if (lines.pop() !== '') return null;
  const entries = lines.map((line) => JournalEntry.parse(JSON.parse(line)));
  return { ...last, entries };
}

/** 0 if nothing is sealed. */
function sealedSeqOf({ disk }: Device, journalId: string): number {
  const sealed = sealedIn(disk.contentOf(`journal-${journalId}.head.sealed`));
  return sealed !== null && typeof sealed === 'object' && 'seq' in sealed ? Number(sealed.seq) : 0;
}

/** The entries with another amount in the first one, in a chain that fits; null if the first one has no amount. */
function forgedFrom(entries: readonly JournalEntry[]): readonly JournalEntry[] | null {
  const [first, ...rest] = entries;
  const body = first === undefined ? null : bodyOf(first);
  if (first === undefined || body === null || !('totalFen' in body) || !('cardRef' in body)) return null;
  const forged: JournalEntry[] = [];
  for (const entry of [{ ...first, body: cheaper(body) }, ...rest]) {
    const { hash: _, ...open } = { ...entry, parent: forged.at(-1)?.hash ?? entry.parent };
    forged.push({ ...open, hash: hashOfEntry(open) });
  }
  return forged;
}

function cheaper(body: GivenBody): GivenBody {
  return { ...body, totalFen: body.totalFen === 1 ? 2 : 1 };
}
