import { z } from 'zod';
import { MINUTE_MS } from '../../domain/base/duration.ts';
import type { Instant, WallDate } from '../../domain/base/wall-time.ts';
import type { EntryTime } from '../../domain/journal/journal-entry.ts';
import {
  type ClockJudgement,
  type ClockReading,
  ClockState,
  type ConfirmFault,
  clockSeen,
  dateConfirmed,
  districtHeard,
  INITIAL_CLOCK,
  judgeClock,
  rosterHeard,
} from '../../domain/trust/clock-state.ts';
import type { HostClock } from '../host-options.ts';

/** A crash may set the stored mark back by up to this much; that is too little to matter to the staleness ladder. */
const WRITE_EVERY_MS = 10 * MINUTE_MS;
/** If the device clock moves by less than this against the district's clock, nobody has set it. */
const SAME_OFFSET_MS = 10_000;

/** What the kiosk knows about the time and the roster's age; it is kept over a restart. */
export const ClockMemory = z.strictObject({
  clock: ClockState,
  /** The district's time of the last roster that this kiosk took; null before the first. */
  rosterAsOfMs: z.int().nullable(),
});
export type ClockMemory = z.infer<typeof ClockMemory>;

/** Reads the machine's clocks and judges them. */
export interface ClockKeeper {
  /** Looks at the clocks now. */
  look(): ClockJudgement;
  /** Looks at the clocks in the same way, and returns what a journal entry keeps. */
  stamp(): EntryTime;
  /** Is told that the district answered just now, and by how much its clock is ahead of this device's clock. */
  districtHeard(serverOffsetMs: number): void;
  /** Is told that the kiosk has taken a roster, and as of which time the district signed it. */
  rosterPulled(asOfMs: Instant): void;
  /** The time of the last roster; null before the first. */
  rosterAsOfMs(): Instant | null;
  /** A clerk names today's date. Returns null if it is accepted. */
  confirm(date: WallDate): ConfirmFault | null;
  /** Writes what is not on disk yet. */
  close(): Promise<void>;
}

/** `write` may fail (a full disk): what was learnt then holds until the host ends. */
export function clockKeeper(
  clock: HostClock,
  initial: ClockMemory | null,
  write: (memory: ClockMemory) => Promise<void>,
): ClockKeeper {
  let memory = initial ?? { clock: INITIAL_CLOCK, rosterAsOfMs: null };
  let written: ClockMemory | null = initial;
  let writing: Promise<void> = Promise.resolve();

  function read(): ClockReading {
    const monotonicMs = Math.max(0, Math.round(clock.monotonicMs()));
    return { wallMs: Math.round(clock.now()), monotonicMs, bootId: clock.bootId };
  }

  function remember(next: ClockMemory): void {
    memory = next;
    if (written !== null && !isWorthWriting(written, memory)) return;
    writeNow();
  }

  function writeNow(): void {
    const snapshot = memory;
    written = snapshot;
    writing = writing.then(() => write(snapshot)).catch(() => undefined);
  }

  function look(): { judgement: ClockJudgement; reading: ClockReading } {
    const reading = read();
    remember({ ...memory, clock: clockSeen(memory.clock, reading) });
    return { judgement: judgeClock(memory.clock, reading), reading };
  }

  return {
    look: () => look().judgement,
    stamp() {
      const { judgement, reading } = look();
      const { clockTrust, effectiveMs, serverOffsetMs, serverOffsetAgeMs } = judgement;
      const { wallMs, monotonicMs, bootId } = reading;
      const deviceMs = Math.max(0, wallMs);
      return {
        deviceMs,
        monotonicMs,
        bootId,
        serverOffsetMs,
        serverOffsetAgeMs,
        clock: clockTrust,
        effectiveMs,
      };
    },
    districtHeard(serverOffsetMs) {
      const reading = read();
      const timeMs = reading.wallMs + serverOffsetMs;
      remember({ ...memory, clock: districtHeard(memory.clock, reading, timeMs) });
    },
    rosterPulled(asOfMs) {
      // A roster's time cannot be in the future: a roster that claims it would never grow old.
      const rosterAsOfMs = Math.min(asOfMs, look().judgement.highWaterMs);
      const isNewer = memory.rosterAsOfMs === null || rosterAsOfMs > memory.rosterAsOfMs;
      if (isNewer) remember({ clock: rosterHeard(memory.clock, read(), rosterAsOfMs), rosterAsOfMs });
    },
    rosterAsOfMs: () => memory.rosterAsOfMs,
    confirm(date) {
      const outcome = dateConfirmed(memory.clock, read(), date);
      if (!outcome.ok) return outcome.fault;
      memory = { ...memory, clock: outcome.state };
      writeNow();
      return null;
    },
    async close() {
      look();
      writeNow();
      await writing;
    },
  };
}

/**
 * Keeps the number of writes small: it writes after some time, or if the clock or the run is no longer the one on disk.
 */
function isWorthWriting(written: ClockMemory, next: ClockMemory): boolean {
  const { seen, highWaterMs, district } = next.clock;
  const last = written.clock;
  if (seen?.bootId !== last.seen?.bootId) return true;
  if (Math.abs((highWaterMs ?? 0) - (last.highWaterMs ?? 0)) >= WRITE_EVERY_MS) return true;
  if ((next.rosterAsOfMs ?? 0) - (written.rosterAsOfMs ?? 0) >= WRITE_EVERY_MS) return true;
  return Math.abs(offsetOf(district) - offsetOf(last.district)) >= SAME_OFFSET_MS;
}

function offsetOf(district: ClockState['district']): number {
  return district === null ? 0 : district.timeMs - district.at.wallMs;
}
