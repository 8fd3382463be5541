import type { OfficeRole } from '../../protocol/wire-office.ts';
import type { Standing } from '../api/standing.ts';

/** Each page, its address, and the roles that have something to do on it; absent for all. */
export const PAGES = [
  { name: 'today', to: '/' },
  { name: 'cards', to: '/cards', roles: ['administrator', 'officer'] },
  { name: 'kiosks', to: '/kiosks', roles: ['administrator', 'officer', 'auditor'] },
  { name: 'staff', to: '/staff', roles: ['administrator', 'officer', 'auditor'] },
  { name: 'discrepancies', to: '/discrepancies' },
  { name: 'records', to: '/records' },
  { name: 'numbers', to: '/numbers' },
  { name: 'notices', to: '/notices' },
  { name: 'catalogue', to: '/catalogue' },
  { name: 'backups', to: '/backups', roles: ['administrator', 'officer', 'auditor'] },
  { name: 'people', to: '/people', roles: ['administrator', 'auditor'] },
] as const satisfies readonly { name: string; to: string; roles?: readonly OfficeRole[] }[];

type PageName = (typeof PAGES)[number]['name'];

/** The district has the last word; this keeps out of sight what it would refuse. A token has every right. */
export function isOneOf(standing: Standing, roles: readonly OfficeRole[]): boolean {
  return standing.kind !== 'signed-in' || roles.includes(standing.officer.role);
}

export function mayOpen(standing: Standing, name: PageName): boolean {
  const page = PAGES.find((one) => one.name === name);
  return page === undefined || !('roles' in page) || isOneOf(standing, page.roles);
}

/** Others only look at what the desks go by: drafts, notices, staff. */
export function mayWrite(standing: Standing): boolean {
  return isOneOf(standing, ['administrator', 'officer']);
}

/** Second futures of journals are for those who look after kiosks. */
export function seesQuarantine(standing: Standing): boolean {
  return mayOpen(standing, 'kiosks');
}

/** The search parameters of an address. */
type Search = Readonly<Record<string, unknown>>;

/** These parameters open a dialog or a row. They are no filters. */
const NOT_KEPT: ReadonlySet<string> = new Set(['add', 'id']);

/** The filters of each page as they were last. They may hold a name that was searched, so nothing of them is stored. */
const kept = new Map<string, Search>();

export function keepSearch(path: string, search: Search): void {
  kept.set(path, Object.fromEntries(Object.entries(search).filter(([name]) => !NOT_KEPT.has(name))));
}

/** The filters are empty for a page that was not open yet. */
export function lastSearch(path: string): Search {
  return kept.get(path) ?? {};
}

/** An officer who signs in after another one must not see what that one has searched. */
export function forgetSearches(): void {
  kept.clear();
}
