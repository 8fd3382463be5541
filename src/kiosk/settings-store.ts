import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Host } from '../host-api/host-api.ts';
import type { Settings } from '../host-api/settings-api.ts';

interface SettingsState {
  readonly settings: Settings;
  /** True if the last change is not on disk: it counts until the kiosk is closed. */
  readonly isUnsaved: boolean;
  /** The change counts at once, and is written to the disk. */
  readonly change: (part: Partial<Settings>) => Promise<void>;
}

export type SettingsStore = StoreApi<SettingsState>;

/** What the clerk has set, mirrored to the host's file. A host that cannot write it stops no desk. */
export function createSettingsStore(host: Host, settings: Settings): SettingsStore {
  let changes = 0;
  return createStore<SettingsState>((set, get) => ({
    settings,
    isUnsaved: false,
    async change(part) {
      changes += 1;
      const change = changes;
      const settings = { ...get().settings, ...part };
      set({ settings });
      const isSaved = await host.call('settings.write', settings).then(
        () => true,
        () => false,
      );
      if (change === changes) set({ isUnsaved: !isSaved });
    },
  }));
}
