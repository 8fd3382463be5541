import type { SyncLoop } from '../app/sync/sync-loop.ts';
import { createListeners } from '../domain/base/listeners.ts';
import type { HostTrouble } from '../host-api/health-api.ts';
import type { Host } from '../host-api/host-api.ts';

/** What was found at the start, as long as it is still so. */
export interface DeskHealth {
  troubles(): readonly HostTrouble[];
  subscribe(listener: () => void): () => void;
  /** Asks the host what it has found since. */
  look(): void;
}

/**
 * Asks the host again after each round if the journal is damaged: it then leaves that journal as soon as the district has
 * answered, and the desk can record again.
 */
export function createDeskHealth(parts: {
  readonly host: Host;
  readonly syncLoop: Pick<SyncLoop, 'status' | 'subscribe'>;
  readonly atStart: readonly HostTrouble[];
}): DeskHealth {
  const { host, syncLoop, atStart } = parts;
  const listeners = createListeners();
  let troubles = atStart;
  let isAsking = false;

  async function ask(): Promise<void> {
    isAsking = true;
    try {
      ({ troubles } = await host.call('kiosk.health', {}));
      listeners.tell();
    } catch {
      // The status line says that the host is gone.
    } finally {
      isAsking = false;
    }
  }

  syncLoop.subscribe(() => {
    const isDamaged = troubles.some(({ kind }) => kind === 'damaged');
    if (isDamaged && !isAsking && !syncLoop.status().isSyncing) void ask();
  });
  return {
    troubles: () => troubles,
    subscribe: listeners.subscribe,
    look() {
      if (!isAsking) void ask();
    },
  };
}
