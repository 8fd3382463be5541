import { DAY_MS } from '../../domain/base/duration.ts';
import { simulatedDistrict } from '../district/simulated-district.ts';
import { cursorWatch } from '../judge/cursor-watch.ts';
import { denialWatch } from '../judge/denial-watch.ts';
import { createHolders } from '../judge/holders.ts';
import type { Fail, Violation } from '../judge/invariant.ts';
import { nameWatch } from '../judge/name-watch.ts';
import { noteWatch } from '../judge/note-watch.ts';
import { createOracle } from '../judge/oracle.ts';
import { rosterWatch } from '../judge/roster-watch.ts';
import { wipeWatch } from '../judge/wipe-watch.ts';
import { CLUB, type Device, HALL, newDevice } from './device.ts';
import { SIMULATED_CARDS } from './district-days.ts';
import { faultsOfRun } from './fault-plan.ts';
import { faultTally } from './fault-tally.ts';
import { type Random, randomOf } from './random.ts';
import { COURT_SITES, NOTE_DAYS, SITES, simulatedCatalogue } from './simulated-catalogue.ts';
import { virtualTime } from './virtual-time.ts';
import type { World } from './world.ts';

const DAYS = 45;
const START_MS = Date.parse('2026-11-23T08:00:00+08:00');
const CARD_REF_KEY_HEX = '5a'.repeat(32);
/** The share of runs in which all kiosks are at one desk for courts, which they lease in turn. */
const COURT_RUN_SHARE = 0.4;
const HALL_SHARE = 0.15;
const CLUB_SHARE = 0.1;

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
    catalogue: simulatedCatalogue,
    cardRefKeyHex: CARD_REF_KEY_HEX,
  });
  const violations: Violation[] = [];
  const fail: Fail = (invariant, what) => {
    violations.push({ invariant, what });
    note(`VIOLATION of ${invariant}: ${what}`);
  };
  const records = SIMULATED_CARDS;
  const rosters = rosterWatch(fail);
  const denials = denialWatch({ fail, cardRefKeyHex: CARD_REF_KEY_HEX });
  const cursors = cursorWatch(fail);
  const oracle = createOracle();
  const holders = createHolders({
    fail,
    district,
    catalogue: simulatedCatalogue,
    cardRefKeyHex: CARD_REF_KEY_HEX,
  });
  const cutOff: Outages = new Map();
  const world: World = {
    random,
    time,
    endMs: START_MS + DAYS * DAY_MS,
    faults,
    tally: faultTally((kind) => note(`fault ${kind}`)),
    district,
    devices: [],
    catalogue: simulatedCatalogue,
    cardRefKeyHex: CARD_REF_KEY_HEX,
    customers: new Map(),
    cards: records.map((record) => record.cardNumber),
    oracle,
    holders,
    rosters,
    denials,
    cursors,
    names: nameWatch(fail, faults),
    notes: noteWatch({ fail, faults, days: NOTE_DAYS }),
    wipes: wipeWatch({ fail, oracle, district }),
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
      rosters.check(device, time.nowMs());
      await denials.check(device);
      await cursors.check(device);
      await holders.check(device);
    },
    noted: (device, what) => note(`${device.name} ${what}`),
  };
  placeKiosks(world, cutOff);
  return world;
}

/** The days on which each of these devices is cut off. */
type Outages = Map<Device, { readonly fromMs: number; readonly untilMs: number }>;

/** Gives the world its kiosks, each at a desk, and cuts some off for days. */
function placeKiosks(world: World, cutOff: Outages): void {
  const { random, faults } = world;
  const kiosks = random.pick([1, 2, 2, 2, 3, 3, 4, 8]);
  const places = sitesOf(random);
  // In some runs every kiosk is a counter of the hall. That is drawn from a source of its own, so that the other runs
  // stay as they are.
  const isHall = random.fork('hall').chance(HALL_SHARE);
  // In the other runs every kiosk is at the front desk of the club, which has numbers of its own.
  const isClub = !isHall && random.fork('club').chance(CLUB_SHARE);
  const sites = isHall ? places.map(() => HALL) : isClub ? [CLUB] : places;
  for (let index = 0; index < Math.max(kiosks, isHall || isClub ? 2 : 1); index += 1) {
    const device = newDevice(`kiosk-${index + 1}`, random.pick(sites), world);
    world.devices.push(device);
    if (faults.has('long-outage') && random.chance(0.3)) {
      world.tally.fired('long-outage');
      const fromMs = START_MS + random.between(0, 0.6) * DAYS * DAY_MS;
      cutOff.set(device, { fromMs, untilMs: fromMs + random.between(5, 40) * DAY_MS });
    }
  }
}

/** A run has one, two or three of all the desks, so that kiosks meet at them. */
function sitesOf(random: Random): readonly string[] {
  if (random.chance(COURT_RUN_SHARE)) return [random.pick(COURT_SITES)];
  return Array.from({ length: 1 + random.below(3) }, () => random.pick(SITES));
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(5, 19);
}
