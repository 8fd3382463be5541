import { expect, test } from 'vitest';
import { JournalDraft } from '../../../src/domain/journal/journal-entry.ts';
import type { Disk, DiskHandle } from '../../../src/host/disk/disk.ts';
import { isDamaged } from '../../../src/host/journal/file/journal-file.ts';
import { openProfileOn, type Profile } from '../../../src/host/profile/profile.ts';
import { DISK_REFUSALS, type SimulatedDisk, simulatedDisk } from '../../../src/sim/kiosk/simulated-disk.ts';
import { simulatedSecrets } from '../../../src/sim/kiosk/simulated-secrets.ts';
import { type Life, newLife } from '../../../src/sim/world/life.ts';
import { randomOf } from '../../../src/sim/world/random.ts';
import { STAMP, TICKET } from '../../support/journal-drafts.ts';
import { testSeed } from '../../support/random.ts';
import { DAY_MS, setClock } from '../../support/set-clock.ts';

const TEXT = 'canary-13800138000';
const RECORD = '0f'.repeat(16);
const NOW = Date.UTC(2026, 10, 23);
/** More awaits than a put, an append and an erasure take after an opening; each test sees that it came to the end. */
const AWAITS_MAX = 1_500;
const KEY = /"keyHex":"([0-9a-f]{64})"/g;

/** How far a process came that ended at some await. */
interface Told {
  hash: string | null;
  isRecorded: boolean;
  isEraseBegun: boolean;
  isErased: boolean;
  keyHex: string | null;
  isDone: boolean;
}

test.each(['killed', 'power cut'])(
  'a process that is %s at any await of put, append and erase leaves a note that can be read, or nothing of it',
  async (end) => {
    const random = randomOf(`${testSeed()} ${end}`);
    let runs = 0;
    for (let awaits = 1; awaits <= AWAITS_MAX; awaits += 1) {
      const disk = simulatedDisk('simulated');
      const told = await liveAndDie(disk, awaits);
      if (end === 'power cut') disk.powerCut(random);
      else disk.writtenOut();
      await expectWholeOrNothing(disk, told, `at ${awaits}`);
      runs += 1;
      if (told.isDone) break;
    }
    expect(runs).toBeGreaterThan(60);
    expect(runs).toBeLessThan(AWAITS_MAX);
  },
  120_000,
);

test.each(DISK_REFUSALS)(
  'a disk that says %s from any moment on takes no note and keeps none half, and the sale goes on',
  async (code) => {
    let refused = 0;
    for (let from = 1; ; from += 1) {
      const disk = simulatedDisk('simulated');
      const gate = refusingFrom(disk.openBy(newLife()), code);
      const profile = await openOn(gate.disk);
      gate.from(from);
      const outcome = await profile.notes.put(noteOf(), placeOf(profile));
      gate.from(Number.POSITIVE_INFINITY);
      if (outcome.ok) break;
      refused += 1;
      expect(outcome.fault.kind).toBe(KIND_OF[code]);
      expect((await profile.journals.view.append(TICKET, STAMP)).ok).toBe(true);
      await profile.tendNotes();
      expect(filesIn(disk), `from ${from}`).toEqual([]);
      disk.powerCut(randomOf(`${testSeed()} ${from}`));
      const again = await open(disk, newLife());
      expect(filesIn(disk), `from ${from}`).toEqual([]);
      expect(again.journal.head().seq).toBe(1);
    }
    expect(refused).toBeGreaterThan(8);
  },
);

test('a note that the disk does not let go of cannot be read any more, and goes at a later look', async () => {
  const disk = simulatedDisk('simulated');
  const profile = await open(disk, newLife());
  const put = await profile.notes.put(noteOf(), placeOf(profile));
  const hash = put.ok ? put.value.hash : '';
  disk.refusal = 'EROFS';
  await expect(profile.notes.erase(hash)).rejects.toMatchObject({ code: 'EROFS' });
  expect(await profile.notes.read(hash)).toEqual({ kind: 'none' });
  disk.refusal = null;
  await profile.tendNotes();
  expect(await profile.notes.read(hash)).toEqual({ kind: 'erased' });
  expect(filesIn(disk)).toEqual([]);
  expect(keysOn(disk)).toEqual([]);
});

const KIND_OF = { ENOSPC: 'disk-full', EROFS: 'read-only', EACCES: 'not-permitted', EIO: 'io' } as const;

function noteOf() {
  return {
    kind: 'telephone',
    recordId: RECORD,
    siteId: 'xijiao-pool',
    text: TEXT,
    endsMs: NOW + DAY_MS,
  } as const;
}

function placeOf({ journal }: Profile) {
  return { journalId: journal.journalId, seq: journal.head().seq };
}

