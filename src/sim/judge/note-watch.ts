import { z } from 'zod';
import type { NoteRow } from '../../district/storage/note-store.ts';
import type { DistrictStore } from '../../district/storage/store.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../domain/base/duration.ts';
import { instantOf, plusMinutes, WallMinute } from '../../domain/base/wall-time.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { notesIn } from '../../domain/notes/note.ts';
import { openedNote } from '../../host/notes/sealed-note.ts';
import type { SimulatedDistrict } from '../district/simulated-district.ts';
import { DISK_REFUSALS } from '../kiosk/simulated-disk.ts';
import { sealedIn } from '../kiosk/simulated-secrets.ts';
import type { Device } from '../world/device.ts';
import type { FaultKind } from '../world/fault-plan.ts';
import type { Fail } from './invariant.ts';
import type { Oracle } from './oracle.ts';

const ENTRIES_MAX = 100_000;
/** Not everybody has heard of the notes that end in the last moments of a run. */
const SETTLED_MS = 10 * SECOND_MS;
/** A kiosk looks at each start, and each minute. */
const TENDED_MS = 2 * MINUTE_MS;
/** With these faults a note may be lost, end early or stay with its kiosk, and that is no fault of the system. */
const LOSES_NOTES: readonly FaultKind[] = [
  'bit-flip',
  'disk-cloned',
  'hand-edit',
  'device-revoked',
  'enrolment-damaged',
  'clock-damaged',
  'note-damaged',
  'clock-jump',
  'answer-replayed',
  'answer-garbled',
];

/** Watches what clerks write down of people, from the entry that names it until nothing of it is left. */
export interface NoteWatch {
  /** A screen has called the booking recorded. */
  written(device: Device, entry: JournalEntry, note: { readonly text: string; readonly nowMs: number }): void;
  /** Somebody looks at a kiosk that runs. */
  check(device: Device, nowMs: number): void;
  /** Judges the notes once all is at rest. */
  judge(world: {
    readonly district: SimulatedDistrict;
    readonly devices: readonly Device[];
    readonly oracle: Oracle;
  }): Promise<void>;
}

const Booked = z.object({ start: WallMinute, minutes: z.int() });

interface Written {
  readonly hash: string;
  readonly text: string;
  readonly siteId: string;
  /** Its end, by the time that is booked and the days of the catalogue. */
  readonly endsMs: number;
  /** Null if the disk had lost it already when the sale was seen. */
  readonly keyHex: string | null;
  /** True if the booking was over: a desk that was off for long goes by an earlier time until it hears the district. */
  readonly isOver: boolean;
}

export function noteWatch(parts: {
  readonly fail: Fail;
  readonly faults: ReadonlySet<FaultKind>;
  /** The days for which the catalogue keeps a telephone. */
  readonly days: number;
}): NoteWatch {
  const { fail, faults, days } = parts;
  const isSure = !LOSES_NOTES.some((kind) => faults.has(kind));
  const isDiskGood = !DISK_REFUSALS.some((kind) => faults.has(kind));
  const all: Written[] = [];
  const watched: Watched = { fail, all };

  return {
    written(device, entry, { text, nowMs }) {
      const [ref] = notesIn(entry.body);
      if (ref === undefined) return;
      const { hash } = ref;
      const { start, minutes } = Booked.parse(entry.body);
      const endsMs = instantOf(plusMinutes(start, minutes)) + days * DAY_MS;
      const isOver = endsMs < nowMs;
      all.push({ hash, text, siteId: entry.siteId, endsMs, isOver, keyHex: keyOf(device.disk, hash) });
    },
    check({ name, disk }, nowMs) {
      if (!isSure || !isDiskGood) return;
      const late = all.find((one) => isLate(one, nowMs) && keyOf(disk, one.hash) !== null);
      if (late !== undefined) fail('notes', `${name} runs, and has a note that has had its end`);
    },
    async judge({ district, devices, oracle }) {
      const { services, store } = district;
      const nowMs = services.now();
      const { rows, keys, named } = await notesAt(store, {
        hashes: all.map(({ hash }) => hash),
        journalIds: new Set(oracle.all().map(({ entry }) => entry.journalId)),
      });
      const ended = rows.filter(({ endsAt }) => endsAt + SETTLED_MS < nowMs);
      for (const { hash, sealed, erasedAt } of ended) {
        if (sealed !== null || erasedAt === null || keys.has(hash)) {
          fail('notes', 'the district still has a note that has had its end');
        }
      }
      const own = all.filter(({ endsMs }) => endsMs + SETTLED_MS < nowMs);
      const gone = new Set([...ended, ...own].map(({ hash }) => hash));
      const held = new Map(rows.filter(({ endsAt }) => endsAt > nowMs).map((row) => [row.hash, row]));
      const known = new Set(rows.map(({ hash }) => hash));
      const going = all.filter(({ hash, endsMs }) => held.has(hash) || endsMs > nowMs);
      const lost = going.filter(({ hash }) => !known.has(hash) || !keys.has(hash));
      if (isSure && lost.length > 0) fail('notes', `${lost.length} notes have not come to the district`);
      for (const device of devices) {
        // A device that did not start has heard of nothing.
        if (device.last === null) continue;
        judgeDisk(device, gone, watched);
        if (!isSure) continue;
        judgeHeld(device, held, watched);
        judgeUnnamed(device, named, fail);
      }
    },
  };
}

