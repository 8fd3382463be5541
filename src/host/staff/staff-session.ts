import { MINUTE_MS } from '../../domain/base/duration.ts';
import type { Instant } from '../../domain/base/wall-time.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import {
  bodyOf,
  type JournalDraft,
  type JournalEntry,
  recordedAtOf,
} from '../../domain/journal/journal-entry.ts';
import type { JournalFault } from '../../domain/journal/journal-state.ts';
import type { StaffMember } from '../../domain/staff/member.ts';
import { mayAllow, type Permission, permissionFor, type TakenBack } from '../../domain/staff/permission.ts';
import type { ListedMember } from '../../domain/staff/staff-list.ts';
import type { StaffFault, StaffView } from '../../host-api/staff-api.ts';
import { faultOf } from '../journal/file/journal-fault.ts';
import type { PinAsked, StaffKeeper } from './staff-keeper.ts';

/** What was allowed is done at once, or it is asked for again. */
const APPROVAL_MS = MINUTE_MS;
/** A technician who sets the desk up makes several changes. */
const SETTINGS_APPROVAL_MS = 15 * MINUTE_MS;

interface Approval {
  readonly permission: Permission;
  readonly memberId: string;
  readonly siteId: string;
  readonly untilMs: number;
}

/** The member who makes an entry, and the one who allowed it. `undo` gives the approval back if nothing was recorded. */
type StaffStamp =
  | {
      readonly ok: true;
      readonly stamp: { readonly staff: string | null; readonly approvedBy?: string };
      readonly undo: () => void;
    }
  | { readonly ok: false; readonly fault: JournalFault };

/** The session of a desk: who works here, whether it is locked, and what was allowed on the spot. */
export interface StaffSession {
  view(siteId: string): StaffView;
  signIn(asked: PinAsked): Promise<StaffFault | null>;
  lock(): void;
  signOut(): void;
  approve(asked: PinAsked & { readonly permission: Permission }): Promise<StaffFault | null>;
  changePin(asked: PinAsked & { readonly next: string }): Promise<StaffFault | null>;
  /** Says who makes this entry. The entry that it takes back is read from the journal. */
  stampOf(draft: JournalDraft, now: Instant): Promise<StaffStamp>;
  /** True if the desk may be set up now. `siteId` is null for a desk that is not chosen yet. */
  maySetUp(siteId: string | null): boolean;
}

export interface SessionParts {
  readonly staff: StaffKeeper;
  readonly monotonicMs: () => number;
  /** The journal as the window sees it. */
  readonly journal: {
    status(): { readonly journalId: string };
    read(fromSeq: number, limit: number): Promise<readonly JournalEntry[]>;
  };
}

export function createStaffSession(parts: SessionParts): StaffSession {
  const { staff, monotonicMs } = parts;
  let session: { readonly memberId: string; readonly isLocked: boolean } | null = null;
  const approvals = createApprovals(monotonicMs);
  /** Counts locks, sign-outs and sign-ins: a PIN that was being looked at meanwhile opens and allows nothing. */
  let turn = 0;

  /** The member of the session, if the list still has one at this site; if not, nobody is signed in there. */
  function memberAt(siteId: string): ListedMember | null {
    const memberId = session?.memberId;
    return staff.members(siteId).find((member) => member.memberId === memberId) ?? null;
  }

  return {
    view: (siteId) => ({
      ...{ isRequired: staff.isRequired(siteId), members: thoseWithPin(staff, siteId) },
      session: sessionView(memberAt(siteId), session?.isLocked === true),
      approval: approvalView(staff, approvals.at(siteId)),
      pinsWaiting: staff.changes().length,
    }),
    async signIn(asked) {
      const at = turn;
      const answer = await staff.check(asked);
      if (!answer.ok) return answer.fault;
      if (answer.member.pin?.state === 'must-change') return { kind: 'must-change' };
      if (at !== turn) return { kind: 'wrong' };
      turn += 1;
      if (session?.memberId !== asked.memberId) approvals.forget();
      session = { memberId: asked.memberId, isLocked: false };
      return null;
    },
    lock() {
      turn += 1;
      approvals.forget();
      if (session !== null) session = { ...session, isLocked: true };
    },
    signOut() {
      turn += 1;
      approvals.forget();
      session = null;
    },
    async approve({ permission, ...asked }) {
      const at = turn;
      const answer = await staff.check(asked);
      if (!answer.ok) return answer.fault;
      const { role, pin, memberId } = answer.member;
      if (pin?.state === 'must-change') return { kind: 'must-change' };
      if (!mayAllow(role, permission)) return { kind: 'not-allowed' };
      if (at !== turn) return { kind: 'wrong' };
      approvals.give({ permission, memberId, siteId: asked.siteId });
      return null;
    },
    changePin: (asked) => staff.changePin(asked),
    stampOf(draft, now) {
      const { siteId } = draft;
      return stampOf(draft, now, {
        ...{ staff, journal: parts.journal, member: memberAt(siteId), isLocked: session?.isLocked !== false },
        spendApproval: (permission) => approvals.spend(siteId, permission, () => turn),
      });
    },
    maySetUp(siteId) {
      if (siteId === null) return true;
      const member = memberAt(siteId);
      if (member === null && !staff.isRequired(siteId)) return true;
      if (member === null || session?.isLocked !== false) return false;
      return mayAllow(member.role, 'settings') || approvals.at(siteId)?.permission === 'settings';
    },
  };
}