/** A disk whose changing calls fail from the n-th on. */
function refusingFrom(real: Disk, code: string) {
  let left = Number.POSITIVE_INFINITY;
  const changing = <T>(work: () => Promise<T>): Promise<T> => {
    left -= 1;
    return left <= 0 ? Promise.reject(Object.assign(new Error(code), { code })) : work();
  };
  const opened = new WeakMap<DiskHandle, DiskHandle>();
  const handleOver = (handle: DiskHandle): DiskHandle => {
    const over: DiskHandle = {
      read: (...given) => handle.read(...given),
      write: (...given) => changing(() => handle.write(...given)),
      truncate: (length) => changing(() => handle.truncate(length)),
      datasync: () => changing(() => handle.datasync()),
      close: () => handle.close(),
    };
    opened.set(over, handle);
    return over;
  };
  const disk: Disk = {
    ...real,
    async open(name, mode) {
      const open = () => real.open(name, mode);
      return mode === 'read' ? open() : handleOver(await changing(open));
    },
    rename: (from, to) => changing(() => real.rename(from, to)),
    remove: (name) => changing(() => real.remove(name)),
    sync: () => changing(() => real.sync()),
    look: (name, handle) => real.look(name, opened.get(handle) ?? handle),
  };
  return {
    disk,
    from(call: number) {
      left = call;
    },
  };
}

function open(disk: SimulatedDisk, life: Life): Promise<Profile> {
  return openOn(disk.openBy(life));
}

function openOn(disk: Disk): Promise<Profile> {
  return openProfileOn(disk, {
    secrets: simulatedSecrets,
    clock: setClock(NOW),
    later: () => undefined,
    journal: { newId: () => '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' },
  });
}

async function liveAndDie(disk: SimulatedDisk, awaits: number): Promise<Told> {
  const life = newLife();
  const profile = await open(disk, life);
  const told: Told = {
    ...{ hash: null, isRecorded: false, isEraseBegun: false, isErased: false, keyHex: null, isDone: false },
  };
  life.endAfter(awaits);
  await life.during(work(disk, profile, told));
  life.endAfter(0);
  return told;
}

async function work(disk: SimulatedDisk, profile: Profile, told: Told): Promise<void> {
  const put = await profile.notes.put(noteOf(), placeOf(profile));
  if (!put.ok) throw new Error(put.fault.kind);
  const { hash } = put.value;
  told.hash = hash;
  told.keyHex = keysOn(disk)[0] ?? null;
  const { kind: _, ...given } = { ...TICKET.body };
  const body = {
    ...given,
    kind: 'booking-opened',
    recordId: RECORD,
    minutes: 60,
    notes: [{ kind: 'telephone', hash }],
  };
  const outcome = await profile.journals.view.append(
    JournalDraft.parse({ siteId: 'xijiao-pool', body }),
    STAMP,
  );
  told.isRecorded = outcome.ok;
  await profile.notesNamed([{ kind: 'telephone', hash }]);
  expect(await profile.notes.waiting()).toMatchObject([{ hash, entry: { seq: 1 } }]);
  told.isEraseBegun = true;
  await profile.notes.erase(hash);
  told.isErased = true;
  told.isDone = true;
}

async function expectWholeOrNothing(disk: SimulatedDisk, told: Told, where: string): Promise<void> {
  const profile = await open(disk, newLife());
  const head = profile.journal.head();
  expect(isDamaged(profile.journal), where).toBe(false);
  if (told.isRecorded) expect(head.seq, where).toBe(1);
  const [entry] = await profile.journal.read(1, 1);
  const named = entry === undefined ? null : (entry.body['notes'] as { hash: string }[])[0]?.hash;
  // No entry names a note that is not on the disk.
  const hash = named ?? told.hash;
  const reading = hash == null ? { kind: 'none' } : await profile.notes.read(hash);
  if (named != null && !told.isEraseBegun) expect(reading, where).toEqual({ kind: 'text', text: TEXT });
  if (told.isErased) expect(reading, where).toEqual({ kind: 'erased' });
  if (reading.kind === 'text') {
    expect(named, where).toBe(hash);
    expect(await profile.notes.waiting(), where).toMatchObject([{ hash, entry: { seq: 1 } }]);
  } else {
    expect(keysOn(disk), where).toEqual([]);
    expect(filesIn(disk), where).toEqual([]);
  }
  // The text itself never touches the disk.
  for (const { name, bytes } of disk.everywhere()) {
    expect(Buffer.from(bytes).includes(TEXT), `${where}: ${name}`).toBe(false);
  }
}

function filesIn(disk: SimulatedDisk): readonly string[] {
  return disk.names().filter((name) => name.startsWith('note-'));
}

/** The keys that lie anywhere on the disk: the stand-in of the safe storage leaves them open. */
function keysOn(disk: SimulatedDisk): readonly string[] {
  const found = disk
    .everywhere()
    .filter(({ name }) => name.startsWith('note-'))
    .flatMap(({ bytes }) =>
      [...Buffer.from(bytes).toString('latin1').matchAll(KEY)].map(([, key]) => key ?? ''),
    );
  return [...new Set(found)];
}
