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
  RosterReply,
  SignedListReply,
  WIRE_VERSION,
  WireError,
} from '../protocol/wire.ts';
import {
  LeaseReply,
  type LeaseRequest,
  RIGHTS_PAGE_MAX,
  type RightClaim,
  RightReply,
  RightsPage,
} from '../protocol/wire-limits.ts';
import { refusalOf } from './district-refusal.ts';
import type { DistrictTransport, LineRequest } from './district-transport.ts';
import { retryAfterMsOf } from './retry-after.ts';

/** What fits one packet anyway gains nothing by being packed. */
const PACKED_BYTES_MIN = 1_400;

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
  keys(account: DistrictAccount, have: number): Promise<DistrictResult<SignedListReply>>;
  denied(account: DistrictAccount, have: number): Promise<DistrictResult<SignedListReply>>;
  rosterPage(account: DistrictAccount, cursor: Cursor | null): Promise<DistrictResult<RosterReply>>;
  leases(
    account: DistrictAccount,
    journalId: string,
    request: LeaseRequest,
  ): Promise<DistrictResult<LeaseReply>>;
  rights(account: DistrictAccount, cursor: Cursor | null): Promise<DistrictResult<RightsPage>>;
  claimRight(account: DistrictAccount, claim: RightClaim): Promise<DistrictResult<RightReply>>;
  catalogue(account: DistrictAccount, have: number): Promise<DistrictResult<CatalogueReply>>;
}

/** Speaks the wire of `src/protocol/` over a transport. Never throws for what a network or a server may do. */
export function districtClient(transport: DistrictTransport, now: () => number): DistrictClient {
  const ask = <T extends z.ZodType>(schema: T, request: LineRequest) =>
    askDistrict(schema, request, { transport, now });
  return {
    enrol: (districtUrl, request) => ask(EnrolReply, postOf(routeOf(districtUrl, 'enrol'), request, {})),
    push: (account, journalId, request) =>
      ask(
        PushReply,
        postOf(routeOf(account.districtUrl, `journals/${journalId}/entries`), request, bearerOf(account)),
      ),
    keys: (account, have) => ask(SignedListReply, getOf(account, `keys?have=${have}`)),
    denied: (account, have) => ask(SignedListReply, getOf(account, `denied?have=${have}`)),
    rosterPage(account, cursor) {
      const query = new URLSearchParams({ limit: String(ROSTER_PAGE_MAX) });
      if (cursor !== null) query.set('cursor', cursor);
      return ask(RosterReply, getOf(account, `roster?${query}`));
    },
    leases: (account, journalId, request) =>
      ask(
        LeaseReply,
        postOf(routeOf(account.districtUrl, `journals/${journalId}/leases`), request, bearerOf(account)),
      ),
    rights(account, cursor) {
      const query = new URLSearchParams({ limit: String(RIGHTS_PAGE_MAX) });
      if (cursor !== null) query.set('cursor', cursor);
      return ask(RightsPage, getOf(account, `rights?${query}`));
    },
    claimRight: (account, claim) =>
      ask(RightReply, postOf(routeOf(account.districtUrl, 'rights'), claim, bearerOf(account))),
    catalogue: (account, have) => ask(CatalogueReply, getOf(account, `catalogue?have=${have}`)),
  };
}

async function askDistrict<T extends z.ZodType>(
  schema: T,
  request: LineRequest,
  { transport, now }: { readonly transport: DistrictTransport; readonly now: () => number },
): Promise<DistrictResult<z.output<T>>> {
  const sentMs = now();
  const answer = await transport(request);
  if (answer.kind !== 'answered') {
    const fault = { kind: answer.kind, detail: answer.detail, retryAfterMs: null };
    return { ok: false, fault, wireKind: null };
  }
  const { status, body } = answer;
  const retryAfterMs = retryAfterMsOf(answer.retryAfter, now());
  if (body.kind !== 'whole') return nonsense(`${status}, ${body.kind}`, retryAfterMs);
  if (status < 200 || status > 299) return refusalResult(status, body.text, retryAfterMs);
  const value = schema.safeParse(jsonOf(body.text));
  if (!value.success) return nonsense(`${status}, not a reply of the district`, retryAfterMs);
  return { ok: true, value: value.data, clockOffsetMs: offsetOf(value.data, sentMs, now()) };
}

function getOf(account: DistrictAccount, route: string): LineRequest {
  return {
    method: 'GET',
    url: routeOf(account.districtUrl, route),
    headers: bearerOf(account),
    body: null,
  };
}

function postOf(url: string, request: unknown, credentials: Record<string, string>): LineRequest {
  const headers = { ...credentials, 'content-type': 'application/json' };
  const plain = new TextEncoder().encode(JSON.stringify(request));
  return plain.length < PACKED_BYTES_MIN
    ? { method: 'POST', url, headers, body: plain }
    : {
        method: 'POST',
        url,
        headers: { ...headers, 'content-encoding': 'gzip' },
        body: Uint8Array.from(gzipSync(plain)),
      };
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

function nonsense(detail: string, retryAfterMs: number | null): DistrictResult<never> {
  return { ok: false, fault: { kind: 'nonsense', detail, retryAfterMs }, wireKind: null };
}

const Timed = z.object({ serverTimeMs: z.int() });

/** Server clock minus the device clock half way between question and answer; null where it names no time. */
function offsetOf(value: unknown, sentMs: number, answeredMs: number): number | null {
  const timed = Timed.safeParse(value);
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
