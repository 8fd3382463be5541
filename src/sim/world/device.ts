import type { CachedUses } from '../../app/record/cached-uses.ts';
import type { UseBody } from '../../domain/journal/entry-body.ts';
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
/** At its front desk holders get a number of the club. */
export const CLUB = 'youth-sports-club';

/** The share of machines, in runs with that fault, that begin with the first release. */
const FIRST_RELEASE_SHARE = 0.8;
const FIRST_SHIFTS_MAX = 4;

/** What a machine has of the first release, until it is updated. */
interface FirstRelease {
  /** The shifts in which the first release still sells. */
  shiftsLeft: number;
  /** The journal that it writes to; null before its first shift. */
  journalId: string | null;
  /** What was sold in the last shift. */
  sold: UseBody[];
}

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
  readonly first: FirstRelease;
  /** How its last process stood after its last round; null before that. */
  last: Rested | null;
}

export function newDevice(
  name: string,
  siteId: string,
  world: { readonly random: Random; readonly faults: ReadonlySet<FaultKind> },
  from?: Device,
): Device {
  const random = world.random.fork(name);
  return {
    name,
    siteId,
    disk: from?.disk.cloned() ?? simulatedDisk(name),
    // Some programs copy the whole machine, some the application's files alone.
    cache: from !== undefined && world.random.chance(0.5) ? from.cache.cloned() : simulatedCache(),
    random,
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
    // A copy of a machine is of the release that the copy was made with.
    first: firstReleaseOf(random, from === undefined && world.faults.has('first-release')),
    last: null,
  };
}

/** In a run with that fault, most machines begin with the first release. */
function firstReleaseOf(random: Random, isInRun: boolean): FirstRelease {
  const own = random.fork('first-release');
  const shiftsLeft = isInRun && own.chance(FIRST_RELEASE_SHARE) ? 1 + own.below(FIRST_SHIFTS_MAX) : 0;
  return { shiftsLeft, journalId: null, sold: [] };
}

/** The journals on its disk, those that were left among them. */
export function journalIdsOn({ disk }: Device): readonly string[] {
  return [...new Set(disk.names().flatMap((name) => segmentNameIn(name)?.journalId ?? []))];
}
