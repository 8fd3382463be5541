import type { DemoCard } from '../host-api/demo-api.ts';
import type { HostTrouble } from '../host-api/health-api.ts';
import type { Host } from '../host-api/host-api.ts';
import type { KioskInfo } from '../host-api/kiosk-api.ts';
import type { PinnedTrust } from '../host-api/trust-api.ts';
import type { DistrictTransport } from './district/district-transport.ts';
import type { LineProxy } from './district/line-proxy.ts';
import type { LineTrust } from './district/line-trust.ts';
import type { HandoverTiming } from './handover/handover-runner.ts';
import type { ProfileTraces } from './profile/profile-trace.ts';
import type { SecretStore } from './profile/secret-store.ts';

/** Two clocks: wall time in milliseconds since 1970, and monotonic milliseconds, which nobody can set. */
export interface HostClock {
  now(): number;
  /** Counts from the start of the run that `bootId` names; a later run starts again at 0. */
  monotonicMs(): number;
  readonly bootId: string;
}

export interface HostOptions {
  /** The folder of everything that this kiosk keeps; it is made if it is missing. */
  readonly profileFolder: string;
  readonly appVersion: string;
  readonly binding: KioskInfo['binding'];
  /** The pinned trust of the package, or of the command line if the program runs from its sources. */
  readonly pinnedTrust: PinnedTrust;
  /** The district for this run; it counts instead of the enrolled one. */
  readonly districtUrl?: string | undefined;
  /** What a technician allows at this start for the district's address; it counts until it is set again. */
  readonly lineTrust?: LineTrust | undefined;
  /** The network's proxy; null or absent if there is none. */
  readonly proxy?: LineProxy | null;
  readonly secretStore: SecretStore;
  /** For the demo tray; absent outside the demo. */
  readonly demoCards?: readonly DemoCard[] | undefined;
  readonly clock?: HostClock;
  /** Carries what goes to the district; HTTP where none is given. */
  readonly transport?: DistrictTransport | undefined;
  /** How long hand-overs to a hospital's own system wait; as at a desk where nothing is given. */
  readonly handoverTiming?: HandoverTiming | undefined;
  /** Is told what is found while the kiosk runs; `HostStart` tells what the start found. */
  readonly onTrouble?: (trouble: HostTrouble) => void;
  /** Remembers that there was a profile in this folder. If it is absent, nobody notices a vanished profile. */
  readonly traces?: ProfileTraces | undefined;
  /** Names the printers of the system; absent if the window prints by the system's dialog. */
  readonly systemPrinters?: (() => Promise<readonly string[]>) | undefined;
  /** Begins a new profile if there was one that has vanished. */
  readonly newProfile?: boolean | undefined;
  /**
   * Asks the clerk where to write an export; null if the clerk chose no place. Absent if the window hands the files
   * over.
   */
  readonly chooseExportFolder?: (() => Promise<string | null>) | undefined;
}

export interface KioskHost extends Host {
  /** Waits for what is being written, then gives the profile free. */
  close(): Promise<void>;
}

export type HostStart =
  | { readonly kind: 'ready'; readonly host: KioskHost; readonly troubles: readonly HostTrouble[] }
  /** Another kiosk has this profile open: say so and stop. */
  | { readonly kind: 'profile-in-use'; readonly ownerPid: number | null }
  /** There was a profile in the folder, and it has vanished: nothing was begun. */
  | { readonly kind: 'profile-vanished'; readonly folder: string; readonly journalId: string }
  /** The folder cannot be made, read or written. */
  | { readonly kind: 'profile-unusable'; readonly detail: string };