interface Watched {
  readonly fail: Fail;
  /** Every note that a screen has called recorded. */
  readonly all: readonly Written[];
}

/** Nothing on its disk opens what has had its end, and nothing there ever says a text openly. */
function judgeDisk({ name, disk }: Device, gone: ReadonlySet<string>, { fail, all }: Watched): void {
  for (const file of disk.everywhere()) {
    const bytes = Buffer.from(file.bytes);
    for (const { hash, text, keyHex } of all) {
      if (bytes.includes(text)) fail('notes', `${name} has a telephone in ${file.name}`);
      if (!gone.has(hash)) continue;
      const isKeyLeft = keyHex !== null && bytes.includes(keyHex);
      if (isKeyLeft || file.name.includes(hash)) {
        fail('notes', `${name} still has ${file.name} of a note that has had its end`);
      }
    }
  }
}

/** Each note that goes on is at every kiosk of its desk that has asked since it arrived, and opens there. */
function judgeHeld(
  { name, siteId, disk, last }: Device,
  held: ReadonlyMap<string, NoteRow>,
  { fail, all }: Watched,
): void {
  for (const written of all) {
    const row = held.get(written.hash);
    if (row === undefined || written.siteId !== siteId) continue;
    if (row.arrivedAt >= (last?.beganMs ?? 0)) continue;
    const { recordId } = row;
    const keyHex = keyOf(disk, written.hash);
    const bytes = sealedOf(disk, written.hash);
    const text = keyHex && bytes && openedNote(bytes, keyHex, { kind: 'telephone', recordId });
    if (text !== written.text) fail('notes', `${name} cannot read a note of its desk`);
  }
}

/** A note that no entry names was never wanted, and is in nobody's way for more than a day. */
function judgeUnnamed({ name, disk }: Device, named: ReadonlySet<string>, fail: Fail): void {
  const hashes = disk.names().flatMap((file) => /^note-([0-9a-f]{64})\.json$/.exec(file)?.[1] ?? []);
  if (hashes.some((hash) => !named.has(hash))) fail('notes', `${name} keeps a note that no entry names`);
}

/** The notes with these hashes that the district has, and the notes that the entries of these journals name. */
async function notesAt(
  store: DistrictStore,
  { hashes, journalIds }: { readonly hashes: readonly string[]; readonly journalIds: ReadonlySet<string> },
) {
  return store.read(async (reads) => {
    const entries = await Promise.all(
      [...journalIds].map(async (id) => [
        ...(await reads.entriesFrom(id, 1, ENTRIES_MAX)),
        ...(await reads.quarantined(id, 'fork')).map(({ entry }) => entry),
      ]),
    );
    return {
      rows: await reads.notesByHash(hashes),
      keys: await reads.noteKeys(hashes),
      named: new Set(entries.flat().flatMap(({ body }) => notesIn(body).map(({ hash }) => hash))),
    };
  });
}

function isLate({ endsMs, isOver }: Written, nowMs: number): boolean {
  return !isOver && endsMs + TENDED_MS < nowMs;
}

function keyOf(disk: Device['disk'], hash: string): string | null {
  const held = sealedIn(disk.contentOf(`note-${hash}.key.sealed`));
  return held !== null && typeof held === 'object' && 'keyHex' in held ? String(held.keyHex) : null;
}

function sealedOf(disk: Device['disk'], hash: string): Buffer | null {
  const bytes = disk.contentOf(`note-${hash}.json`);
  if (bytes.length === 0) return null;
  const file: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  return file !== null && typeof file === 'object' && 'sealed' in file
    ? Buffer.from(String(file.sealed), 'base64')
    : null;
}
