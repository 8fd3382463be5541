import { z } from 'zod';
import type { WallDate } from '../base/wall-time.ts';
import type { ItemAsk } from '../decision/decision.ts';
import type { JournalBody } from '../journal/entry-body.ts';
import type { StaffRole } from './member.ts';

/** What a clerk may not do alone. */
export const Permission = z.enum([
  'void-others',
  'void-earlier',
  'override',
  'full-name',
  'settings',
  'close-day',
]);
export type Permission = z.infer<typeof Permission>;

/** The roles that may do it, and so may allow it to a clerk on the spot. */
const ALLOWED: Readonly<Record<Permission, readonly StaffRole[]>> = {
  'void-others': ['supervisor'],
  'void-earlier': ['supervisor'],
  override: ['supervisor'],
  'full-name': ['supervisor'],
  settings: ['supervisor', 'technician'],
  'close-day': ['supervisor'],
};

export function mayAllow(role: StaffRole, permission: Permission): boolean {
  return ALLOWED[permission].includes(role);
}

/**
 * Questions that are answered by going beyond a rule. The others ask for a fact (a price, minutes, an identity
 * document), which every clerk may give.
 */
const OVERRIDES: ReadonlySet<string> = new Set<ItemAsk>([
  'longer-than-usual',
  'more-than-on-record',
  'time-taken',
  'time-over',
  'newer-entries',
  'holds-pass',
  'bought-today',
  'unknown-rule',
]);

function isOverride(ask: string): boolean {
  return OVERRIDES.has(ask);
}

/** The entry that another one takes back. */
export interface TakenBack {
  /** Null if nobody was signed in, or if it is not known. */
  readonly staff: string | null;
  /** The day on which it was recorded. */
  readonly date: WallDate;
}

/**
 * The member who asks, and the day. `takenBack` is null if the entry takes nothing back, or an entry not on this
 * device.
 */
export interface Asking {
  readonly memberId: string;
  readonly today: WallDate;
  readonly takenBack: TakenBack | null;
}

/** What the member must be allowed before this is recorded; null if every member may. */
export function permissionFor(body: JournalBody, asking: Asking): Permission | null {
  if (body.kind === 'name-shown') return 'full-name';
  if (body.kind === 'day-closed' || body.kind === 'day-reopened') return 'close-day';
  if (body.kind === 'void' || body.kind === 'step-taken-back') return permissionToTakeBack(asking);
  // The first notice should name everything that is missing, so another notice needs the supervisor's approval.
  if (body.kind === 'matter-noticed' && body.again !== null) return 'override';
  return 'confirmed' in body && body.confirmed.some(isOverride) ? 'override' : null;
}

function permissionToTakeBack({ memberId, today, takenBack }: Asking): Permission | null {
  if (takenBack === null) return 'void-others';
  if (takenBack.date !== today) return 'void-earlier';
  return takenBack.staff === memberId ? null : 'void-others';
}
