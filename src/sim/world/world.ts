import type { CardNumber } from '../../domain/card/card-number.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { SimulatedDistrict } from '../district/simulated-district.ts';
import type { CursorWatch } from '../judge/cursor-watch.ts';
import type { DenialWatch } from '../judge/denial-watch.ts';
import type { Holders } from '../judge/holders.ts';
import type { Fail, Violation } from '../judge/invariant.ts';
import type { NameWatch } from '../judge/name-watch.ts';
import type { NoteWatch } from '../judge/note-watch.ts';
import type { Oracle } from '../judge/oracle.ts';
import type { RosterWatch } from '../judge/roster-watch.ts';
import type { WipeWatch } from '../judge/wipe-watch.ts';
import type { Device } from './device.ts';
import type { FaultKind } from './fault-plan.ts';
import type { FaultTally } from './fault-tally.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A district, its kiosks and everything that happens to them, grown from one seed. */
export interface World {
  readonly random: Random;
  readonly time: VirtualTime;
  readonly endMs: number;
  readonly faults: ReadonlySet<FaultKind>;
  readonly tally: FaultTally;
  readonly district: SimulatedDistrict;
  readonly devices: Device[];
  readonly catalogue: Catalogue;
  readonly cardRefKeyHex: string;
  /** All that the office has given out so far. */
  readonly cards: CardNumber[];
  /** The cards of the last customers of each desk, by its site. */
  readonly customers: Map<string, readonly CardNumber[]>;
  readonly oracle: Oracle;
  readonly holders: Holders;
  readonly rosters: RosterWatch;
  readonly denials: DenialWatch;
  readonly cursors: CursorWatch;
  readonly names: NameWatch;
  readonly notes: NoteWatch;
  readonly wipes: WipeWatch;
  /** What was found wrong, in the order of finding. */
  readonly violations: Violation[];
  readonly fail: Fail;
  isCutOff(device: Device): boolean;
  /** A kiosk that cannot even start on its disk says why. */
  startRefused(device: Device, cause: unknown): null;
  /** Somebody looks at what the device holds. */
  looked(device: Device): Promise<void>;
  noted(device: Device, what: string): void;
}
