import type { SessionReply, SessionView } from '../../protocol/wire-office.ts';
import type { Services } from '../services.ts';
import type { OfficerRow, SessionRow } from '../storage/office-store.ts';
import { hashOfToken } from '../storage/secrets.ts';
import type { DistrictWrites } from '../storage/store.ts';
import { OFFICE_POLICY } from './policy.ts';

export interface OpenSession {
  readonly session: SessionRow;
  readonly officer: OfficerRow;
}

/** A session and what its cookie has, which is told once. */
export interface BegunSession extends OpenSession {
  readonly token: string;
}

/** A session is never taken over: each sign-in has a new one, whatever the browser sent. */
export async function beginSession(
  writes: DistrictWrites,
  { secrets, now }: Pick<Services, 'secrets' | 'now'>,
  { officer, source }: { readonly officer: OfficerRow; readonly source: string },
): Promise<BegunSession> {
  const at = now();
  const token = secrets.token();
  const session: SessionRow = {
    sessionId: secrets.uuid(),
    tokenHash: hashOfToken(token),
    officer: officer.name,
    createdAt: at,
    seenAt: at,
    expiresAt: at + OFFICE_POLICY.sessionMsMax,
    confirmedAt: null,
    source,
  };
  await writes.dropSessionsBefore(at);
  await writes.putSession(session);
  return { token, session, officer };
}

/** The session of the cookie; null if there is no cookie, the session ended or was idle, or the officer is locked. */
export async function openSessionOf(
  { store, now }: Pick<Services, 'store' | 'now'>,
  token: string,
): Promise<OpenSession | null> {
  const at = now();
  return store.read(async (reads) => {
    const session = await reads.sessionByToken(hashOfToken(token));
    if (session === null || !isInForce(session, at)) return null;
    const officer = await reads.officer(session.officer);
    return officer === null || officer.isLocked ? null : { session, officer };
  });
}

function isInForce({ createdAt, seenAt, expiresAt }: SessionRow, at: number): boolean {
  const { idleMsMax, clockStepMsMax } = OFFICE_POLICY;
  if (Math.max(createdAt, seenAt) > at + clockStepMsMax) return false;
  return at < expiresAt && at < seenAt + idleMsMax;
}

/** Somebody uses it: the idle time starts again. Not every request is written down. */
export async function noteUse(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { sessionId, seenAt }: SessionRow,
): Promise<void> {
  const at = now();
  if (at < seenAt + OFFICE_POLICY.seenStepMs) return;
  await store.transaction((writes) => writes.noteSession(sessionId, { seenAt: at }));
}

/** True if the officer has proved the password within it a moment ago. */
export function isConfirmed({ confirmedAt }: SessionRow, at: number): boolean {
  return confirmedAt !== null && confirmedAt <= at && at < confirmedAt + OFFICE_POLICY.confirmMsMax;
}

/** The officer must choose a new password: somebody else made the present one, or it is too old. */
export function mustChangePassword(officer: OfficerRow, at: number): boolean {
  return officer.mustChangePassword || at >= officer.passwordChangedAt + OFFICE_POLICY.passwordAgeMsMax;
}

export function sessionReplyOf({ session, officer }: OpenSession, at: number): SessionReply {
  const { name, role, siteIds, totpSecret } = officer;
  return {
    officer: {
      name,
      role,
      siteIds: siteIds === null ? null : [...siteIds],
      mustChangePassword: mustChangePassword(officer, at),
      hasTotp: totpSecret !== null,
    },
    expiresAtMs: session.expiresAt,
    idleAtMs: Math.min(session.seenAt + OFFICE_POLICY.idleMsMax, session.expiresAt),
    serverTimeMs: at,
  };
}

/** The sessions that are in force, the newest first. */
export async function listSessions(
  { store, now }: Pick<Services, 'store' | 'now'>,
  ownId: string | null,
): Promise<readonly SessionView[]> {
  const at = now();
  const rows = await store.read((reads) => reads.sessions());
  return rows
    .filter((row) => isInForce(row, at))
    .map(({ sessionId, officer, createdAt, seenAt, expiresAt, source }) => ({
      ...{ sessionId, officer, source },
      createdAtMs: createdAt,
      seenAtMs: seenAt,
      expiresAtMs: expiresAt,
      isOwn: sessionId === ownId,
    }));
}
