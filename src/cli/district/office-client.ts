import type { z } from 'zod';
import { StartFault } from '../../district/start-fault.ts';
import { type DistrictTransport, httpTransport, type LineAnswer } from '../../host/district-transport.ts';
import { proxyIn } from '../../host/line-proxy.ts';
import type { LineTrust } from '../../host/line-trust.ts';
import { lineFaultWords } from '../../host/start-words.ts';
import { WireError } from '../../protocol/wire.ts';
import { CommandFault } from '../command-fault.ts';
import { readSecret } from '../secret-input.ts';
import { shownAddress } from '../start/early-checks.ts';
import { lineTrustOf } from '../start/line-trust.ts';

/** How a command names a running district. */
export const OFFICE_OPTIONS = {
  url: { type: 'string' },
  token: { type: 'string' },
  'token-file': { type: 'string' },
  ca: { type: 'string' },
  'allow-http': { type: 'boolean' },
} as const;

export const OFFICE_LINE_USAGE = `  --url URL       a district that runs: https:// anywhere, http:// on this machine alone
  --ca FILE       a certificate (PEM or DER) that vouches for that district; HTTPS_PROXY and NO_PROXY are honoured
  --allow-http    ask it without TLS: everybody on the way can read the token of the office`;

/** A running district and what a technician lets this command believe of it. */
export interface OfficePlace {
  readonly url: string;
  readonly 'token-file'?: string | undefined;
  readonly ca?: string | undefined;
  readonly 'allow-http'?: boolean | undefined;
}

/** What a district answered; `status` of what is no success decides what to say. */
export interface OfficeAnswer {
  readonly status: number;
  readonly text: string;
}

/** Asks a running district as its office, by the rules that a kiosk has for its line. */
export type OfficeClient = (path: string, body?: object) => Promise<OfficeAnswer>;

/** Throws `CommandFault` where the token or the certificate cannot be read. */
export function officeClient(place: OfficePlace): OfficeClient {
  const { url } = place;
  const trust = trustOf(place);
  const token = readSecret(place['token-file'] ?? '-');
  if (!token.ok) throw new CommandFault(token.reason);
  const base = `${url.replace(/\/+$/, '')}/v1/office/`;
  const authorization = `Bearer ${token.text}`;
  const transport = httpTransport({ trust, proxy: proxyIn(process.env) });
  return async (path, body) => answered(url, await transport(requestOf(base + path, authorization, body)));
}

function trustOf({ url, ca, 'allow-http': allowsHttp = false }: OfficePlace): LineTrust | null {
  if (!URL.canParse(url)) throw new CommandFault(`${url}: ${lineWords('address-unusable')}`);
  if (ca !== undefined && url.startsWith('http:')) {
    throw new CommandFault('--ca 只用于 https:// 的地址 --ca is for an https:// address');
  }
  const trust = lineTrustOf({ districtUrl: url, authorityFile: ca ?? null, allowsHttp });
  if (typeof trust === 'string') throw new CommandFault(trust);
  return trust;
}

function requestOf(
  url: string,
  authorization: string,
  body: object | undefined,
): Parameters<DistrictTransport>[0] {
  if (body === undefined) return { method: 'GET', url, target: '', headers: { authorization }, body: null };
  const headers = { authorization, 'content-type': 'application/json' };
  return { method: 'POST', url, target: '', headers, body: Buffer.from(JSON.stringify(body)) };
}

/** Throws `StartFault` where nothing came, or not the whole of it. */
function answered(url: string, answer: LineAnswer): OfficeAnswer {
  if (answer.kind !== 'answered') {
    throw new StartFault(
      'database-unreachable',
      `${shownAddress(url)}: ${lineWords(answer.kind)} (${answer.detail})`,
    );
  }
  const { status, body } = answer;
  if (body.kind !== 'whole') {
    throw new StartFault(
      'database-unreachable',
      `${shownAddress(url)}: ${lineWords('nonsense')} (${body.kind})`,
    );
  }
  return { status, text: body.text };
}

/** The body of a success; throws `StartFault` with what the district said otherwise, or where nobody of its kind speaks. */
export function readOffice<T>({ status, text }: OfficeAnswer, schema: z.ZodType<T>): T {
  const value = jsonIn(text);
  const read = status === 200 ? schema.safeParse(value) : null;
  if (read?.success === true) return read.data;
  const said = WireError.safeParse(value);
  throw new StartFault(
    'database-unreachable',
    said.success
      ? `the district refused: ${status} ${said.data.error.message}`
      : `${lineWords('nonsense')} (HTTP ${status})`,
  );
}

type FaultKind = Parameters<typeof lineFaultWords>[0];

/** Where an option of these commands helps. */
const HELP: Partial<Readonly<Record<FaultKind, string>>> = {
  'http-not-allowed':
    '；路上的人都能看到局里的口令，确需如此用 --allow-http. Everybody on the way could read the token of the office; --allow-http sends it all the same',
  'tls-self-signed': '；用 --ca 给出证书 give it with --ca FILE',
  'tls-unknown-authority': '；用 --ca 给出该机构的证书 give that of the authority with --ca FILE',
};

function lineWords(kind: FaultKind): string {
  const [zh, en] = lineFaultWords(kind);
  return `${zh} ${en}${HELP[kind] ?? ''}`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
