import { Replacement } from '../../domain/card/replacement.ts';
import { feedPage, rowOf } from '../../protocol/feed-reading.ts';
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
import {
  askDistrict,
  type DistrictAccount,
  type DistrictResult,
  nonsense,
  postOf,
  signedRequests,
} from './district-request.ts';
import type { DistrictTransport } from './district-transport.ts';
import { placeOf } from './line-address.ts';

const RIGHTS = { page: RightsPage, rows: 'rights', readRow: rowOf(CardRight) };
const RECORDS = { page: RecordsPage, rows: 'records', readRow: readRecord };
const NOTES = { page: NotesPage, rows: 'notes', readRow: rowOf(WireNote) };
const NOTICES = { page: NoticesPage, rows: 'notices', readRow: rowOf(WireNotice) };
const REPLACED = { page: ReplacedPage, rows: 'replaced', readRow: rowOf(Replacement) };

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
  const { get, post } = signedRequests(transport, now);
  return {
    async enrol(districtUrl, request) {
      const question = postOf(placeOf(districtUrl, 'enrol'), request, false);
      const result = await askDistrict(EnrolReply, question, { transport, now });
      if (result.ok) return checked(result, enrolCheckOf(result.value));
      // Every release of the district has this route. If it is not found, the address leads to a wrong place, such as
      // `/v1`.
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
