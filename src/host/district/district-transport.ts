import { constants } from 'node:crypto';
import { pipeline, type Readable } from 'node:stream';
import { createSecureContext, rootCertificates } from 'node:tls';
import { createGunzip } from 'node:zlib';
import { Agent, request as ask, type Dispatcher } from 'undici';
import type { LineFault } from '../../protocol/line-fault.ts';
import { NEXT_NONCE } from '../../protocol/message-signature.ts';
import { type BoundedBody, readBounded } from './bounded-body.ts';
import { addressFaultOf, isThisMachine, type Place } from './line-address.ts';
import { failureOf } from './line-failure.ts';
import { type LineProxy, PROXY_MS_MAX, proxyAgent } from './line-proxy.ts';
import { type LineTrust, lineTrustAt } from './line-trust.ts';

/** One question to the district as it goes over the line. */
export interface LineRequest extends Place {
  readonly method: 'GET' | 'POST';
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | null;
}

/** What came back: an answer of any kind from anybody, or nothing. */
export type LineAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter: string | null;
      /** The district's nonce for a later request. */
      readonly nextNonce: string | null;
      readonly body: BoundedBody;
    }
  | { readonly kind: LineFault['kind']; readonly detail: string };

/** Carries a question to the district and brings the answer; never rejects. */
export type DistrictTransport = (request: LineRequest) => Promise<LineAnswer>;

const REQUEST_MS_MAX = 20_000;
/** A roster page of 1000 cards takes less than 2 MiB, a catalogue less than that. */
const REPLY_BYTES_MAX = 8 * 1024 * 1024;

export interface TransportLimits {
  readonly requestMsMax?: number;
  readonly replyBytesMax?: number;
  readonly proxyMsMax?: number;
  /** What a technician has allowed for one address. */
  readonly lineTrust?: LineTrust | null;
  /** The proxy for every `https://` address except this machine. */
  readonly proxy?: LineProxy | null;
}

/**
 * HTTP with bounds on the time and on what an answer may unpack to. Redirects are followed nowhere: a captive portal
 * sends them, and credentials are for the district alone.
 */
export function httpTransport({
  requestMsMax = REQUEST_MS_MAX,
  replyBytesMax = REPLY_BYTES_MAX,
  proxyMsMax = PROXY_MS_MAX,
  lineTrust = null,
  proxy = null,
}: TransportLimits = {}): DistrictTransport {
  const agent = agentsOf(proxy, proxyMsMax);
  return async ({ method, url, headers, body }) => {
    const here = lineTrustAt(lineTrust, url);
    const unusable = addressFaultOf(url, here);
    if (unusable !== null) return { kind: unusable, detail: 'not asked' };
    try {
      const signal = AbortSignal.timeout(requestMsMax);
      const asking = ask(url, {
        method,
        headers: { ...headers, 'accept-encoding': 'gzip' },
        body,
        signal,
        dispatcher: agent(url, here?.authorityPem ?? null),
      });
      // While it connects, undici does not listen to the signal.
      const response = await Promise.race([asking, abortOf(signal)]);
      if (isSentToTls(url, response)) {
        await response.body.dump();
        return { kind: 'https-wanted', detail: `${response.statusCode}` };
      }
      const read = await readBounded(unpacked(response), replyBytesMax);
      const retryAfter = headerOf(response, 'retry-after');
      const nextNonce = headerOf(response, NEXT_NONCE);
      return { kind: 'answered', status: response.statusCode, retryAfter, nextNonce, body: read };
    } catch (error) {
      return failureOf(error);
    }
  };
}

/** Rejects when the signal is given. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** True for the answer by which a server redirects to itself with TLS. */
function isSentToTls(url: string, response: Dispatcher.ResponseData): boolean {
  if (response.statusCode < 300 || response.statusCode > 399) return false;
  const asked = new URL(url);
  const target = URL.parse(headerOf(response, 'location') ?? '', url);
  return asked.protocol === 'http:' && target?.protocol === 'https:' && target.hostname === asked.hostname;
}

/** An answer in another compression than the one asked for is not the district's. It is read as it is. */
function unpacked(response: Dispatcher.ResponseData): Readable {
  if (headerOf(response, 'content-encoding') !== 'gzip') return response.body;
  // An error on the way also ends the reading.
  return pipeline(response.body, createGunzip(), () => undefined);
}

/** Null for a header that is not there, or came more than once. */
function headerOf({ headers }: Dispatcher.ResponseData, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

/**
 * One agent for each proxy and each trusted certificate. Each is made when it is first asked for, since that takes
 * time.
 */
function agentsOf(proxy: LineProxy | null, proxyMsMax: number) {
  const made = new Map<string, Dispatcher>();
  return (url: string, authorityPem: string | null): Dispatcher => {
    const way = isThisMachine(new URL(url).hostname) ? null : proxy;
    const name = `${way === null ? 'straight' : 'proxy'} ${authorityPem}`;
    const known = made.get(name) ?? agentOf(way, authorityPem, proxyMsMax);
    made.set(name, known);
    return known;
  };
}

function agentOf(proxy: LineProxy | null, authorityPem: string | null, proxyMsMax: number): Dispatcher {
  const toDistrict = strictTls(authorityPem);
  return proxy === null
    ? new Agent({ allowH2: false, connect: toDistrict })
    : proxyAgent(proxy, { toDistrict, toProxy: strictTls(null), proxyMsMax });
}

/**
 * Trusts the authorities that come with Node, and this certificate, which may be any certificate of its chain. They are
 * named here with the versions and ciphers. So no variable and no setting of the machine adds to them or turns the
 * check off.
 */
function strictTls(authorityPem: string | null) {
  const secureContext = createSecureContext({
    ca: [...rootCertificates, ...(authorityPem === null ? [] : [authorityPem])],
    allowPartialTrustChain: true,
    minVersion: 'TLSv1.2',
    ciphers: constants.defaultCoreCipherList,
  });
  return { rejectUnauthorized: true, secureContext };
}
