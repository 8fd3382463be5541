import type { NewOfficer, OfficeRole, OfficerChange, OfficerView } from '../../protocol/wire-office.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { OfficeGrant, OfficerRow } from '../storage/office-store.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import { hashOfPassword, oneTimePassword } from './passwords.ts';
import { OFFICE_POLICY } from './policy.ts';
import { mustChangePassword } from './sessions.ts';
import { officerKeyOf } from './tries.ts';

type OfficerServices = Pick<Services, 'store' | 'now'>;

export interface OfficerDone {
  readonly officer: OfficerView;
  /** Told once; null if the password stays. */
  readonly oneTimePassword: string | null;
}

export async function listOfficers({ store, now }: OfficerServices): Promise<readonly OfficerView[]> {
  return store.read(async (reads) => {
    const officers = await reads.officers();
    return Promise.all(officers.map((row) => viewOf(reads, row, now())));
  });
}

/** Refusals: `bad-request` for a name that is taken, or sites that do not fit the role. */
export async function addOfficer(
  { store, now }: OfficerServices,
  { name, role, siteIds }: NewOfficer,
): Promise<Outcome<OfficerDone>> {
  const wrong = wrongGrant({ role, siteIds });
  if (wrong !== null) return refused({ kind: 'bad-request', message: wrong });
  const password = oneTimePassword();
  const passwordHash = await hashOfPassword(password);
  return store.transaction(async (writes) => {
    await writes.lockOfficers();
    if ((await writes.officer(name)) !== null) {
      return refused({ kind: 'bad-request', message: '已有这个名字 there is an officer of this name' });
    }
    const row = newOfficerRow({ name, role, siteIds, passwordHash, at: now() });
    await writes.putOfficer(row);
    return { ok: true, value: { officer: await viewOf(writes, row, now()), oneTimePassword: password } };
  });
}

/** An officer whose password somebody else has made. */
export function newOfficerRow({
  name,
  role,
  siteIds,
  passwordHash,
  at,
}: OfficeGrant & { readonly name: string; readonly passwordHash: string; readonly at: number }): OfficerRow {
  return {
    ...{ name, role, siteIds, passwordHash },
    passwordHistory: [],
    passwordChangedAt: at,
    mustChangePassword: true,
    ...NO_TOTP,
    isLocked: false,
    createdAt: at,
  };
}

const NO_TOTP = { totpSecret: null, totpOffered: null, totpStep: null, recoveryHashes: [] } as const;

/**
 * Changes what is named. Refusals: `not-found`; `bad-request` if the sites do not fit the role, or no administrator
 * would be left who can sign in.
 */
export async function changeOfficer(
  { store, now }: OfficerServices,
  name: string,
  change: OfficerChange,
): Promise<Outcome<OfficerDone>> {
  const password = change.reset === true ? oneTimePassword() : null;
  const passwordHash = password === null ? null : await hashOfPassword(password);
  return store.transaction(async (writes) => {
    await writes.lockOfficers();
    const before = await writes.officer(name);
    if (before === null) return refused({ kind: 'not-found', message: '没有这个账号 no such officer' });
    const role = change.role ?? before.role;
    const siteIds = change.siteIds === undefined ? sitesKept(role, before) : change.siteIds;
    const wrong = wrongGrant({ role, siteIds });
    if (wrong !== null) return refused({ kind: 'bad-request', message: wrong });
    const isLocked = change.locked ?? before.isLocked;
    const row = {
      ...before,
      role,
      siteIds,
      isLocked,
      ...(passwordHash === null ? {} : reset(before, passwordHash, now())),
    };
    const hadAdministrator = await hasAdministrator(writes);
    await writes.putOfficer(row);
    if (hadAdministrator && !(await hasAdministrator(writes))) {
      await writes.putOfficer(before);
      return refused({ kind: 'bad-request', message: NO_ADMINISTRATOR });
    }
    if (isLocked || passwordHash !== null) await writes.dropSessionsOf(name, null);
    if (passwordHash !== null) await writes.dropOfficeTries(officerKeyOf(name));
    return { ok: true, value: { officer: await viewOf(writes, row, now()), oneTimePassword: password } };
  });
}

const NO_ADMINISTRATOR = '至少要有一名可登录的管理员 at least one administrator who can sign in must be left';
const SITES_WANTED = '场馆负责人须指定服务点 a venue manager needs sites';
const NO_SITES = '只有场馆负责人限定服务点 only a venue manager has sites';

/** A venue manager of before who becomes something else has all sites. */
function sitesKept(role: OfficeRole, { siteIds }: OfficerRow): readonly string[] | null {
  return role === 'venue-manager' ? siteIds : null;
}

function reset(before: OfficerRow, passwordHash: string, at: number) {
  return {
    passwordHash,
    passwordHistory: [before.passwordHash, ...before.passwordHistory].slice(
      0,
      OFFICE_POLICY.passwordHistory - 1,
    ),
    passwordChangedAt: at,
    mustChangePassword: true,
    ...NO_TOTP,
  };
}

/** What is wrong with a role and its sites, in words; null if nothing is. */
export function wrongGrant({ role, siteIds }: OfficeGrant): string | null {
  const hasSites = siteIds !== null && siteIds.length > 0;
  if (role === 'venue-manager') return hasSites ? null : SITES_WANTED;
  return siteIds === null ? null : NO_SITES;
}

/** One who can sign in. */
export async function hasAdministrator(reads: DistrictReads): Promise<boolean> {
  return (await reads.officers()).some(({ role, isLocked }) => role === 'administrator' && !isLocked);
}

async function viewOf(
  reads: DistrictReads | DistrictWrites,
  officer: OfficerRow,
  at: number,
): Promise<OfficerView> {
  const tries = await reads.officeTriesOf(officerKeyOf(officer.name));
  const { triesMax, lockOutMs } = OFFICE_POLICY;
  const until = tries === null || tries.tries < triesMax ? 0 : tries.lastAt + lockOutMs;
  return {
    name: officer.name,
    role: officer.role,
    siteIds: officer.siteIds === null ? null : [...officer.siteIds],
    hasTotp: officer.totpSecret !== null,
    mustChangePassword: mustChangePassword(officer, at),
    isLocked: officer.isLocked,
    lockedUntilMs: until > at ? until : null,
    passwordChangedAtMs: officer.passwordChangedAt,
    createdAtMs: officer.createdAt,
  };
}
