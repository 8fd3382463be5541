import type { HeldCatalogue } from '../app/check/held-catalogue.ts';
import type { NamedCards } from '../app/check/named-cards.ts';
import type { ShownName } from '../app/check/show-name.ts';
import type { NotesPort } from '../app/ports.ts';
import type { HeldUses } from '../app/record/held-uses.ts';
import type { RightRequests } from '../app/record/right-requests.ts';
import type { SyncLoop } from '../app/sync/sync-loop.ts';
import type { DeskStore } from '../desk/desk-store.ts';
import type { DeskWork } from '../desk/desk-work.ts';
import type { CardNumber } from '../domain/card/card-number.ts';
import type { DemoCard } from '../host-api/demo-api.ts';
import type { KioskInfo } from '../host-api/kiosk-api.ts';
import type { KioskTrust } from '../host-api/trust-api.ts';
import type { DeskHealth } from './desk-health.ts';
import type { Enrol } from './enrol.ts';
import type { ExportOutcome } from './export-waiting.ts';
import type { HostClock } from './host-clock.ts';
import type { HostPulse } from './host-pulse.ts';
import type { NamesStore } from './names-store.ts';
import type { SavedFrame } from './saved-frame.ts';
import type { SettingsStore } from './settings-store.ts';
import type { WindowFinding } from './window-finding.ts';

/** Everything the screens of an enrolled kiosk stand on, put together by `compose.ts`. */
export interface Kiosk {
  readonly info: KioskInfo;
  /** Whom this kiosk believes. */
  readonly trust: KioskTrust;
  readonly desk: DeskStore;
  readonly settings: SettingsStore;
  readonly catalogue: HeldCatalogue;
  readonly syncLoop: SyncLoop;
  /** Empty outside the demo. */
  readonly demoCards: readonly DemoCard[];
  /** Keeps a frame for the technician in the host's profile. */
  readonly saveFrame: (png: Blob) => Promise<SavedFrame>;
  readonly clock: HostClock;
  readonly names: NamesStore;
  /** All that the start found; empty where all is well. */
  readonly findings: readonly WindowFinding[];
  /** What the host's own start found of it, for as long as it holds. */
  readonly health: DeskHealth;
  /** Whether what is recorded can be counted; changes while the kiosk runs. */
  readonly counters: Pick<HeldUses, 'trouble' | 'subscribe'>;
  /** Whether the program on this machine answers. */
  readonly pulse: HostPulse;
  /** Writes what the district has not acknowledged to where the clerk says. */
  readonly exportWaiting: () => Promise<ExportOutcome>;
  /** With another one-time code; the window begins anew where it was taken. */
  readonly enrolAgain: Enrol;
  /** What was asked of the district lately. */
  readonly requests: Pick<RightRequests, 'on' | 'newerOn'>;
  /** Whose cards the records of the journal are, as far as this desk may know. */
  readonly namedCards: Pick<NamedCards, 'of'>;
  /** A full name, once the journal says that it was shown. */
  readonly showName: (cardNumber: CardNumber) => Promise<ShownName>;
  /** Milliseconds since the epoch, from the one clock. */
  readonly now: () => number;
}

/** A kiosk whose use cases can be reached without a screen. */
export interface ComposedKiosk extends Kiosk {
  /** The use cases, as its desk is bound to them. */
  readonly work: DeskWork;
  readonly counters: HeldUses;
  /** What clerks write down of people. */
  readonly notes: NotesPort;
}
