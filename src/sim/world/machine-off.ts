import { DAY_MS, HOUR_MS } from '../../domain/base/duration.ts';
import { DISK_REFUSALS } from '../kiosk/simulated-disk.ts';
import type { Device } from './device.ts';
import type { FaultKind } from './fault-plan.ts';
import { strikeByHand } from './hand.ts';
import type { World } from './world.ts';

const FAULT_RATE_MAX = 0.4;
const SEGMENT_FILE = /^journal-.*\.jsonl$/;
/** The profile's files beside the journal, by the fault that turns a bit in one of them. */
const DAMAGED_FILES = {
  'enrolment-damaged': /^enrolment\.sealed$/,
  'names-damaged': /^names\.sealed$/,
  'clock-damaged': /^clock\.sealed$/,
  'note-damaged': /^(acknowledged|disabled|settings|journal-.*\.base)\.json$/,
} as const satisfies Partial<Record<FaultKind, RegExp>>;
type Damage = keyof typeof DAMAGED_FILES;
const DAMAGES: readonly Damage[] = ['enrolment-damaged', 'names-damaged', 'clock-damaged', 'note-damaged'];

/** What happens to a machine between two shifts. */
export function strikeWhileOff(world: World, device: Device): void {
  const { random, disk, cache } = device;
  strikeClock(world, device);
  if (device.flips === 0 && strikes(world, device, 'bit-flip', 0.02)) {
    if (disk.flipBit(random, (name) => SEGMENT_FILE.test(name))) device.flips += 1;
  }
  for (const kind of DAMAGES) strikeFile(world, device, kind);
  strikeByHand(world, device);
  const isPutBack = strikeLeases(world, device);
  if (strikes(world, device, 'cache-gone', 0.1)) {
    cache.clear();
    world.rosters.forget(device);
    world.denials.forget(device);
    world.cursors.forget(device);
  }
  cache.isFull = strikes(world, device, 'cache-full', 0.1);
  disk.refusal = null;
  for (const refusal of DISK_REFUSALS) if (strikes(world, device, refusal, 0.04)) disk.refusal = refusal;
  device.weather.isDown =
    strikes(world, device, 'line-down', isPutBack ? 0.6 : 0.3) || world.isCutOff(device);
  device.weather.faultRate = random.between(0, FAULT_RATE_MAX);
}

/** The device's clock is set, by hand or by an empty battery. */
export function strikeClock(world: World, device: Device): void {
  if (!world.faults.has('clock-jump') || !device.random.chance(0.15)) return;
  const next = device.random.pick([
    -10 * 365 * DAY_MS,
    -3 * DAY_MS,
    -HOUR_MS,
    0,
    HOUR_MS,
    3 * DAY_MS,
    10 * 365 * DAY_MS,
  ]);
  if (next === device.clockOffMs) return;
  device.clockOffMs = next;
  world.tally.fired('clock-jump');
}

function strikeFile({ faults, tally }: World, device: Device, kind: Damage): void {
  if (!faults.has(kind) || !device.random.chance(0.05)) return;
  if (!device.disk.flipBit(device.random, (name) => DAMAGED_FILES[kind].test(name))) return;
  device.isDamaged = true;
  tally.fired(kind);
}

/** An older copy of what the district had leased comes back: another kiosk may have some of it by now. */
function strikeLeases(world: World, device: Device): boolean {
  const { cache, random } = device;
  if (!world.faults.has('stale-lease')) return false;
  const isPutBack = random.chance(0.7) && cache.putBackCourts();
  if (isPutBack) {
    world.tally.fired('stale-lease');
    world.cursors.forget(device);
  }
  if (random.chance(0.5)) cache.keepCourts();
  return isPutBack;
}

function strikes(world: World, device: Device, kind: FaultKind, probability: number): boolean {
  const isStruck = world.faults.has(kind) && device.random.chance(probability);
  if (isStruck) world.tally.fired(kind);
  return isStruck;
}
