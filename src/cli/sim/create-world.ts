import { readFileSync } from 'node:fs';
import { demoRecords } from '../../district/demo/cards.ts';
import { Catalogue } from '../../domain/catalogue.ts';
import type { RosterRecord } from '../../domain/roster-record.ts';
import { type Device, newDevice } from './device.ts';
import { liveOn } from './device-days.ts';
import { faultsOfRun } from './fault-plan.ts';
import { faultTally } from './fault-tally.ts';
import { heldCursors } from './held-cursors.ts';
import { heldDenials } from './held-denials.ts';
import { heldNames } from './held-names.ts';
import { heldRosters } from './held-rosters.ts';
import { heldWipes } from './held-wipes.ts';
import type { Fail, Violation } from './invariant.ts';
import { createOracle } from './oracle.ts';
import { type Random, randomOf } from './random.ts';
import { simulatedDistrict } from './simulated-district.ts';
import { virtualTime } from './virtual-time.ts';
import type { World } from './world.ts';

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 45;
const START_MS = Date.parse('2026-11-23T08:00:00+08:00');
const CARDS = 12;
/** With the two days until somebody looks: less than kiosks keep what the district has. */
const BACKUP_AGE_MS_MAX = 3 * DAY_MS;
const CARD_REF_KEY_HEX = '5a'.repeat(32);
const SITES = ['xijiao-pool', 'liwan-gymnasium', 'liwan-gymnasium', 'liwan-central-hospital'] as const;

const catalogue = Catalogue.parse(
  JSON.parse(readFileSync(new URL('../../../resources/catalogue.json', import.meta.url), 'utf8')).payload,
);

export interface WorldOptions {
  readonly seed: number;
  /** Takes each line of what happens. */
  readonly trace: (line: string) => void;
}

export function createWorld({ seed, trace }: WorldOptions): World {
  const random = randomOf(`seed ${seed}`);
  const time = virtualTime(START_MS);
  const note = (line: string) => trace(`${dayOf(time.nowMs())} ${line}`);
  const faults = faultsOfRun(random.fork('faults'));
  const district = simulatedDistrict({
    random: random.fork('district'),
    now: time.nowMs,
    catalogue,
    cardRefKeyHex: CARD_REF_KEY_HEX,
  });
  const violations: Violation[] = [];
  const fail: Fail = (invariant, what) => {
    violations.push({ invariant, what });
    note(`VIOLATION of ${invariant}: ${what}`);
  };
  const records = demoRecords.slice(0, CARDS);
  const rosters = heldRosters(fail);
  const denials = heldDenials(fail);
  const cursors = heldCursors(fail);
  const oracle = createOracle();
  const cutOff = new Map<Device, { fromMs: number; untilMs: number }>();
  const world: World = {
    random,
    time,
    endMs: START_MS + DAYS * DAY_MS,
    faults,
    tally: faultTally((kind) => note(`fault ${kind}`)),
    district,
    devices: [],
    catalogue,
    cards: records.map((record) => record.cardNumber),
    oracle,
    rosters,
    denials,
    cursors,
    names: heldNames(fail, faults),
    wipes: heldWipes({ fail, oracle, district }),
    violations,
    fail,
    isCutOff(device) {
      const outage = cutOff.get(device);
      const nowMs = time.nowMs();
      return outage !== undefined && nowMs >= outage.fromMs && nowMs < outage.untilMs;
    },
    startRefused(device, cause) {
      // A disk that refuses is a reason; anything else is a bug that would keep a desk shut.
      if (device.disk.refusal === null) fail('start', `${device.name} cannot start: ${String(cause)}`);
      return null;
    },
    async looked(device) {
      rosters.check(device);
      await denials.check(device);
      await cursors.check(device);
    },
    noted: (device, what) => note(`${device.name} ${what}`),
  };
  const kiosks = random.pick([1, 2, 2, 2, 3, 3, 4, 8]);
  for (let index = 0; index < kiosks; index += 1) {
    const device = newDevice(`kiosk-${index + 1}`, random.pick(SITES), world);
    world.devices.push(device);
    if (faults.has('long-outage') && random.chance(0.3)) {
      world.tally.fired('long-outage');
      const fromMs = START_MS + random.between(0, 0.6) * DAYS * DAY_MS;
      cutOff.set(device, { fromMs, untilMs: fromMs + random.between(5, 40) * DAY_MS });
    }
  }
  return world;
}

