import { DAY_MS, MINUTE_MS } from '../../domain/base/duration.ts';
import { districtLine } from '../../host/district/district-line.ts';
import type { KioskHost } from '../../host/host-options.ts';
import { hostOver } from '../../host/kiosk-host.ts';
import { doMinuteWork, openProfileOn, type Profile } from '../../host/profile/profile.ts';
import { ENTRIES_PER_PUSH_MAX } from '../../protocol/wire.ts';
import { DISTRICT_URL } from '../district/simulated-district.ts';
import { uuidOf } from '../world/random.ts';
import { type KioskGround, SIMULATED_ROOTS } from './kiosk-ground.ts';
import { simulatedSecrets } from './simulated-secrets.ts';
import { openWindow, type SimulatedWindow } from './simulated-window.ts';

const PINNED_TRUST = { roots: SIMULATED_ROOTS, keyList: null, catalogue: null };

/** Small, so that a run of some dozens of entries crosses many borders. */
const SEGMENT_BYTES_MAX = 2 * 1024;
/** So few that a waiting journal goes in several batches, and as many as a kiosk sends. */
const BATCH_SIZES = [2, ENTRIES_PER_PUSH_MAX] as const;
/**
 * Shorter than any kiosk keeps entries, so that a run of weeks sees them go; longer than a backup lasts, even where one
 * answer with a wrong time has been worth a day.
 */
const KEPT = { days: 3, dayMs: 2.5 * DAY_MS };

/** A running kiosk: host and window in one process, as the demo has them. */
export interface RunningKiosk {
  /** What lies beneath the host, for those who watch. */
  readonly profile: Profile;
  readonly host: KioskHost;
  readonly window: SimulatedWindow;
  /** An orderly end. */
  close(): Promise<void>;
}

/** Starts a kiosk from what its disk and cache hold. Never answers if the kiosk's life ends before. */
export async function startKiosk(ground: KioskGround): Promise<RunningKiosk> {
  const { life, time, random, disk } = ground;
  const bootMs = time.nowMs();
  const profile = await openProfileOn(disk, {
    secrets: simulatedSecrets,
    clock: {
      now: ground.wallMs,
      monotonicMs: () => time.nowMs() - bootMs,
      bootId: uuidOf(random),
    },
    random: random.bytes,
    later(work, delayMs) {
      time.after(delayMs, () => life.isAlive() && work());
    },
    journal: { newId: () => uuidOf(random), segmentBytesMax: SEGMENT_BYTES_MAX, kept: KEPT },
  });
  const line = districtLine(profile, {
    urlOfThisRun: DISTRICT_URL,
    now: ground.wallMs,
    transport: ground.transport,
    random: random.bytes,
    roots: SIMULATED_ROOTS,
    entriesPerPush: random.pick(BATCH_SIZES),
  });
  const host = hostOver({
    profile,
    line,
    options: {
      profileFolder: disk.folder,
      appVersion: 'simulated',
      binding: 'loopback',
      pinnedTrust: PINNED_TRUST,
    },
  });
  eachMinute(ground, () => doMinuteWork(profile));
  const window = await openWindow(host, ground, profile.finishWipe);
  return {
    profile,
    host,
    window,
    async close() {
      await window.close();
      await host.close();
      life.endAfter(0);
    },
  };
}

/** Works each minute as long as the process lives, whether or not its window is open. */
function eachMinute({ life, time }: Pick<KioskGround, 'life' | 'time'>, work: () => void): void {
  time.after(MINUTE_MS, () => {
    if (!life.isAlive()) return;
    work();
    eachMinute({ life, time }, work);
  });
}
