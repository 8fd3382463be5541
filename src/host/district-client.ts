import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { LineFault } from '../host-api/host-api.ts';
import {
  CatalogueReply,
  type Cursor,
  EnrolReply,
  type EnrolRequest,
  PushReply,
  type PushRequest,
  ROSTER_PAGE_MAX,
  RosterPage,
  WIRE_VERSION,
  WireError,
} from '../protocol/wire.ts';
import { type BoundedBody, readBounded } from './bounded-body.ts';
import { refusalOf } from './district-refusal.ts';
import { retryAfterMsOf } from './retry-after.ts';

const REQUEST_MS_MAX = 20_000;
/** A roster page of 1000 cards takes less than 2 MiB, a catalogue less than that. */
const REPLY_BYTES_MAX = 8 * 1024 * 1024;

/** The answer, or the fault with the district's own word for it where it gave one. */
export type DistrictResult<T> =
  | { readonly ok: true; readonly value: T; readonly clockOffsetMs: number | null }
  | { readonly ok: false; readonly fault: LineFault; readonly wireKind: WireError['error']['kind'] | null };

/** One kiosk's credentials and where they are good. */
export interface DistrictAccount {
  readonly districtUrl: string;
  readonly token: string;
}

export interface DistrictClient {
  enrol(districtUrl: string, request: EnrolRequest): Promise<DistrictResult<EnrolReply>>;
  push(account: DistrictAccount, journalId: string, request: PushRequest): Promise<DistrictResult<PushReply>>;
  rosterPage(account: DistrictAccount, cursor: Cursor | null): Promise<DistrictResult<RosterPage>>;
  catalogue(account: DistrictAccount, have: number): Promise<DistrictResult<CatalogueReply>>;
}

export interface DistrictClientOptions {
  readonly now: () => number;
  readonly requestMsMax?: number;
  readonly replyBytesMax?: number;
}

/** Speaks the wire of `src/protocol/`. Never throws for what a network or a server may do. */
export function districtClient(options: DistrictClientOptions): DistrictClient {
  const ask = <T extends z.ZodType>(schema: T, url: string, init: RequestInit) =>
    askDistrict(schema, url, init, {
      now: options.now,
      requestMsMax: options.requestMsMax ?? REQUEST_MS_MAX,
      replyBytesMax: options.replyBytesMax ?? REPLY_BYTES_MAX,
    });
  return {
    enrol: (districtUrl, request) =>
      ask(EnrolReply, routeOf(districtUrl, 'enrol'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      }),
    push: (account, journalId, request) =>
      ask(PushReply, routeOf(account.districtUrl, `journals/${journalId}/entries`), {
        method: 'POST',
        headers: {
          ...bearerOf(account),
          'content-type': 'application/json',
          'content-encoding': 'gzip',
        },
        body: Uint8Array.from(gzipSync(JSON.stringify(request))),
      }),
    rosterPage(account, cursor) {
      const query = new URLSearchParams({ limit: String(ROSTER_PAGE_MAX) });
      if (cursor !== null) query.set('cursor', cursor);
      return ask(RosterPage, routeOf(account.districtUrl, `roster?${query}`), {
        headers: bearerOf(account),
      });
    },
    catalogue: (account, have) =>
      ask(CatalogueReply, routeOf(account.districtUrl, `catalogue?have=${have}`), {
        headers: bearerOf(account),
      }),
  };
}

async function askDistrict<T extends z.ZodType>(
  schema: T,
  url: string,
  init: RequestInit,
  limits: Required<DistrictClientOptions>,
): Promise<DistrictResult<z.output<T>>> {
  const sentMs = limits.now();
  let response: Response;
  let body: BoundedBody;
  try {
    response = await fetch(url, {
      ...init,
      // A captive portal redirects; the token is for the district alone.
      redirect: 'manual',
      signal: AbortSignal.timeout(limits.requestMsMax),
    });
    body = await readBounded(response, limits.replyBytesMax);
  } catch (error) {
    return noAnswer(error);
  }
  const retryAfterMs = retryAfterMsOf(response.headers.get('retry-after'), limits.now());
  if (body.kind !== 'whole') return nonsense(`${response.status}, ${body.kind}`, retryAfterMs);
  if (!response.ok) return refusalResult(response.status, body.text, retryAfterMs);
  const value = schema.safeParse(jsonOf(body.text));
  if (!value.success) return nonsense(`${response.status}, not a reply of the district`, retryAfterMs);
  return { ok: true, value: value.data, clockOffsetMs: offsetOf(value.data, sentMs, limits.now()) };
}

function refusalResult(status: number, text: string, retryAfterMs: number | null): DistrictResult<never> {
  const parsed = WireError.safeParse(jsonOf(text));
  if (parsed.success) {
    const { kind, message } = parsed.data.error;
    const fault = { kind: refusalOf(kind), detail: `${status} ${kind}: ${message}`, retryAfterMs };
    return { ok: false, fault, wireKind: kind };
  }
  // A proxy or a district that is starting answers 429 or 5xx without a body of the wire.
  if (status === 429 || status >= 500) {
    return { ok: false, fault: { kind: 'refused', detail: `${status}`, retryAfterMs }, wireKind: null };
  }
  return nonsense(`${status}, not an answer of the district`, retryAfterMs);
}

function noAnswer(error: unknown): DistrictResult<never> {
  const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const detail = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return {
    ok: false,
    fault: { kind: timedOut ? 'timeout' : 'unreachable', detail, retryAfterMs: null },
    wireKind: null,
  };
}

function nonsense(detail: string, retryAfterMs: number | null): DistrictResult<never> {
  return { ok: false, fault: { kind: 'nonsense', detail, retryAfterMs }, wireKind: null };
}

/** Server clock minus the device clock half way between question and answer; null where it names no time. */
function offsetOf(value: unknown, sentMs: number, answeredMs: number): number | null {
  const timed = z.object({ serverTimeMs: z.int() }).safeParse(value);
  return timed.success ? timed.data.serverTimeMs - Math.round((sentMs + answeredMs) / 2) : null;
}

function routeOf(districtUrl: string, route: string): string {
  return `${districtUrl.replace(/\/+$/, '')}/${WIRE_VERSION}/${route}`;
}

function bearerOf({ token }: DistrictAccount): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a page of a captive portal, say
  }
}
