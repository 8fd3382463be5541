import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RebuildProgress } from '../app/record/rebuild-uses.ts';
import { messageOf } from '../domain/base/message-of.ts';
import { SETUP_STEPS } from '../domain/staff/setup-step.ts';
import { HostGone } from '../host-api/client.ts';
import type { Host } from '../host-api/host-api.ts';
import type { KioskInfo } from '../host-api/kiosk-api.ts';
import type { Settings } from '../host-api/settings-api.ts';
import type { KioskPinnedTrust } from '../host-api/trust-api.ts';
import { type Enrol, enrolWith } from './enrol.ts';
import type { Kiosk } from './kiosk.ts';

/** Leads from an empty window to a working desk. */
export type BootPhase =
  | { readonly kind: 'starting' }
  | { readonly kind: 'other-window' }
  | { readonly kind: 'enrol'; readonly info: KioskInfo; readonly pinnedTrust: KioskPinnedTrust }
  | { readonly kind: 'rebuilding'; readonly counted: number; readonly total: number }
  | { readonly kind: 'ready'; readonly kiosk: Kiosk }
  | { readonly kind: 'host-gone'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string };

/** The part of the settings that anybody may choose before there is a desk. */
export type Look = Pick<Settings, 'language' | 'theme'>;

interface BootState {
  readonly phase: BootPhase;
  readonly look: Look;
  /** False if the disk or the host refused the last look that was chosen: it counts until the window closes. */
  readonly isLookKept: boolean;
  /** The pinned trust of this kiosk; null before the host has told it. */
  readonly pinnedTrust: KioskPinnedTrust | null;
  /** Waits for the window to be the only one, then starts what the host is ready for. */
  readonly start: () => Promise<void>;
  readonly enrol: Enrol;
  /** Changes the look before there is a desk with settings of its own. */
  readonly chooseLook: (part: Partial<Look>) => Promise<void>;
  readonly failed: (cause: unknown) => void;
}

export type BootStore = StoreApi<BootState>;

export interface BootWork {
  readonly host: Host;
  /** Two windows on one cache would sync and count twice: calls back once this one is alone. */
  readonly alone: (isWaiting: () => void) => Promise<void>;
  readonly setLook: (look: Look) => Promise<void>;
  readonly compose: (options: {
    readonly info: KioskInfo;
    readonly settings: Settings;
    readonly pinnedTrust: KioskPinnedTrust;
    readonly onRebuild: RebuildProgress;
    readonly failed: (cause: unknown) => void;
  }) => Promise<Kiosk>;
}

export function createBootStore(work: BootWork): BootStore {
  const { host } = work;
  return createStore<BootState>((set, get) => {
    const look = createLook(work, set);

    async function proceed(info: KioskInfo, known?: Settings): Promise<void> {
      const pinnedTrust = get().pinnedTrust ?? (await host.call('kiosk.pinnedTrust', {}));
      set({ pinnedTrust });
      if (info.enrolment === null) return set({ phase: { kind: 'enrol', info, pinnedTrust } });
      const settings = known ?? (await host.call('settings.read', {}));
      const before = get().look;
      const kiosk = await work.compose({
        info,
        pinnedTrust,
        settings: { ...settings, ...look.chosen, siteId: deskOf(settings, info.enrolment.siteIds) },
        onRebuild: ({ counted, total }) => set({ phase: { kind: 'rebuilding', counted, total } }),
        failed: get().failed,
      });
      set({ phase: { kind: 'ready', kiosk } });
      if (get().look !== before) void kiosk.settings.getState().change(look.chosen);
      // A screen that comes after the desk, such as one for a fault, has the look that was set in the desk.
      kiosk.settings.subscribe(({ settings: { language, theme } }) => set({ look: { language, theme } }));
    }

    return {
      phase: { kind: 'starting' },
      pinnedTrust: null,
      look: { language: 'zh', theme: 'light' },
      isLookKept: true,

      async start() {
        try {
          await work.alone(() => set({ phase: { kind: 'other-window' } }));
          const [settings, info, pinnedTrust] = await Promise.all([
            host.call('settings.read', {}),
            host.call('kiosk.info', {}),
            host.call('kiosk.pinnedTrust', {}),
          ]);
          set({ pinnedTrust });
          await look.show(settings);
          if (Object.keys(look.chosen).length > 0) await look.keep().catch(() => set({ isLookKept: false }));
          await proceed(info, settings);
        } catch (cause) {
          get().failed(cause);
        }
      },

      enrol: enrolWith({
        host,
        async taken(info) {
          const { phase } = get();
          const isNew = phase.kind === 'enrol' && phase.info.disabled === null;
          await proceed(info, isNew ? await setUpFrom(host) : undefined);
        },
        failed: (cause) => get().failed(cause),
      }),

      async chooseLook(part) {
        Object.assign(look.chosen, part);
        await look.show(get().look);
        // Another window may still change the settings before this one reads them.
        if (get().pinnedTrust === null) return;
        try {
          await look.keep();
        } catch (cause) {
          set({ isLookKept: false });
          if (cause instanceof HostGone) get().failed(cause);
        }
      },

      failed(cause) {
        const detail = messageOf(cause);
        set({ phase: { kind: cause instanceof HostGone ? 'host-gone' : 'failed', detail } });
      },
    };
  });
}

/** What a person has chosen in this window, perhaps before the settings were read. */
function createLook({ host, setLook }: BootWork, set: (part: Partial<BootState>) => void) {
  const chosen: Partial<Look> = {};
  return {
    chosen,
    async show(settings: Look): Promise<void> {
      const look = { language: settings.language, theme: settings.theme, ...chosen };
      set({ look });
      await setLook(look);
    },
    async keep(): Promise<void> {
      const settings = { ...(await host.call('settings.read', {})), ...chosen };
      const answer = await host.call('settings.write', settings);
      set({ isLookKept: answer.ok });
    },
  };
}

/** The settings with the first step of the set-up. If the host cannot keep them, the set-up still begins. */
async function setUpFrom(host: Host): Promise<Settings> {
  const settings = { ...(await host.call('settings.read', {})), setup: SETUP_STEPS[0] };
  await host.call('settings.write', settings).catch(() => null);
  return settings;
}

/**
 * The desk that was set, if this kiosk may still be it. If not, the only desk; if there are several, the clerk chooses.
 */
function deskOf(settings: Settings, siteIds: readonly string[]): string | null {
  if (settings.siteId !== null && siteIds.includes(settings.siteId)) return settings.siteId;
  return siteIds.length === 1 ? (siteIds[0] ?? null) : null;
}
