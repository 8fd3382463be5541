import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { shownAddress } from '../../domain/base/typed-text.ts';
import { httpTransport } from '../../host/district/district-transport.ts';
import { addressFaultOf, placeOf } from '../../host/district/line-address.ts';
import { strangerKindOf } from '../../host/district/line-failure.ts';
import { proxyIn } from '../../host/district/line-proxy.ts';
import { type LineTrust, lineTrustAt, lineTrustIn } from '../../host/district/line-trust.ts';
import { ENROLMENT_FILE } from '../../host/profile/enrolment-file.ts';
import { firstStartWords, lineFaultWords } from '../../host/start-words.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import { shippedCatalogue } from '../catalogue/catalogue-source.ts';
import { fileWordsInBoth } from '../input/file-words.ts';
import type { StartOptions } from './options.ts';

const HEALTH_MS_MAX = 3_000;
/** What a technician may have allowed or taken in at an earlier start. */
const MAY_BE_SETTLED = /^(tls-|http-not-allowed$)/;

const ALLOW_HTTP: readonly [zh: string, en: string] = [
  '；路上的人都能看到、能改动，技术员确认可以这样用时加 --allow-http',
  '. Everybody on the way could read and change what is said; --allow-http uses it all the same',
];

const Health = z.object({ status: z.literal('ok') });

/** The demo's district has the desks of the shipped catalogue; another one is asked once the kiosk is enrolled. */
export function unknownDesk({ siteId, districtUrl }: StartOptions): string | null {
  if (districtUrl !== null) return null;
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
    return `数据文件夹不能用 The data folder cannot be used ${folder}: ${fileWordsInBoth(cause)}`;
  }
}

/** A port that another program has, in words; null for a free one. */
export function takenPort(port: number): Promise<string | null> {
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

/**
 * Says in the words of the enrolment form why the kiosk may not use this address; null if it may. What a technician
 * allowed for the address counts, now or at an earlier start of one of these profiles.
 */
export function refusedDistrict(
  { districtUrl, dataFolder }: Pick<StartOptions, 'districtUrl' | 'dataFolder'>,
  lineTrust: LineTrust | null,
): string | null {
  if (districtUrl === null) return null;
  const settled = profileFoldersIn(dataFolder).map((folder) => lineTrustAt(lineTrustIn(folder), districtUrl));
  const settledTrust = [lineTrust, ...settled].find((one) => one?.allowsHttp === true) ?? lineTrust;
  const fault = addressFaultOf(districtUrl, settledTrust);
  if (fault === null) return null;
  const [zh, en] = lineFaultWords(fault);
  const [helpZh, helpEn] = fault === 'http-not-allowed' ? ALLOW_HTTP : ['', ''];
  return `--district ${shownAddress(districtUrl)}：${zh}${helpZh}。\n${en}${helpEn}.`;
}

/** The profile of the kiosk in a browser, and that of the kiosk in Electron. */
export function profileFoldersIn(dataFolder: string): readonly string[] {
  return [join(dataFolder, 'kiosk'), join(dataFolder, 'electron', 'kiosk')];
}

/**
 * Says why a demo must not use this data folder; null if it may. A kiosk of another district would be enrolled with the
 * demo's district, and would upload its waiting records there. A demo keeps its own district beside its kiosk.
 */
export function foreignData(dataFolder: string, profileFolders: readonly string[]): string | null {
  const isEnrolled = profileFolders.some((folder) => existsSync(join(folder, ENROLMENT_FILE)));
  if (!isEnrolled || existsSync(join(dataFolder, 'district'))) return null;
  return `${dataFolder} 里的前台属于别的区平台：请用 --district 写明它的地址，或换一个 --data 文件夹试用。\nThe kiosk in ${dataFolder} belongs to another district: name it with --district, or take another --data folder for a demo.`;
}

/**
 * Whether a district answers at the address; in words where none does. The kiosk opens anyway. What its profile may
 * have settled for the address is not known yet, so that the window tells it.
 */
export async function unheardDistrict(url: string, lineTrust: LineTrust | null): Promise<string | null> {
  const transport = httpTransport({
    requestMsMax: HEALTH_MS_MAX,
    lineTrust,
    proxy: proxyIn(process.env),
  });
  const place = placeOf(url, 'health');
  const answer = await transport({ method: 'GET', ...place, headers: {}, body: null });
  if (answer.kind !== 'answered') {
    const { kind, detail } = answer;
    return lineTrust === null && MAY_BE_SETTLED.test(kind) ? null : unheardWords(url, { kind, detail });
  }
  const { status, body } = answer;
  if (status === 200 && body.kind === 'whole' && Health.safeParse(jsonOf(body.text)).success) return null;
  const kind = strangerKindOf(url, status);
  if (kind !== null) return unheardWords(url, { kind, detail: `HTTP ${status}` });
  return `--district ${shownAddress(url)}：答话的不是区平台（HTTP ${status}），请核对地址。What answers there is no district (HTTP ${status}); check the address.`;
}

function unheardWords(
  url: string,
  { kind, detail }: { readonly kind: LineFault['kind']; readonly detail: string },
): string {
  const [zh, en] = lineFaultWords(kind);
  return `--district ${shownAddress(url)}：${zh}；没有网络时也能打开。No district answers there (${detail}): ${en}. The kiosk opens without one.`;
}
