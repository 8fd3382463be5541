import { eraseNotes } from '../../district/notes/erase-notes.ts';
import { MINUTE_MS } from '../../domain/base/duration.ts';
import type { RunningKiosk } from '../kiosk/simulated-kiosk.ts';
import type { Device } from './device.ts';
import { boot, seeToEnrolment } from './device-days.ts';
import { strikeWhileOff } from './machine-off.ts';
import type { World } from './world.ts';

/** Once all faults are over, everything has arrived within this many rounds. */
const ROUNDS_MAX = 10;
/** After this many good rounds in a row a kiosk has all that there is. */
const GOOD_ROUNDS = 2;
/** Ten rounds with the longest waits between them. */
const REST_MS = 60 * MINUTE_MS;
/** Kiosks that are up when the faults stop: nobody starts them again. */
const EARLY_SHARE = 0.3;
const EARLY_MS = 4 * MINUTE_MS;

/** The faults stop, for some kiosks while they run; every other comes up once more. All get their rounds. */
export async function comeToRest(world: World): Promise<void> {
  const running = new Map<Device, RunningKiosk>();
  for (const device of world.devices) {
    if (device.random.chance(EARLY_SHARE)) void runEarly(world, device, running);
  }
  await world.time.runUntil(world.time.nowMs() + EARLY_MS);
  await endFaults(world);
  for (const device of world.devices) void lastRounds(world, device, running.get(device));
  await world.time.runUntil(world.time.nowMs() + REST_MS);
}

async function runEarly(world: World, device: Device, running: Map<Device, RunningKiosk>): Promise<void> {
  strikeWhileOff(world, device);
  const kiosk = await boot(world, device);
  if (kiosk === null) return;
  running.set(device, kiosk);
}

async function endFaults(world: World): Promise<void> {
  world.district.isClosed = false;
  // The district is updated first: its kiosks find everything with a newer one, too.
  world.district.version = world.faults.has('district-newer') ? 'newer' : 'same';
  // One more change of each kind, so that what was restored is not taken for the latest word.
  const card = world.random.fork('rest').pick(world.cards);
  await world.district.deny(card, true);
  await world.denials.issued(world.district);
  await eraseNotes(world.district.services);
  for (const device of world.devices) {
    device.disk.refusal = null;
    device.cache.isFull = false;
    device.weather.isDown = false;
    device.weather.faultRate = 0;
    device.clockOffMs = 0;
    // A machine that was shut out and has wiped itself is given out again, with its journal.
    device.isRevoked = false;
  }
}

async function lastRounds(world: World, device: Device, running: RunningKiosk | undefined): Promise<void> {
  const kiosk = running ?? (await boot(world, device));
  const state = running === undefined ? 'is up once more' : 'is up still';
  world.noted(device, kiosk === null ? 'does not come up' : state);
  if (kiosk === null) return;
  let rounds = 0;
  let wasSyncing = kiosk.window.status()?.isSyncing ?? false;
  let goodRounds = 0;
  let isOver = false;
  let beganMs = world.time.nowMs();
  kiosk.window.subscribe(() => {
    const open = kiosk.window.kiosk();
    if (open === null) return;
    const { isSyncing, waiting, trouble } = open.syncLoop.status();
    if (!wasSyncing && isSyncing) beganMs = world.time.nowMs();
    if (wasSyncing && !isSyncing) {
      rounds += 1;
      goodRounds = trouble === null && waiting === 0 ? goodRounds + 1 : 0;
      device.last = { profile: kiosk.profile, uses: open.counters, waiting, beganMs };
      world.noted(device, `round ${rounds}: ${trouble?.kind ?? 'good'}, ${waiting} waiting`);
    }
    wasSyncing = isSyncing;
    if ((rounds < ROUNDS_MAX && goodRounds < GOOD_ROUNDS) || isOver) return;
    isOver = true;
    void kiosk.window.stop();
  });
  // A machine that was shut out while it ran is given out again.
  if (running !== undefined) await seeToEnrolment(world, device, kiosk);
}
