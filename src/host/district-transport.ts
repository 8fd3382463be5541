import { NEXT_NONCE } from '../protocol/message-signature.ts';
import { type BoundedBody, readBounded } from './bounded-body.ts';
import { errorCodeOf } from './error-code.ts';

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
  | { readonly kind: 'timeout' | 'unreachable'; readonly detail: string };

/** Carries a question to the district and brings the answer; never rejects. */
export type DistrictTransport = (request: LineRequest) => Promise<LineAnswer>;

const REQUEST_MS_MAX = 20_000;
/** A roster page of 1000 cards takes less than 2 MiB, a catalogue less than that. */
const REPLY_BYTES_MAX = 8 * 1024 * 1024;

export interface TransportLimits {
  readonly requestMsMax?: number;
  readonly replyBytesMax?: number;
}

/** HTTP by `fetch`, with bounds on the time and on what an answer may unpack to. */
export function fetchTransport({
  requestMsMax = REQUEST_MS_MAX,
  replyBytesMax = REPLY_BYTES_MAX,
}: TransportLimits = {}): DistrictTransport {
  return async ({ method, url, headers, body }) => {
    try {
      const response = await fetch(url, {
        method,
        headers,
        body,
        // A captive portal redirects; credentials are for the district alone.
        redirect: 'manual',
        signal: AbortSignal.timeout(requestMsMax),
      });
      const read = await readBounded(response, replyBytesMax);
      const retryAfter = response.headers.get('retry-after');
      const nextNonce = response.headers.get(NEXT_NONCE);
      return { kind: 'answered', status: response.status, retryAfter, nextNonce, body: read };
    } catch (error) {
      return noAnswer(error);
    }
  };
}

function noAnswer(error: unknown): LineAnswer {
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return { kind: isTimeout ? 'timeout' : 'unreachable', detail: errorCodeOf(cause) ?? String(cause) };
}
