import type { SyncLoop } from '../app/sync/sync-loop.ts';
import type { Host } from '../host-api/host-api.ts';

/** Calls back once the district has revoked this kiosk and the host has wiped it: nothing of it may stay here. */
export function watchRevocation(parts: {
  readonly host: Host;
  readonly syncLoop: Pick<SyncLoop, 'status' | 'subscribe'>;
  readonly wiped: () => void;
}): void {
  const { host, syncLoop, wiped } = parts;
  let isAsking = false;

  async function ask(): Promise<void> {
    isAsking = true;
    try {
      if ((await host.call('kiosk.info', {})).disabled !== null) wiped();
    } catch {
      // A host that is gone says so elsewhere.
    } finally {
      isAsking = false;
    }
  }

  syncLoop.subscribe(() => {
    if (syncLoop.status().trouble?.kind === 'device-revoked' && !isAsking) void ask();
  });
}
