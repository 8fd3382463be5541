import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Host, Settings } from '../../host-api/host-api.ts';

interface SettingsState {
  readonly settings: Settings;
  /** Shown at once and written through; what the host kept is what stays. */
  readonly change: (part: Partial<Settings>) => Promise<void>;
}

export type SettingsStore = StoreApi<SettingsState>;

/** What the clerk has set, mirrored from the host's file. */
export function createSettingsStore(
  host: Host,
  settings: Settings,
  failed: (cause: unknown) => void,
): SettingsStore {
  return createStore<SettingsState>((set, get) => ({
    settings,
    async change(part) {
      const settings = { ...get().settings, ...part };
      set({ settings });
      try {
        await host.call('settings.write', settings);
      } catch (cause) {
        failed(cause);
      }
    },
  }));
}