/** Starts everything that goes on by itself: the desks, the district's days, and what befalls machines. */
export async function setGoing(world: World): Promise<void> {
  await changeCards(world, demoRecords.slice(0, CARDS));
  for (const device of world.devices) void liveOn(world, device);
  void districtDays(world);
  if (world.faults.has('disk-cloned')) void cloneOne(world);
  if (world.faults.has('device-revoked')) void revokeOne(world);
}

async function districtDays(world: World): Promise<void> {
  const { time, faults, tally, district } = world;
  const random = world.random.fork('district days');
  let backup = await district.backup();
  let backupMs = time.nowMs();
  while (time.nowMs() < world.endMs) {
    await time.sleep(random.between(0.1, 2) * DAY_MS);
    if (time.nowMs() >= world.endMs) break;
    if (random.chance(0.5)) await changeOneCard(world, random);
    if (faults.has('server-restored') && random.chance(0.1)) {
      tally.fired('server-restored');
      await district.restore(backup);
      await world.rosters.begin(district);
    }
    if (random.chance(0.4) || time.nowMs() - backupMs > BACKUP_AGE_MS_MAX) {
      backup = await district.backup();
      backupMs = time.nowMs();
    }
    district.isClosed = faults.has('district-down') && random.chance(0.2);
    if (district.isClosed) tally.fired('district-down');
  }
  district.isClosed = false;
}

async function changeOneCard(world: World, random: Random): Promise<void> {
  const record = random.pick(demoRecords.slice(0, CARDS));
  const isRevoked = world.faults.has('card-revoked') && random.chance(0.5);
  if (isRevoked) world.tally.fired('card-revoked');
  if (isRevoked && random.chance(0.5)) {
    await world.district.deny(record.cardNumber, random.chance(0.7));
    await world.denials.issued(world.district);
    return;
  }
  if (random.chance(0.2)) {
    await world.district.removeCard(record.cardNumber);
    await world.rosters.begin(world.district);
    return;
  }
  const status = isRevoked ? random.pick(['lost', 'revoked', 'suspended'] as const) : 'active';
  await changeCards(world, [{ ...record, status }]);
}

async function changeCards(world: World, records: readonly RosterRecord[]): Promise<void> {
  await world.district.putCards(records);
  await world.rosters.begin(world.district);
}

async function cloneOne(world: World): Promise<void> {
  const random = world.random.fork('clone');
  await world.time.sleep(random.between(5, 35) * DAY_MS);
  const from = random.pick(world.devices);
  // An imaging program runs on a machine that is off.
  if (from.life.isAlive() || from.journalId === null) return;
  world.tally.fired('disk-cloned');
  const twin = newDevice(`${from.name}-twin`, from.siteId, world, from);
  world.oracle.forked(from.journalId);
  world.devices.push(twin);
  await liveOn(world, twin);
}

async function revokeOne(world: World): Promise<void> {
  const random = world.random.fork('revoke');
  await world.time.sleep(random.between(5, 40) * DAY_MS);
  const device = random.pick(world.devices);
  const kioskId = device.journalId === null ? null : await kioskIdOf(world, device.journalId);
  if (kioskId === null) return;
  world.tally.fired('device-revoked');
  for (const other of world.devices) if (other.journalId === device.journalId) other.isRevoked = true;
  await world.district.revokeKiosk(kioskId);
}

async function kioskIdOf({ district }: World, journalId: string): Promise<string | null> {
  return (await district.store.read((reads) => reads.kioskOfJournal(journalId)))?.kioskId ?? null;
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(5, 19);
}
