import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { z } from 'zod';
import { firstStartWords } from '../../host/start-words.ts';
import { shippedCatalogue } from '../catalogue/shipped-catalogue.ts';
import type { StartOptions } from './options.ts';

const HEALTH_MS_MAX = 3_000;
/** The line or the name is at fault; what TLS has against a certificate is told by the window, at length. */
const UNREACHED = /^(ECONN|EHOST|ENET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT)/;

const Health = z.object({ status: z.literal('ok') });

/** What makes a start pointless, in words, before anything is built or started; null for nothing. */
export async function whyNotStart(options: StartOptions, needsPort: boolean): Promise<string | null> {
  const site = options.districtUrl === null ? unknownSite(options.siteId) : null;
  return site ?? (needsPort ? takenPort(options.port) : null);
}

/** The demo's district has the desks of the shipped catalogue; another one is asked once the kiosk is enrolled. */
function unknownSite(siteId: string | null): string | null {
  const siteIds = shippedCatalogue().sites.map(({ id }) => id);
  if (siteId === null || siteIds.includes(siteId)) return null;
  return firstStartWords({ kind: 'unknown-site', siteId, siteIds });
}

/** Makes the folder where it is not there; why it cannot be used, in words. */
export function unusableFolder(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (cause) {
    return `数据文件夹不能用 The data folder cannot be used ${folder}: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

function takenPort(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) =>
      resolve(
        cause.code === 'EADDRINUSE'
          ? `端口 ${port} 被占用，请用 --port。Port ${port} is taken; use --port.`
          : `端口 ${port} 不能用，请用 --port。Port ${port} cannot be used (${cause.code}); use --port.`,
      ),
    );
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

/** Whether a district answers at the address; in words where none does. The kiosk opens all the same. */
export async function unheardDistrict(url: string): Promise<string | null> {
  try {
    const answer = await fetch(`${url}/v1/health`, { signal: AbortSignal.timeout(HEALTH_MS_MAX) });
    const isDistrict = answer.ok && Health.safeParse(await answer.json().catch(() => null)).success;
    if (isDistrict) return null;
    return `--district ${url}：答话的不是区平台（HTTP ${answer.status}），请核对地址。What answers there is no district (HTTP ${answer.status}); check the address.`;
  } catch (cause) {
    const reason = reasonOf(cause);
    if (reason === null) return null;
    return `--district ${url}：现在连不上（${reason}），请核对地址；没有网络时也能打开。No district answers there (${reason}); check the address. The kiosk opens without one.`;
  }
}

function reasonOf(thrown: unknown): string | null {
  if (!(thrown instanceof Error)) return null;
  if (thrown.name === 'TimeoutError') return `${HEALTH_MS_MAX / 1000} s`;
  const { cause } = thrown;
  if (!(cause instanceof Error)) return null;
  if ('code' in cause && typeof cause.code === 'string')
    return UNREACHED.test(cause.code) ? cause.code : null;
  return cause.message === 'bad port' ? cause.message : null;
}
