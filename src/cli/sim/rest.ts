import type { Device } from './device.ts';
import { boot } from './device-days.ts';
import type { World } from './world.ts';

/** Once all faults are over, everything has arrived within so many rounds. */
const ROUNDS_MAX = 10;
/** After so many good ones in a row a kiosk has all that there is. */
const GOOD_ROUNDS = 2;
const MINUTE_MS = 60_000;
/** Ten rounds with the longest waits between them. */
const REST_MS = 30 * MINUTE_MS;

/** The faults stop: every kiosk comes up once more and gets its rounds. */
export async function comeToRest(world: World): Promise<void> {
  world.district.isClosed = false;
  world.district.version = 'same';
  // One more change of each kind, so that what was restored is not taken for the latest word.
  const card = world.random.fork('rest').pick(world.cards);
  await world.district.deny(card, true);
  await world.denials.issued(world.district);
  for (const device of world.devices) {
    device.disk.refusal = null;
    device.cache.isFull = false;
    device.weather.isDown = false;
    device.weather.faultRate = 0;
    device.clockOffMs = 0;
    // A machine that was shut out and has wiped itself is given out again, with its journal.
    device.isRevoked = false;
    void lastRounds(world, device);
  }
  await world.time.runUntil(world.time.nowMs() + REST_MS);
}

async function lastRounds(world: World, device: Device): Promise<void> {
  const kiosk = await boot(world, device);
  world.noted(device, kiosk === null ? 'does not come up' : 'is up once more');
  if (kiosk === null) return;
  let rounds = 0;
  let wasSyncing = false;
  let goodRounds = 0;
  let isOver = false;
  kiosk.window.loop.subscribe(() => {
    const { isSyncing, waiting, trouble } = kiosk.window.loop.status();
    if (wasSyncing && !isSyncing) {
      rounds += 1;
      goodRounds = trouble === null && waiting === 0 ? goodRounds + 1 : 0;
      device.last = { profile: kiosk.profile, waiting };
      world.noted(device, `round ${rounds}: ${trouble?.kind ?? 'good'}, ${waiting} waiting`);
    }
    wasSyncing = isSyncing;
    if ((rounds < ROUNDS_MAX && goodRounds < GOOD_ROUNDS) || isOver) return;
    isOver = true;
    void kiosk.window.loop.stop();
  });
  kiosk.window.loop.start();
}
