import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { Replacement } from '../../domain/card/replacement.ts';
import { isPossibleTime } from '../../domain/trust/clock-state.ts';
import type { RevocationProof } from '../../domain/trust/revocation.ts';
import { feedPage, rowOf } from '../../protocol/feed-reading.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import { enrolCheckOf } from '../../protocol/reply-check.ts';
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
  WireError,
} from '../../protocol/wire.ts';
import { type KioskReport, KioskReportReply } from '../../protocol/wire-kiosks.ts';
import {
  CardRight,
  LeaseReply,
  type LeaseRequest,
  RIGHTS_PAGE_MAX,
  type RightClaim,
  RightReply,
  RightsPage,
} from '../../protocol/wire-limits.ts';
import {
  NOTES_PAGE_MAX,
  NotesPage,
  type NotesPush,
  NotesPushReply,
  WireNote,
} from '../../protocol/wire-notes.ts';
import {
  NOTICES_PAGE_MAX,
  NoticesPage,
  type NoticesRead,
  NoticesReadReply,
  WireNotice,
} from '../../protocol/wire-notices.ts';
import { RECORDS_PAGE_MAX, RecordsPage, readRecord } from '../../protocol/wire-records.ts';
import { REPLACED_PAGE_MAX, ReplacedPage } from '../../protocol/wire-replaced.ts';
import { PinChangeReply, type PinChangeRequest, StaffReply } from '../../protocol/wire-staff.ts';
import { StretchReply, type StretchRequest } from '../../protocol/wire-stretches.ts';
import { refusalOf, retryAfterMsOf } from './district-refusal.ts';
import type { DistrictTransport, LineAnswer, LineRequest } from './district-transport.ts';
import { type Place, placeOf } from './line-address.ts';
import { strangerKindOf } from './line-failure.ts';
import { type RequestIdentity, requestSigner } from './request-signer.ts';

const RIGHTS = { page: RightsPage, rows: 'rights', readRow: rowOf(CardRight) };
const RECORDS = { page: RecordsPage, rows: 'records', readRow: readRecord };
const NOTES = { page: NotesPage, rows: 'notes', readRow: rowOf(WireNote) };
const NOTICES = { page: NoticesPage, rows: 'notices', readRow: rowOf(WireNotice) };
const REPLACED = { page: ReplacedPage, rows: 'replaced', readRow: rowOf(Replacement) };

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

export interface DistrictClient {
  enrol(districtUrl: string, request: EnrolRequest): Promise<DistrictResult<EnrolReply>>;
  push(account: DistrictAccount, journalId: string, request: PushRequest): Promise<DistrictResult<PushReply>>;
  keys(account: DistrictAccount, have: number): Promise<DistrictResult<SignedListReply>>;
  denied(account: DistrictAccount, have: number): Promise<DistrictResult<SignedListReply>>;
  rosterPage(account: DistrictAccount, cursor: Cursor | null): Promise<DistrictResult<RosterReply>>;
  /** Null from a district of a release before resources. */
  stretches(
    account: DistrictAccount,
    journalId: string,
    request: StretchRequest,
  ): Promise<DistrictResult<StretchReply | null>>;
  leases(
    account: DistrictAccount,
    journalId: string,
    request: LeaseRequest,
  ): Promise<DistrictResult<LeaseReply>>;
  rights(account: DistrictAccount, cursor: Cursor | null): Promise<DistrictResult<RightsPage>>;
  /** Null from a district of a release that has no records. */
  records(account: DistrictAccount, cursor: Cursor | null): Promise<DistrictResult<RecordsPage | null>>;
  /** Null if the district is of a release that has no such route. */
  replaced(account: DistrictAccount, cursor: Cursor | null): Promise<DistrictResult<ReplacedPage | null>>;
  /** Null if the district is of a release that has no such route. */
  notices(account: DistrictAccount, cursor: Cursor | null): Promise<DistrictResult<NoticesPage | null>>;
  noticesRead(account: DistrictAccount, read: NoticesRead): Promise<DistrictResult<NoticesReadReply>>;
  claimRight(account: DistrictAccount, claim: RightClaim): Promise<DistrictResult<RightReply>>;
  notes(account: DistrictAccount, cursor: Cursor | null): Promise<DistrictResult<NotesPage>>;
  pushNotes(account: DistrictAccount, push: NotesPush): Promise<DistrictResult<NotesPushReply>>;
  /** Null if the district is of a release that has no staff. */
  staff(account: DistrictAccount, have: number): Promise<DistrictResult<StaffReply | null>>;
  changePin(
    account: DistrictAccount,
    change: PinChangeRequest,
  ): Promise<DistrictResult<PinChangeReply | null>>;
  catalogue(account: DistrictAccount, have: number): Promise<DistrictResult<CatalogueReply>>;
  report(account: DistrictAccount, report: KioskReport): Promise<DistrictResult<KioskReportReply>>;
}

