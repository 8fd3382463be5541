import type { OfficeGrant } from '../storage/office-store.ts';
import type { OpenSession } from './sessions.ts';

/** Who asks a route of the office: an officer by a session, or a program by its token. */
export interface Asker extends OfficeGrant {
  /** As the log and the history of a card name it. */
  readonly name: string;
  /** The officer that stands behind it: of a program, who made its token. */
  readonly person: string;
  /** Null for a program. */
  readonly open: OpenSession | null;
}

/** The sites that the asker may see; null for all. */
export function ownSites({ role, siteIds }: OfficeGrant): readonly string[] | null {
  return role === 'venue-manager' ? (siteIds ?? []) : null;
}

export function maySee(grant: OfficeGrant, siteId: string): boolean {
  return ownSites(grant)?.includes(siteId) ?? true;
}

/** Only the roles that look after cardholders may see them. */
export function seesCards({ role }: OfficeGrant): boolean {
  return role === 'administrator' || role === 'officer';
}

/** Closes months and opens discrepancies; the others look at them. */
export function mayClose({ role }: OfficeGrant): boolean {
  return role === 'administrator' || role === 'finance';
}