interface SpentApproval {
  readonly approvedBy: string;
  /** Gives the approval back, unless the session has changed in the meantime. */
  readonly undo: () => void;
}

/** Keeps what was allowed on the spot, until it is used, its time is over, or the desk is another one. */
function createApprovals(monotonicMs: () => number) {
  let approval: Approval | null = null;

  function at(siteId: string): Approval | null {
    if (approval !== null && (approval.siteId !== siteId || monotonicMs() > approval.untilMs))
      approval = null;
    return approval;
  }

  return {
    at,
    give(given: Omit<Approval, 'untilMs'>): void {
      const forMs = given.permission === 'settings' ? SETTINGS_APPROVAL_MS : APPROVAL_MS;
      approval = { ...given, untilMs: monotonicMs() + forMs };
    },
    forget(): void {
      approval = null;
    },
    spend(siteId: string, permission: Permission, turnNow: () => number): SpentApproval | null {
      const spent = at(siteId);
      if (spent?.permission !== permission) return null;
      approval = null;
      const turn = turnNow();
      const undo = () => {
        if (turn === turnNow()) approval ??= spent;
      };
      return { approvedBy: spent.memberId, undo };
    },
  };
}

async function stampOf(
  { siteId, body }: JournalDraft,
  now: Instant,
  desk: {
    readonly staff: StaffKeeper;
    readonly journal: SessionParts['journal'];
    readonly member: ListedMember | null;
    readonly isLocked: boolean;
    /** Uses up an approval of this permission; null if there is none. */
    readonly spendApproval: (permission: Permission) => SpentApproval | null;
  },
): Promise<StaffStamp> {
  const { staff, journal, member, isLocked, spendApproval } = desk;
  const free: StaffStamp = { ok: true, stamp: { staff: null }, undo: () => undefined };
  const decides = decidingMember(body);
  if (decides !== undefined && decides !== (member?.memberId ?? null))
    return { ok: false, fault: faultOf('sign-in-needed', siteId) };
  if (member === null && !staff.isRequired(siteId)) return free;
  if (member === null || isLocked) return { ok: false, fault: faultOf('sign-in-needed', siteId) };
  const { memberId, role } = member;
  const takenBack = await takenBackBy(journal, body);
  const permission = permissionFor(body, { memberId, today: wallDateOf(now), takenBack });
  if (permission === null) return { ...free, stamp: { staff: memberId } };
  if (mayAllow(role, permission)) return { ...free, stamp: { staff: memberId, approvedBy: memberId } };
  const spent = spendApproval(permission);
  if (spent === null) return { ok: false, fault: faultOf('approval-needed', permission) };
  return { ok: true, stamp: { staff: memberId, approvedBy: spent.approvedBy }, undo: spent.undo };
}

/** Who decides about a room, as the window says it: nobody but the member who is signed in. Undefined for another entry. */
function decidingMember(body: JournalDraft['body']): string | null | undefined {
  switch (body.kind) {
    case 'room-reviewed':
    case 'room-approved':
    case 'room-refused':
      return body.member;
    default:
      return undefined;
  }
}

/** The entry that this one takes back; null if it takes none back, or if that is of another kiosk. */
async function takenBackBy(
  journal: SessionParts['journal'],
  body: JournalDraft['body'],
): Promise<TakenBack | null> {
  const seq = seqTakenBack(journal, body);
  if (seq === null) return null;
  const [entry] = await journal.read(seq, 1);
  if (entry?.seq !== seq || bodyOf(entry) === null) return null;
  return { staff: entry.staff ?? null, date: wallDateOf(recordedAtOf(entry)) };
}

function seqTakenBack(journal: SessionParts['journal'], body: JournalDraft['body']): number | null {
  if (body.kind === 'void') return body.voidsSeq;
  if (body.kind !== 'step-taken-back') return null;
  return body.step.journalId === journal.status().journalId ? body.step.seq : null;
}

function shown({ memberId, name, role }: ListedMember): StaffMember {
  return { memberId, name, role };
}

function thoseWithPin(staff: StaffKeeper, siteId: string): StaffMember[] {
  return staff
    .members(siteId)
    .filter(({ pin }) => pin !== null)
    .map(shown);
}

function sessionView(member: ListedMember | null, isLocked: boolean): StaffView['session'] {
  if (member === null) return null;
  return { member: shown(member), isLocked, isPinAllotted: member.pin?.state === 'allotted' };
}

function approvalView(staff: StaffKeeper, approval: Approval | null): StaffView['approval'] {
  if (approval === null) return null;
  const { permission, memberId, siteId } = approval;
  const member = staff.members(siteId).find((one) => one.memberId === memberId);
  return member === undefined ? null : { permission, member: shown(member) };
}
