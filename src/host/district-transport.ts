import { pipeline, type Readable } from 'node:stream';
import { createSecureContext, rootCertificates } from 'node:tls';
import { createGunzip } from 'node:zlib';
import { Agent, request as ask, type Dispatcher } from 'undici';
import type { LineFault } from '../host-api/host-api.ts';
import { NEXT_NONCE } from '../protocol/message-signature.ts';
import { type BoundedBody, readBounded } from './bounded-body.ts';
import { addressFaultOf } from './line-address.ts';
import { failureOf } from './line-failure.ts';
import { type LineTrust, trustAt } from './line-trust.ts';

/** One question to the district as it goes over the line. */
export interface LineRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Path and query from the district's address on: what is signed, since a proxy may take off what comes before. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | null;
}

/** What came back: an answer of whatever kind and from whomever, or nothing. */
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
  /** What a technician has settled for one address. */
  readonly trust?: LineTrust | null;
}

/**
 * HTTP with bounds on the time and on what an answer may unpack to. Redirects are followed nowhere: a captive portal
 * sends them, and credentials are for the district alone.
 */
export function httpTransport({
  requestMsMax = REQUEST_MS_MAX,
  replyBytesMax = REPLY_BYTES_MAX,
  trust = null,
}: TransportLimits = {}): DistrictTransport {
  const agent = agentsOf();
  return async ({ method, url, headers, body }) => {
    const here = trustAt(trust, url);
    const unusable = addressFaultOf(url, here);
    if (unusable !== null) return { kind: unusable, detail: 'not asked' };
    try {
      const response = await ask(url, {
        method,
        headers: { ...headers, 'accept-encoding': 'gzip' },
        body,
        signal: AbortSignal.timeout(requestMsMax),
        dispatcher: agent(here?.authorityPem ?? null),
      });
      const read = await readBounded(unpacked(response), replyBytesMax);
      const retryAfter = headerOf(response, 'retry-after');
      const nextNonce = headerOf(response, NEXT_NONCE);
      return { kind: 'answered', status: response.statusCode, retryAfter, nextNonce, body: read };
    } catch (error) {
      return failureOf(error);
    }
  };
}

/** An answer in another packing than was asked for is none of the district's, and read as it is. */
function unpacked(response: Dispatcher.ResponseData): Readable {
  if (headerOf(response, 'content-encoding') !== 'gzip') return response.body;
  // What fails on the way fails the reading too.
  return pipeline(response.body, createGunzip(), () => undefined);
}

/** Null for a header that is not there, or came more than once. */
function headerOf({ headers }: Dispatcher.ResponseData, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

/** Agents by what they believe, each made when it is first asked for: that parses some hundred certificates. */
function agentsOf() {
  const made = new Map<string | null, Agent>();
  return (authorityPem: string | null): Agent => {
    const known = made.get(authorityPem) ?? agentOf(authorityPem);
    made.set(authorityPem, known);
    return known;
  };
}

/**
 * Believes the authorities that come with Node, and this one. They are named here, so that no variable of the
 * environment and no setting of the machine adds one or turns the check off.
 */
function agentOf(authorityPem: string | null): Agent {
  const ca = [...rootCertificates, ...(authorityPem === null ? [] : [authorityPem])];
  const secureContext = createSecureContext({ ca });
  return new Agent({ allowH2: false, connect: { rejectUnauthorized: true, secureContext } });
}
