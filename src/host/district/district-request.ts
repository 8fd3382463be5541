import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { isPossibleTime } from '../../domain/trust/clock-state.ts';
import type { RevocationProof } from '../../domain/trust/revocation.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import { WireError } from '../../protocol/wire.ts';
import { refusalOf, retryAfterMsOf } from './district-refusal.ts';
import type { DistrictTransport, LineAnswer, LineRequest } from './district-transport.ts';
import { type Place, placeOf } from './line-address.ts';
import { strangerKindOf } from './line-failure.ts';
import { type RequestIdentity, requestSigner } from './request-signer.ts';

/** Compression gains nothing for a body that fits one packet anyway. */
const PACKED_BYTES_MIN = 1_400;

/**
 * The district's epoch and the last entry that it took into quarantine; null if it does not say. `isUnfitHeard`: it has
 * heard from this very batch that the journal is unfit.
 */
export interface ForkWord {
  readonly epoch: string | null;
  readonly taken: { readonly seq: number; readonly hash: string } | null;
  readonly isUnfitHeard: boolean;
}

/** The answer, or the fault with the district's own word for it where it gave one. */
export type DistrictResult<T> =
  | { readonly ok: true; readonly value: T; readonly clockOffsetMs: number | null }
  | {
      readonly ok: false;
      readonly fault: LineFault;
      readonly wireKind: WireError['error']['kind'] | null;
      /** What the district says with a fork; null otherwise. */
      readonly fork: ForkWord | null;
      /** The proof of a revocation; null if the district speaks of none or does not prove it. */
      readonly proof: RevocationProof | null;
    };

/** Which kiosk asks, and where its enrolment is kept. */
export interface DistrictAccount extends RequestIdentity {
  readonly districtUrl: string;
}

/** Asks in the name of a device, which signs each request. */
export function signedRequests(transport: DistrictTransport, now: () => number) {
  const signer = requestSigner();
  let packs = true;

  /** Asks once more, at once, if only the nonce was refused, for example after a restart of the district. */
  async function signedTransport(request: LineRequest, account: DistrictAccount): Promise<LineAnswer> {
    let answer = await transport(signer.signed(request, account));
    if (isStale(answer)) {
      signer.forget();
      keepNonce(answer, account);
      answer = await transport(signer.signed(request, account));
    }
    keepNonce(answer, account);
    return answer;
  }

  function keepNonce(answer: LineAnswer, { kioskId }: DistrictAccount): void {
    if (answer.kind === 'answered') signer.keep(kioskId, answer.nextNonce);
  }

  const ask = <T extends z.ZodType>(schema: T, account: DistrictAccount, request: LineRequest) =>
    askDistrict(schema, request, { transport: (asked) => signedTransport(asked, account), now });
  const get = <T extends z.ZodType>(schema: T, account: DistrictAccount, route: string) =>
    ask(schema, account, {
      method: 'GET',
      ...placeOf(account.districtUrl, route),
      headers: {},
      body: null,
    });
  /** If something on the way unpacks the body, the district answers that this is not what was signed. */
  async function post<T extends z.ZodType>(
    schema: T,
    account: DistrictAccount,
    question: { readonly route: string; readonly request: unknown },
  ) {
    const place = placeOf(account.districtUrl, question.route);
    const asked = postOf(place, question.request, packs);
    const result = await ask(schema, account, asked);
    const isRefused = !result.ok && result.wireKind === 'bad-request';
    if (!isRefused || asked.headers['content-encoding'] === undefined) return result;
    const plain = await ask(schema, account, postOf(place, question.request, false));
    packs = !plain.ok;
    return plain;
  }

  return { get, post };
}

function isStale(answer: LineAnswer): boolean {
  if (answer.kind !== 'answered' || answer.status !== 401 || answer.body.kind !== 'whole') return false;
  const refusal = WireError.safeParse(jsonOf(answer.body.text));
  return refusal.success && refusal.data.error.kind === 'stale-nonce';
}

export async function askDistrict<T extends z.ZodType>(
  schema: T,
  request: LineRequest,
  { transport, now }: { readonly transport: DistrictTransport; readonly now: () => number },
): Promise<DistrictResult<z.output<T>>> {
  const sentMs = now();
  const answer = await transport(request);
  if (answer.kind !== 'answered') {
    const fault = { kind: answer.kind, detail: answer.detail, retryAfterMs: null };
    return { ok: false, fault, wireKind: null, fork: null, proof: null };
  }
  const { status, body } = answer;
  const retryAfterMs = retryAfterMsOf(answer.retryAfter, now());
  if (body.kind !== 'whole') return nonsense(`${status}, ${body.kind}`, retryAfterMs);
  if (status < 200 || status > 299)
    return refusalResult({ url: request.url, status, text: body.text, retryAfterMs });
  const value = schema.safeParse(jsonOf(body.text));
  if (!value.success) return nonsense(`${status}, not a reply of the district`, retryAfterMs);
  return { ok: true, value: value.data, clockOffsetMs: offsetOf(value.data, sentMs, now()) };
}

export function postOf(place: Place, request: unknown, packs: boolean): LineRequest {
  const headers = { 'content-type': 'application/json' };
  const plain = new TextEncoder().encode(JSON.stringify(request));
  return !packs || plain.length < PACKED_BYTES_MIN
    ? { method: 'POST', ...place, headers, body: plain }
    : {
        method: 'POST',
        ...place,
        headers: { ...headers, 'content-encoding': 'gzip' },
        body: Uint8Array.from(gzipSync(plain)),
      };
}

function refusalResult({
  url,
  status,
  text,
  retryAfterMs,
}: {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly retryAfterMs: number | null;
}): DistrictResult<never> {
  const parsed = WireError.safeParse(jsonOf(text));
  if (parsed.success) {
    const { kind, message, epoch = null, taken = null, unfit = false, proof = null } = parsed.data.error;
    const fault = { kind: refusalOf(kind), detail: `${status} ${kind}: ${message}`, retryAfterMs };
    const fork = kind === 'fork' ? { epoch, taken, isUnfitHeard: unfit } : null;
    return { ok: false, fault, wireKind: kind, fork, proof };
  }
  const kind = strangerKindOf(url, status);
  if (kind !== null) {
    const fault = { kind, detail: `${status}`, retryAfterMs };
    return { ok: false, fault, wireKind: kind === 'too-large' ? kind : null, fork: null, proof: null };
  }
  return nonsense(`${status}, not an answer of the district`, retryAfterMs);
}

export function nonsense(detail: string, retryAfterMs: number | null): DistrictResult<never> {
  return {
    ok: false,
    fault: { kind: 'nonsense', detail, retryAfterMs },
    wireKind: null,
    fork: null,
    proof: null,
  };
}

const Timed = z.object({ serverTimeMs: z.int() });

/**
 * Server clock minus the device clock half way between question and answer; null if the answer names no possible time.
 */
function offsetOf(value: unknown, sentMs: number, answeredMs: number): number | null {
  const timed = Timed.safeParse(value);
  if (!timed.success || !isPossibleTime(timed.data.serverTimeMs)) return null;
  return timed.data.serverTimeMs - Math.round((sentMs + answeredMs) / 2);
}
