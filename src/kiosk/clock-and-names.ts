import type { SyncLoop } from '../app/sync/sync-loop.ts';
import type { DeskStore } from '../desk/desk-store.ts';
import type { Host } from '../host-api/host-api.ts';
import type { HostClock } from './host-clock.ts';
import type { NamesStore } from './names-store.ts';

export interface ClockAndNamesParts {
  readonly host: Host;
  readonly clock: HostClock;
  readonly names: NamesStore;
  readonly syncLoop: SyncLoop;
  readonly desk: DeskStore;
}

/** Keeps the clock, the names and what the desk shows of them in step for as long as the window lives. */
export function keepClockAndNames({ host, clock, names, syncLoop, desk }: ClockAndNamesParts): void {
  clock.subscribe(() => void names.getState().refresh());
  // The district may just have told the time.
  syncLoop.subscribe(onRoundEnd(syncLoop, () => void clock.refresh()));
  syncLoop.subscribe(tellOfPulls(host, syncLoop));
  names.subscribe((now, before) => {
    const [kind, last] = [now.view.kind, before.view.kind];
    if (kind === last) return;
    // If there is no key, nothing on the screen may keep a name.
    if (last === 'on') desk.getState().restart();
    // A sync round brings a key if one is allowed, and with a key the names that are missing.
    if (kind === 'on' || kind === 'waiting') syncLoop.poke();
  });
}

/** Calls back after each round, however it went. */
export function onRoundEnd(syncLoop: SyncLoop, ended: () => void): () => void {
  let wasSyncing = false;
  return () => {
    const { isSyncing } = syncLoop.status();
    if (wasSyncing && !isSyncing) ended();
    wasSyncing = isSyncing;
  };
}

/** The host keeps the staleness ladder, and must hear of each roster that was taken. */
function tellOfPulls(host: Host, syncLoop: SyncLoop): () => void {
  let told: number | null = null;
  return () => {
    const { pulledAt } = syncLoop.status().roster;
    if (pulledAt === null || pulledAt === told) return;
    told = pulledAt;
    // A host that is gone hears of the next one: until then its roster only looks older than it is.
    void host.call('names.pulled', { asOfMs: pulledAt }).catch(() => undefined);
  };
}
