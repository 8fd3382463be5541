import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Host } from '../host-api/host-api.ts';
import type { Settings } from '../host-api/settings-api.ts';

interface SettingsState {
  readonly settings: Settings;
  /**
   * What is wrong with the last change; null if it is on disk. `unsaved`: it counts until the kiosk is closed. `refused`:
   * nobody who may do it has allowed it, and it does not count.
   */
  readonly trouble: 'unsaved' | 'refused' | null;
  /** The change counts at once, and is written to the disk. If the host refuses it, the earlier settings come back. */
  readonly change: (part: Partial<Settings>) => Promise<void>;
}

export type SettingsStore = StoreApi<SettingsState>;

/** What the clerk has set, mirrored to the host's file. A host that cannot write it stops no desk. */
export function createSettingsStore(host: Host, settings: Settings): SettingsStore {
  let changes = 0;
  /** The last settings that the host has not refused. */
  let standing = settings;
  return createStore<SettingsState>((set, get) => ({
    settings,
    trouble: null,
    async change(part) {
      changes += 1;
      const change = changes;
      const settings = { ...get().settings, ...part };
      set({ settings });
      const trouble = await host.call('settings.write', settings).then(
        (answer) => (answer.ok ? null : 'refused'),
        () => 'unsaved' as const,
      );
      if (trouble !== 'refused') standing = settings;
      if (change === changes) set({ settings: standing, trouble });
    },
  }));
}
