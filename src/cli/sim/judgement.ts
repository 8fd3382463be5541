import type { Services } from '../../district/services.ts';
import { chainFaultOf, GENESIS_HASH, type JournalEntry, type UseBody } from '../../domain/journal-entry.ts';
import { boot, type Device } from './device.ts';
import type { World } from './world.ts';

/** Once all faults are over, everything has arrived within so many rounds. */
const ROUNDS_MAX = 10;
const MINUTE_MS = 60_000;
const ENTRIES_MAX = 100_000;
const CASES_MAX = 10_000;

/** The faults stop: every kiosk comes up once more and gets its rounds. */
export async function comeToRest(world: World): Promise<void> {
  world.district.isClosed = false;
  for (const device of world.devices) {
    device.disk.refusal = null;
    device.cache.isFull = false;
    device.weather.isDown = false;
    device.weather.faultRate = 0;
    device.clockOffMs = 0;
    void lastRounds(world, device);
  }
  await world.time.runUntil(world.time.nowMs() + 30 * MINUTE_MS);
}

async function lastRounds(world: World, device: Device): Promise<void> {
  const kiosk = await boot(world, device);
  world.noted(device, kiosk === null ? 'does not come up' : 'is up once more');
  if (kiosk === null) return;
  let rounds = 0;
  let wasSyncing = false;
  kiosk.loop.subscribe(() => {
    const { isSyncing } = kiosk.loop.status();
    if (wasSyncing && !isSyncing) {
      rounds += 1;
      world.noted(
        device,
        `round ${rounds}: ${kiosk.loop.status().trouble?.kind ?? 'good'} ${kiosk.loop.status().trouble?.detail ?? ''}, ${kiosk.loop.status().waiting} waiting`,
      );
    }
    wasSyncing = isSyncing;
    if (rounds >= ROUNDS_MAX) device.life.endAfter(0);
  });
  kiosk.loop.start();
}

/** Holds what the district has in the end against what happened at the desks. */
export async function judge(world: World): Promise<void> {
  const { oracle, district, devices } = world;
  const fail = (what: string) => world.violations.push(what);
  const journalIds = new Set(devices.flatMap(({ journalId }) => (journalId === null ? [] : [journalId])));
  for (const { entry } of oracle.all()) journalIds.add(entry.journalId);
  for (const journalId of journalIds) {
    const held = await district.store.read((reads) => reads.entriesFrom(journalId, 1, ENTRIES_MAX));
    const forked = await district.store.read((reads) => reads.forkedEntries(journalId));
    const chain = chainFaultOf({ journalId, seq: 0, hash: GENESIS_HASH }, held);
    if (chain !== null) fail(`the district's chain is broken at ${chain.seq}: ${chain.kind}`);
    judgeJournal(world, { journalId, held, forked: forked.map((row) => row.entry) });
  }
  await judgeShared(world);
  for (const device of devices) if (!device.isRevoked && !isForked(world, device)) judgeDevice(world, device);
}

function judgeJournal(
  { oracle, violations, devices }: World,
  district: {
    readonly journalId: string;
    readonly held: readonly JournalEntry[];
    readonly forked: readonly JournalEntry[];
  },
): void {
  const { journalId, held, forked } = district;
  const isShut = devices.some((device) => device.journalId === journalId && device.isRevoked);
  const recorded = oracle.all().filter(({ entry }) => entry.journalId === journalId);
  const arrived = new Set([...held, ...forked].map(keyOf));
  for (const { device, entry } of recorded) {
    if (!arrived.has(keyOf(entry)) && !isShut) {
      violations.push(`${device} recorded entry ${entry.seq}, and the district does not have it`);
    }
  }
  if (forked.length > 0 && !oracle.isForked(journalId)) {
    violations.push('a journal counts as forked that nobody copied');
  }
  const known = new Set(recorded.map(({ entry }) => keyOf(entry)));
  const unknown = [...held, ...forked].filter((entry) => !known.has(keyOf(entry)));
  if (unknown.length > oracle.doubtsOf(journalId)) {
    violations.push(`the district has ${unknown.length} entries more than were recorded`);
  }
}

/** What was given twice has become a case; and what was sold is what the district adds up. */
async function judgeShared(world: World): Promise<void> {
  const { oracle, district, violations } = world;
  const cases = await openCases(district.services);
  const standing = standingUses(oracle.all().map(({ entry }) => entry)).filter(
    ({ journalId }) => !oracle.isForked(journalId) && !isShut(world, journalId),
  );
  const byRight = new Map<string, number>();
  for (const { siteId, body } of standing) {
    const date = body.start.slice(0, 'YYYY-MM-DD'.length);
    for (const court of body.courts ?? []) count(byRight, `court:${siteId}/${body.itemId}/${date}/${court}`);
  }
  for (const [key, uses] of byRight) {
    if (uses > 1 && !cases.has(key)) violations.push(`${key} was given ${uses} times, and there is no case`);
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

type UseEntry = JournalEntry & { readonly body: UseBody };

/** Uses that no void took back. */
function standingUses(entries: readonly JournalEntry[]): readonly UseEntry[] {
  const voided = new Set(
    entries.flatMap(({ journalId, body }) => (body.kind === 'void' ? [`${journalId}/${body.voidsSeq}`] : [])),
  );
  return entries.filter(
    (entry): entry is UseEntry => entry.body.kind === 'use' && !voided.has(`${entry.journalId}/${entry.seq}`),
  );
}

async function openCases(services: Services): Promise<ReadonlySet<string>> {
  const rows = await services.store.read((reads) => reads.cases({ open: true, limit: CASES_MAX }));
  return new Set(rows.map((row) => row.key));
}

function isShut({ devices }: World, journalId: string): boolean {
  return devices.some((device) => device.journalId === journalId && device.isRevoked);
}

function judgeDevice({ violations, rosters }: World, device: Device): void {
  if (!device.cache.held.holds(rosters.current())) {
    violations.push(`${device.name} does not have the district's roster after ${ROUNDS_MAX} rounds`);
  }
}

function isForked({ oracle }: World, { journalId }: Device): boolean {
  return journalId !== null && oracle.isForked(journalId);
}

function keyOf({ journalId, seq, hash }: JournalEntry): string {
  return `${journalId}/${seq}/${hash}`;
}
