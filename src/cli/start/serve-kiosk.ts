import { join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { demoTrayCards } from '../../district/demo/signed-cards.ts';
import { errorCodeOf } from '../../host/disk/error-code.ts';
import { proxyIn } from '../../host/district/line-proxy.ts';
import type { LineTrust } from '../../host/district/line-trust.ts';
import { createHost } from '../../host/kiosk-host.ts';
import { startLoopback } from '../../host/loopback/loopback-server.ts';
import { leaveDoorOpen } from '../../host/loopback/open-door.ts';
import { prepareKiosk } from '../../host/profile/first-start.ts';
import { profileTraces, traceFolderOf } from '../../host/profile/profile-trace.ts';
import { fileSecretStore, type SecretStore } from '../../host/profile/secret-store.ts';
import { alreadyOpenWords, firstStartWords, troubleWords, vanishedWords } from '../../host/start-words.ts';
import type { PinnedTrust } from '../../host-api/trust-api.ts';
import { fileWordsInBoth } from '../input/file-words.ts';
import { PROJECT_FOLDER } from './build-app.ts';

export interface ServeOptions {
  readonly dataFolder: string;
  readonly port: number;
  readonly siteId: string | null;
  readonly districtUrl: string | null;
  readonly enrolmentCode: string | null;
  readonly isDemo: boolean;
  /** Begins a new profile if there was one that has vanished; a demo does so by itself, and says it. */
  readonly newProfile: boolean;
  readonly pinnedTrust: PinnedTrust;
  readonly lineTrust: LineTrust | null;
}

export type Serving =
  | { readonly kind: 'serving'; readonly issueUrl: () => string; readonly close: () => Promise<void> }
  | { readonly kind: 'failed'; readonly reason: string };

/** The host and the loopback binding in this process: the kiosk without Electron. */
export async function serveKiosk(options: ServeOptions, say: (line: string) => void): Promise<Serving> {
  const profileFolder = join(options.dataFolder, 'kiosk');
  const secretStore = openKeyFile(join(options.dataFolder, 'kiosk.key'));
  if (typeof secretStore === 'string')
    return failed(`数据文件夹不能用 The data folder cannot be used ${profileFolder}: ${secretStore}`);
  const started = await createHost({
    profileFolder,
    appVersion: packageJson.version,
    binding: 'loopback',
    pinnedTrust: options.pinnedTrust,
    lineTrust: options.lineTrust ?? undefined,
    proxy: proxyIn(process.env),
    districtUrl: options.districtUrl ?? undefined,
    secretStore,
    onTrouble: (trouble) => say(troubleWords(trouble)),
    traces: profileTraces(traceFolderOf(process.env)),
    newProfile: options.newProfile || options.isDemo,
    demoCards: options.isDemo ? demoTrayCards() : undefined,
  });
  if (started.kind === 'profile-in-use') {
    return failed(alreadyOpenWords(started.ownerPid));
  }
  if (started.kind === 'profile-vanished') {
    return failed(`${vanishedWords(started)}\n  npm start -- --new-profile`);
  }
  if (started.kind === 'profile-unusable')
    return failed(`数据文件夹不能用 The data folder cannot be used ${profileFolder}: ${started.detail}`);
  const { host } = started;
  for (const trouble of started.troubles) say(troubleWords(trouble));
  const fault = await prepareKiosk(host, options);
  if (fault?.kind === 'unknown-site') {
    await host.close();
    return failed(firstStartWords(fault));
  }
  if (fault !== null) say(firstStartWords(fault));
  const loopback = await startLoopback({
    host,
    rendererFolder: join(PROJECT_FOLDER, 'out', 'renderer'),
    port: options.port,
  });
  if (loopback.kind === 'port-busy') {
    await host.close();
    return failed(`端口 ${loopback.port} 被占用，请用 --port。Port ${loopback.port} is taken; use --port.`);
  }
  const { origin, doorSecret: secret } = loopback;
  const door = leaveDoorOpen(profileFolder, { origin, secret });
  return {
    kind: 'serving',
    issueUrl: loopback.issueUrl,
    async close() {
      door.close();
      await loopback.close();
      await host.close();
    },
  };
}

/** The key file's store, or why its disk or its content does not allow it. */
function openKeyFile(path: string): SecretStore | string {
  try {
    return fileSecretStore(path);
  } catch (cause) {
    return errorCodeOf(cause) === null && cause instanceof Error
      ? cause.message
      : `${path}: ${fileWordsInBoth(cause)}`;
  }
}

function failed(reason: string): Serving {
  return { kind: 'failed', reason };
}
