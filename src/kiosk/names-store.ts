import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Host } from '../host-api/host-api.ts';
import type { NamesView, PassphraseFault } from '../host-api/names-api.ts';

interface NamesState {
  readonly view: NamesView;
  /** Asks the host. Takes up or drops the names' key if that has changed. */
  readonly refresh: () => Promise<void>;
  /** Returns null when it is done; if not, why nothing was changed. */
  readonly unlock: (passphrase: string) => Promise<PassphraseFault | null>;
  readonly setPassphrase: (change: {
    readonly current: string | null;
    readonly next: string;
  }) => Promise<PassphraseFault | null>;
  readonly forget: () => Promise<void>;
}

export type NamesStore = StoreApi<NamesState>;

export interface NamesWork {
  readonly host: Host;
  /** Opens the cache with this key, or without one: what was read of names before is dropped. */
  readonly useNamesKey: (namesKeyHex: string | null) => Promise<void>;
}

/** Whether this kiosk may show names, as the host says, and the key that goes with the answer. */
export async function createNamesStore({ host, useNamesKey }: NamesWork): Promise<NamesStore> {
  const view = await host.call('names.read', {});
  return createStore<NamesState>((set) => {
    let turn = Promise.resolve();

    /** One after the other, so that a key that was dropped is never taken up by an older answer. */
    function take(next: NamesView): Promise<void> {
      turn = turn
        .catch(() => undefined)
        .then(async () => {
          set({ view: next });
          const keys = next.kind === 'on' ? await host.call('vault.read', {}) : null;
          await useNamesKey(keys?.namesKeyHex ?? null);
        });
      return turn;
    }

    return {
      view,
      async refresh() {
        // If the host is gone, it does not answer; its next start decides again.
        const next = await host.call('names.read', {}).catch(() => null);
        if (next !== null) await take(next).catch(() => undefined);
      },
      async unlock(passphrase) {
        const answer = await host.call('names.unlock', { passphrase });
        if (!answer.ok) return answer.fault;
        await take(answer.value);
        return null;
      },
      async setPassphrase(change) {
        const answer = await host.call('names.setPassphrase', change);
        if (!answer.ok) return answer.fault;
        await take(answer.value);
        return null;
      },
      async forget() {
        await take(await host.call('names.forget', {}));
      },
    };
  });
}
