import { MINUTE_MS } from '../../domain/base/duration.ts';
import type { Services } from '../services.ts';

/** A request more often than this tells the office nothing new. */
const NOTED_EVERY_MS = MINUTE_MS;

/** Notes when kiosks were last heard, without a write for each of their requests. */
export interface KioskWatch {
  /** `hasRoster`: this request gave the kiosk the last page of the roster. */
  heard(kioskId: string, hasRoster: boolean): void;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
}

export function createKioskWatch({ store, now }: Pick<Services, 'store' | 'now'>): KioskWatch {
  const seenAt = new Map<string, number>();
  const rosterAt = new Map<string, number>();
  const writing = new Set<Promise<void>>();

  function isDue(noted: ReadonlyMap<string, number>, kioskId: string, at: number): boolean {
    const before = noted.get(kioskId);
    // A clock that was set back must not silence the kiosk until it has caught up.
    return before === undefined || Math.abs(at - before) >= NOTED_EVERY_MS;
  }

  return {
    heard(kioskId, hasRoster) {
      const at = now();
      const isRosterDue = hasRoster && isDue(rosterAt, kioskId, at);
      if (!isRosterDue && !isDue(seenAt, kioskId, at)) return;
      seenAt.set(kioskId, at);
      if (isRosterDue) rosterAt.set(kioskId, at);
      const status = { seenAt: at, ...(isRosterDue ? { rosterAt: at } : {}) };
      const written = store
        .transaction((writes) => writes.noteKioskStatus(kioskId, status))
        // A database that is away has said so to the kiosk itself; the next request notes it again.
        .catch(() => {
          seenAt.delete(kioskId);
          rosterAt.delete(kioskId);
        })
        .finally(() => writing.delete(written));
      writing.add(written);
    },
    async settled() {
      await Promise.all(writing);
    },
  };
}