/**
 * Speaks the wire of `src/protocol/` over a transport, every request but the enrolment signed by the device. Never
 * throws for what a network or a server may do.
 */
export function districtClient(transport: DistrictTransport, now: () => number): DistrictClient {
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

  return {
    async enrol(districtUrl, request) {
      const question = postOf(placeOf(districtUrl, 'enrol'), request, false);
      const result = await askDistrict(EnrolReply, question, { transport, now });
      if (result.ok) return checked(result, enrolCheckOf(result.value));
      // A district of every release enrols: one that knows no such route was asked in a wrong place, such as `/v1`.
      const { fault, wireKind } = result;
      return wireKind === 'not-found' ? { ...result, fault: { ...fault, kind: 'address-unusable' } } : result;
    },
    push: (account, journalId, request) =>
      post(PushReply, account, { route: `journals/${journalId}/entries`, request }),
    keys: (account, have) => get(SignedListReply, account, `keys?have=${have}`),
    denied: (account, have) => get(SignedListReply, account, `denied?have=${have}`),
    rosterPage: (account, cursor) => get(RosterReply, account, pageRoute('roster', ROSTER_PAGE_MAX, cursor)),
    async stretches(account, journalId, request) {
      const route = `journals/${journalId}/stretches`;
      const reply = await post(StretchReply, account, { route, request });
      return reply.ok ? reply : unlessUnknown(reply);
    },
    leases: (account, journalId, request) =>
      post(LeaseReply, account, { route: `journals/${journalId}/leases`, request }),
    rights: (account, cursor) =>
      get(feedPage(RIGHTS, cursor), account, pageRoute('rights', RIGHTS_PAGE_MAX, cursor)),
    async records(account, cursor) {
      const route = pageRoute('records', RECORDS_PAGE_MAX, cursor);
      return unlessUnknown(await get(feedPage(RECORDS, cursor), account, route));
    },
    notes: (account, cursor) =>
      get(feedPage(NOTES, cursor), account, pageRoute('notes', NOTES_PAGE_MAX, cursor)),
    pushNotes: (account, request) => post(NotesPushReply, account, { route: 'notes', request }),
    async replaced(account, cursor) {
      const route = pageRoute('replaced', REPLACED_PAGE_MAX, cursor);
      return unlessUnknown(await get(feedPage(REPLACED, cursor), account, route));
    },
    async notices(account, cursor) {
      const route = pageRoute('notices', NOTICES_PAGE_MAX, cursor);
      return unlessUnknown(await get(feedPage(NOTICES, cursor), account, route));
    },
    noticesRead: (account, request) => post(NoticesReadReply, account, { route: 'notices/read', request }),
    claimRight: (account, request) => post(RightReply, account, { route: 'rights', request }),
    async staff(account, have) {
      return unlessUnknown(await get(StaffReply, account, `staff?have=${have}`));
    },
    async changePin(account, request) {
      return unlessUnknown(await post(PinChangeReply, account, { route: 'staff/pins', request }));
    },
    catalogue: (account, have) => get(CatalogueReply, account, `catalogue?have=${have}`),
    report: (account, request) => post(KioskReportReply, account, { route: 'report', request }),
  };
}

/** The route of the next page of a feed. */
function pageRoute(feed: string, limit: number, cursor: Cursor | null): string {
  const query = new URLSearchParams({ limit: String(limit) });
  if (cursor !== null) query.set('cursor', cursor);
  return `${feed}?${query}`;
}

/** A district of a release before has no such feed: null, and the kiosk goes on without it. */
function unlessUnknown<T>(result: DistrictResult<T>): DistrictResult<T | null> {
  const isUnknown = !result.ok && result.wireKind === 'not-found';
  return isUnknown ? { ok: true, value: null, clockOffsetMs: null } : result;
}

/** True if the answer's own `check` says that it arrived unchanged, or if it has no `check`. */
function checked<T extends { readonly check?: string | undefined }>(
  result: Extract<DistrictResult<T>, { ok: true }>,
  check: string,
): DistrictResult<T> {
  const isAsGiven = (result.value.check ?? check) === check;
  return isAsGiven ? result : nonsense('an answer that its own sum does not fit', null);
}

function isStale(answer: LineAnswer): boolean {
  if (answer.kind !== 'answered' || answer.status !== 401 || answer.body.kind !== 'whole') return false;
  const refusal = WireError.safeParse(jsonOf(answer.body.text));
  return refusal.success && refusal.data.error.kind === 'stale-nonce';
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

function postOf(place: Place, request: unknown, packs: boolean): LineRequest {
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

function nonsense(detail: string, retryAfterMs: number | null): DistrictResult<never> {
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
