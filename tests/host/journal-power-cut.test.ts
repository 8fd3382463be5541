import { expect, test } from 'vitest';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import type { Disk } from '../../src/host/disk/disk.ts';
import { type JournalFile, openJournal } from '../../src/host/journal/file/journal-file.ts';
import { DISK_REFUSALS, type SimulatedDisk, simulatedDisk } from '../../src/sim/kiosk/simulated-disk.ts';
import { newLife } from '../../src/sim/world/life.ts';
import { type Random, randomOf } from '../../src/sim/world/random.ts';
import { STAMP, TICKET, voidOf } from '../support/journal-drafts.ts';
import { testSeed } from '../support/random.ts';

const DAY_MS = 86_400_000;
const SEEDS = 80;
const LIVES = 8;
const STEPS = 8;
const AWAITS_MAX = 120;

/** What the desk was told is recorded, and what the district was told. */
interface Told {
  readonly answered: Map<number, JournalEntry>;
  acknowledgedSeq: number;
  serverTimeMs: number;
}

test('no crash, power cut or failing disk takes an answered entry, whatever file was being begun or removed', async () => {
  const seen = { answered: 0, begun: 0, removed: 0 };
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const random = randomOf(`${testSeed()} ${seed}`);
    const disk = simulatedDisk('simulated');
    const told: Told = { answered: new Map(), acknowledgedSeq: 0, serverTimeMs: 0 };
    for (let life = 0; life < LIVES; life += 1) await live(disk, random, told);
    const { journal, entries } = await readBack(disk);
    const kept = [...told.answered.values()].filter(({ seq }) => seq > journal.base().seq);
    for (const entry of kept) expect(entries.get(entry.seq), `seed ${seed}`).toEqual(entry);
    expect(journal.base().seq, `seed ${seed}`).toBeLessThanOrEqual(told.acknowledgedSeq);
    expect(journal.troubles.map(({ kind }) => kind)).not.toContain('damaged');
    seen.answered += told.answered.size;
    seen.begun += disk.names().filter((name) => name.endsWith('.jsonl')).length - 1;
    seen.removed += journal.base().seq;
  }
  expect(seen.answered).toBeGreaterThan(SEEDS * LIVES);
  expect(seen.begun).toBeGreaterThan(SEEDS);
  expect(seen.removed).toBeGreaterThan(SEEDS);
});

/** One process: sells, hears from the district, and ends at any await; then the power may go as well. */
async function live(disk: SimulatedDisk, random: Random, told: Told): Promise<void> {
  const life = newLife();
  if (random.chance(0.8)) life.endAfter(1 + random.below(AWAITS_MAX));
  await life.during(work(disk, disk.openBy(life), random, told));
  life.endAfter(0);
  disk.refusal = null;
  if (random.chance(0.4)) disk.powerCut(random);
}

async function work(disk: SimulatedDisk, folder: Disk, random: Random, told: Told): Promise<void> {
  const journal = await open(folder);
  for (let step = 0; step < STEPS; step += 1) {
    if (random.chance(0.3)) disk.refusal = random.chance(0.5) ? random.pick(DISK_REFUSALS) : null;
    const draft = random.chance(0.2) ? voidOf(1 + random.below(journal.head().seq + 1)) : TICKET;
    const answer = await journal.append(draft, STAMP);
    if (answer.ok) told.answered.set(answer.entry.seq, answer.entry);
    if (!random.chance(0.2)) continue;
    told.serverTimeMs += random.below(2 * DAY_MS);
    told.acknowledgedSeq = Math.max(told.acknowledgedSeq, random.below(journal.head().seq + 1));
    await journal.acknowledged({ seq: told.acknowledgedSeq, serverTimeMs: told.serverTimeMs, epoch: null });
  }
}

async function readBack(disk: SimulatedDisk) {
  const journal = await open(disk.openBy(newLife()));
  const entries = await journal.read(1, SEEDS * LIVES * STEPS);
  return { journal, entries: new Map(entries.map((entry) => [entry.seq, entry])) };
}

function open(folder: Disk): Promise<JournalFile> {
  const newId = () => '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';
  return openJournal(folder, { newId, segmentBytesMax: 1_500, kept: { days: 2, dayMs: DAY_MS } });
}
