import type { CachedUses } from '../../app/record/cached-uses.ts';
import { segmentNameIn } from '../../host/journal/file/journal-segment.ts';
import type { Profile } from '../../host/profile/profile.ts';
import { type SimulatedCache, simulatedCache } from '../kiosk/simulated-cache.ts';
import { type SimulatedDisk, simulatedDisk } from '../kiosk/simulated-disk.ts';
import { LINE_FAULTS, type LineWeather } from '../kiosk/simulated-line.ts';
import type { FaultKind } from './fault-plan.ts';
import { type Life, newLife } from './life.ts';
import type { Random } from './random.ts';

/** A process that has had its last rounds. */
export interface Rested {
  readonly profile: Profile;
  readonly uses: Pick<CachedUses, 'recordedOn'>;
  readonly waiting: number;
  /** When its last round began. */
  readonly beganMs: number;
}

/** A matter of the service hall goes on at any counter of it. */
export const HALL = 'service-hall';
/** Its front desk gives holders numbers of the club. */
export const CLUB = 'youth-sports-club';

/** One machine at a desk: its disk and its cache outlive every process. */
export interface Device {
  readonly name: string;
  readonly siteId: string;
  readonly disk: SimulatedDisk;
  readonly cache: SimulatedCache;
  readonly random: Random;
  readonly weather: LineWeather;
  /** Device clock minus true time. */
  clockOffMs: number;
  /** Flipped bits since the last scan that found all sound: the hash that covers a line can turn one back. */
  flips: number;
  /** The last process. */
  life: Life;
  kioskId: string | null;
  isRevoked: boolean;
  /** When a question for the roster was last answered well. */
  heardMs: number;
  isBeingEnrolled: boolean;
  /** A file of its profile, beside the journal, was damaged since its last sound start. */
  isDamaged: boolean;
  /** Its process ends at one of the awaits of the next thing that is recorded. */
  isDoomed: boolean;
  /** How its last process stood after its last round; null before that. */
  last: Rested | null;
}

export function newDevice(
  name: string,
  siteId: string,
  world: { readonly random: Random; readonly faults: ReadonlySet<FaultKind> },
  from?: Device,
): Device {
  return {
    name,
    siteId,
    disk: from?.disk.cloned() ?? simulatedDisk(name),
    // Some programs copy the whole machine, some the application's files alone.
    cache: from !== undefined && world.random.chance(0.5) ? from.cache.cloned() : simulatedCache(),
    random: world.random.fork(name),
    weather: {
      isDown: false,
      faultRate: 0,
      faults: LINE_FAULTS.filter((kind) => world.faults.has(kind)),
      kept: new Map(),
    },
    clockOffMs: from?.clockOffMs ?? 0,
    flips: from?.flips ?? 0,
    life: newLife(),
    kioskId: from?.kioskId ?? null,
    isRevoked: from?.isRevoked ?? false,
    heardMs: from?.heardMs ?? 0,
    isBeingEnrolled: false,
    isDamaged: from?.isDamaged ?? false,
    isDoomed: false,
    last: null,
  };
}

/** The journals on its disk, those that were left among them. */
export function journalIdsOn({ disk }: Device): readonly string[] {
  return [...new Set(disk.names().flatMap((name) => segmentNameIn(name)?.journalId ?? []))];
}
