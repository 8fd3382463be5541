import type { CachedCatalogue } from '../app/check/cached-catalogue.ts';
import type { NamedCards } from '../app/check/named-cards.ts';
import type { ShownName } from '../app/check/show-name.ts';
import type { NotesPort } from '../app/ports.ts';
import type { CachedUses } from '../app/record/cached-uses.ts';
import type { RightRequests } from '../app/record/right-requests.ts';
import type { SyncLoop } from '../app/sync/sync-loop.ts';
import type { DeskStore } from '../desk/desk-store.ts';
import type { DeskTasks } from '../desk/desk-work.ts';
import type { CardNumber } from '../domain/card/card-number.ts';
import type { DayClosed } from '../domain/journal/closing-body.ts';
import type { JournalEntry } from '../domain/journal/journal-entry.ts';
import type { DemoCard } from '../host-api/demo-api.ts';
import type { KioskInfo, ToldCamera } from '../host-api/kiosk-api.ts';
import type { DemoMember } from '../host-api/staff-api.ts';
import type { KioskPinnedTrust } from '../host-api/trust-api.ts';
import type { DeskHealth } from './desk-health.ts';
import type { Enrol } from './enrol.ts';
import type { ExportPeriod, TableFormat, UsesExport } from './export-uses.ts';
import type { ExportOutcome } from './export-waiting.ts';
import type { HostClock } from './host-clock.ts';
import type { HostPulse } from './host-pulse.ts';
import type { NamesStore } from './names-store.ts';
import type { PrinterStore } from './printer-store.ts';
import type { SavedFrame } from './saved-frame.ts';
import type { SettingsStore } from './settings-store.ts';
import type { WindowTrouble } from './window-trouble.ts';

/** Everything that the screens of an enrolled kiosk need, put together by `compose.ts`. */
export interface Kiosk {
  readonly info: KioskInfo;
  /** The pinned trust of this kiosk. */
  readonly pinnedTrust: KioskPinnedTrust;
  readonly desk: DeskStore;
  readonly settings: SettingsStore;
  readonly catalogue: CachedCatalogue;
  readonly syncLoop: SyncLoop;
  /** Empty outside the demo. */
  readonly demoCards: readonly DemoCard[];
  /** Members to try; empty outside the demo. */
  readonly demoMembers: readonly DemoMember[];
  /** Is told that somebody is at the desk: a desk that nobody touches is locked. */
  readonly stir: () => void;
  /** Keeps a frame for the technician in the host's profile. */
  readonly saveFrame: (png: Blob) => Promise<SavedFrame>;
  /** What the camera does, for the office's list of kiosks. */
  readonly tellCamera: (state: ToldCamera) => void;
  readonly clock: HostClock;
  readonly names: NamesStore;
  /** All that the start found; empty if all is well. */
  readonly troubles: readonly WindowTrouble[];
  /** What the host's own start found of it, for as long as it holds. */
  readonly health: DeskHealth;
  /** Whether what is recorded can be counted; changes while the kiosk runs. */
  readonly counters: Pick<CachedUses, 'trouble' | 'subscribe'>;
  readonly printer: PrinterStore;
  /** Whether the program on this machine answers. */
  readonly pulse: HostPulse;
  /** Writes what the district has not acknowledged to where the clerk says. */
  readonly exportWaiting: () => Promise<ExportOutcome>;
  /** Hands the clerk a closing as a file. */
  readonly exportClosing: (
    closing: { readonly entry: JournalEntry; readonly body: DayClosed },
    format: TableFormat,
  ) => Promise<UsesExport>;
  /** Hands the clerk the list of a period as a file. */
  readonly exportUses: (
    period: ExportPeriod,
    format: TableFormat,
    onProgress: (days: number, of: number) => void,
  ) => Promise<UsesExport>;
  /** Enrols again with another one-time code. If the code is accepted, the window starts again. */
  readonly enrolAgain: Enrol;
  /** What was asked of the district lately. */
  readonly requests: Pick<RightRequests, 'on' | 'newerOn'>;
  /** Finds whose cards the journal's records are for, as far as this desk may know. */
  readonly namedCards: Pick<NamedCards, 'of'>;
  /** A full name, once the journal says that it was shown. */
  readonly showName: (cardNumber: CardNumber) => Promise<ShownName>;
  /** Milliseconds since the epoch, from the one clock. */
  readonly now: () => number;
}

/** A kiosk whose use cases can be reached without a screen. */
export interface ComposedKiosk extends Kiosk {
  /** The tasks of its desk at work, even while it practises. */
  readonly work: DeskTasks;
  readonly counters: CachedUses;
  /** What clerks write down of people. */
  readonly notes: NotesPort;
}
