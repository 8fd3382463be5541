import type { CardNumber } from '../../domain/card/card-number.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { SimulatedDistrict } from '../district/simulated-district.ts';
import type { HeldCursors } from '../judge/held-cursors.ts';
import type { HeldDenials } from '../judge/held-denials.ts';
import type { HeldNames } from '../judge/held-names.ts';
import type { HeldRosters } from '../judge/held-rosters.ts';
import type { HeldWipes } from '../judge/held-wipes.ts';
import type { Fail, Violation } from '../judge/invariant.ts';
import type { Oracle } from '../judge/oracle.ts';
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
  readonly cards: readonly CardNumber[];
  readonly oracle: Oracle;
  readonly rosters: HeldRosters;
  readonly denials: HeldDenials;
  readonly cursors: HeldCursors;
  readonly names: HeldNames;
  readonly wipes: HeldWipes;
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
