import { join } from 'node:path';
import { IDBKeyRange } from 'fake-indexeddb';
import packageJson from '../../../package.json' with { type: 'json' };
import type { LineStatus } from '../../app/sync/line-status.ts';
import { MINUTE_MS } from '../../domain/base/duration.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { httpTransport } from '../../host/district/district-transport.ts';
import { proxyIn } from '../../host/district/line-proxy.ts';
import type { KioskHost } from '../../host/host-options.ts';
import { createHost } from '../../host/kiosk-host.ts';
import { type FirstStart, prepareKiosk } from '../../host/profile/first-start.ts';
import { fileSecretStore } from '../../host/profile/secret-store.ts';
import { alreadyOpenWords, firstStartWords } from '../../host/start-words.ts';
import type { DemoCard } from '../../host-api/demo-api.ts';
import type { PinnedTrust } from '../../host-api/trust-api.ts';
import { createBootStore } from '../../kiosk/boot-store.ts';
import { composeKiosk } from '../../kiosk/compose.ts';
import type { Kiosk } from '../../kiosk/kiosk.ts';
import type { UiPort } from '../../kiosk/ui-port.ts';
import { createStore } from '../../store/store.ts';
import { CommandFault } from '../input/terminal.ts';
import type { DeskTime } from './desk-time.ts';
import { openKeptCache } from './kept-cache.ts';

/** `sync` waits no longer than this. */
const ROUND_MS_MAX = MINUTE_MS;
/** An answer must not depend on how busy the machine is. A clerk would be told after two seconds that it comes later. */
const SCRIPT_WAITS_MS = 15_000;

export interface ScriptedDeskOptions extends FirstStart {
  readonly folder: string;
  readonly time: DeskTime;
  readonly pinnedTrust: PinnedTrust;
  readonly districtUrl: string | null;
  readonly demoCards: readonly DemoCard[] | undefined;
  readonly isLineUp: boolean;
}

/** A kiosk without a window: the one of `src/kiosk` over the real host, its cache in a file. */
export interface ScriptedDesk {
  readonly kiosk: Kiosk;
  /** Says why the desk can do nothing any more (revoked, failed); null while it can. */
  readonly ended: () => string | null;
  /** False cuts the line to the district, true restores it. */
  setLine(isUp: boolean): void;
  /** Waits for one round with the district, however it goes; false if it did not finish in a minute. */
  sync(): Promise<boolean>;
  /** Writes the cache to its file. */
  keep(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the desk, and enrols it where it is not; throws `CommandFault`. */
export async function openDesk(parts: ScriptedDeskOptions): Promise<ScriptedDesk> {
  const { folder, time } = parts;
  let isLineUp = parts.isLineUp;
  const host = await hostOf(parts, () => isLineUp);
  try {
    const fault = await prepareKiosk(host, parts);
    if (fault !== null) throw new CommandFault(firstStartWords(fault));
    const cache = await openKeptCache(join(folder, 'cache'));
    let ended: string | null = null;
    let closeCache = () => {};
    const ui: UiPort = {
      isOrderInSight: () => true,
      cue: () => undefined,
      download: () => undefined,
      startAgain: () => {
        ended = '已不再是启用的前台 is no enrolled kiosk any more';
      },
    };
    const { factory: indexedDB } = cache;
    const boot = createBootStore({
      host,
      alone: async () => undefined,
      setLook: async () => undefined,
      compose: (options) =>
        composeKiosk({
          ...options,
          ...{ host, ui, timer: time.timer, random: Math.random, clerkWaitsMs: SCRIPT_WAITS_MS },
          async openCache(keys) {
            const opened = await createStore({ indexedDB, IDBKeyRange, keys });
            closeCache = opened.close;
            return opened;
          },
        }),
    });
    await boot.getState().start();
    const { phase } = boot.getState();
    if (phase.kind === 'enrol') {
      throw new CommandFault('前台未启用 the desk is not enrolled: give --district and --code-file');
    }
    if (phase.kind !== 'ready') throw new CommandFault('detail' in phase ? phase.detail : phase.kind);
    boot.subscribe(({ phase: now }) => {
      if ('detail' in now) ended = now.detail;
    });
    const { kiosk } = phase;
    return {
      kiosk,
      ended: () => ended,
      setLine: (isUp) => {
        isLineUp = isUp;
      },
      sync: () => roundOf(kiosk),
      keep: cache.keep,
      async close() {
        await kiosk.syncLoop.stop();
        try {
          await cache.keep();
        } finally {
          closeCache();
          await host.close();
        }
      },
    };
  } catch (thrown) {
    await host.close();
    throw thrown;
  }
}

async function hostOf(parts: ScriptedDeskOptions, isLineUp: () => boolean): Promise<KioskHost> {
  const carry = httpTransport({ proxy: proxyIn(process.env) });
  const started = await createHost({
    profileFolder: join(parts.folder, 'kiosk'),
    appVersion: packageJson.version,
    binding: 'loopback',
    pinnedTrust: parts.pinnedTrust,
    districtUrl: parts.districtUrl ?? undefined,
    secretStore: fileSecretStore(join(parts.folder, 'kiosk.key')),
    demoCards: parts.demoCards,
    clock: parts.time.clock,
    transport: async (request) =>
      isLineUp() ? carry(request) : { kind: 'unreachable', detail: 'the line of this desk is cut' },
  });
  switch (started.kind) {
    case 'ready':
      return started.host;
    case 'profile-in-use':
      throw new CommandFault(alreadyOpenWords(started.ownerPid));
    case 'profile-vanished':
      throw new CommandFault(started.kind);
    case 'profile-unusable':
      throw new CommandFault(
        `数据文件夹不能用 The data folder cannot be used ${parts.folder}: ${started.detail}`,
      );
    default:
      return unreachable(started);
  }
}

/** A round that begins from now on, to its end; false if it takes too long. */
async function roundOf({ syncLoop }: Kiosk): Promise<boolean> {
  // A round that runs already may have begun before the last record was written.
  if (!(await until(syncLoop, ({ isSyncing }) => !isSyncing))) return false;
  syncLoop.syncNow();
  return (
    (await until(syncLoop, ({ isSyncing }) => isSyncing)) &&
    (await until(syncLoop, ({ isSyncing }) => !isSyncing))
  );
}

function until(
  { status, subscribe }: Kiosk['syncLoop'],
  isSo: (status: LineStatus) => boolean,
): Promise<boolean> {
  if (isSo(status())) return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = (isWhole: boolean) => {
      clearTimeout(late);
      leave();
      resolve(isWhole);
    };
    const late = setTimeout(() => done(false), ROUND_MS_MAX);
    const leave = subscribe(() => {
      if (isSo(status())) done(true);
    });
  });
}
