import { join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { prepareKiosk } from '../../host/first-start.ts';
import type { HostFinding } from '../../host/host-options.ts';
import { createHost } from '../../host/kiosk-host.ts';
import { startLoopback } from '../../host/loopback/loopback-server.ts';
import { fileSecretStore, type SecretStore } from '../../host/secret-store.ts';
import { PROJECT_FOLDER } from './build-app.ts';
import { demoTrayCards } from './demo-tray-cards.ts';

export interface ServeOptions {
  readonly dataFolder: string;
  readonly port: number;
  readonly siteId: string | null;
  readonly districtUrl: string | null;
  readonly enrolmentCode: string | null;
  readonly isDemo: boolean;
}

export type Serving =
  | { readonly kind: 'serving'; readonly issueUrl: () => string; readonly close: () => Promise<void> }
  | { readonly kind: 'failed'; readonly reason: string };

/** The host and the loopback binding in this process: the kiosk without Electron. */
export async function serveKiosk(options: ServeOptions, say: (line: string) => void): Promise<Serving> {
  const profileFolder = join(options.dataFolder, 'kiosk');
  const secretStore = openKeyFile(join(options.dataFolder, 'kiosk.key'));
  if (typeof secretStore === 'string') return failed(`数据文件夹不能用 ${profileFolder}: ${secretStore}`);
  const started = await createHost({
    profileFolder,
    appVersion: packageJson.version,
    binding: 'loopback',
    districtUrl: options.districtUrl ?? undefined,
    secretStore,
    demoCards: options.isDemo ? demoTrayCards() : undefined,
  });
  if (started.kind === 'profile-in-use') {
    return failed(`前台已经开着 This kiosk is already open (process ${started.ownerPid}).`);
  }
  if (started.kind === 'profile-unusable')
    return failed(`数据文件夹不能用 ${profileFolder}: ${started.detail}`);
  const { host } = started;
  for (const finding of started.findings) say(wordsFor(finding));
  const notEnrolled = await prepareKiosk(host, options);
  if (notEnrolled) say(`登记没有成功 This kiosk could not be enrolled: ${notEnrolled.kind}`);
  const siteIds = (await host.call('kiosk.info', {})).enrolment?.siteIds ?? [];
  if (options.siteId !== null && siteIds.length > 0 && !siteIds.includes(options.siteId)) {
    await host.close();
    return failed(`没有这个台 There is no desk ${options.siteId}; choose one of:\n  ${siteIds.join('\n  ')}`);
  }
  const loopback = await startLoopback({
    host,
    rendererFolder: join(PROJECT_FOLDER, 'out', 'renderer'),
    port: options.port,
  });
  if (loopback.kind === 'port-busy') {
    await host.close();
    return failed(`端口 ${loopback.port} 被占用，请用 --port。Port ${loopback.port} is taken; use --port.`);
  }
  return {
    kind: 'serving',
    issueUrl: loopback.issueUrl,
    async close() {
      await loopback.close();
      await host.close();
    },
  };
}

/** The key file's store, or what its disk or its content says against it. */
function openKeyFile(path: string): SecretStore | string {
  try {
    return fileSecretStore(path);
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function wordsFor(finding: HostFinding): string {
  return `注意 Note: ${JSON.stringify(finding)}`;
}

function failed(reason: string): Serving {
  return { kind: 'failed', reason };
}
