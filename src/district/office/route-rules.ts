import { OfficeRole } from '../../protocol/wire-office.ts';

/** Every route of the office, without the version. A route that is not here cannot be registered. */
export const OFFICE_ROUTES = [
  'GET /office/session',
  'POST /office/session',
  'DELETE /office/session',
  'POST /office/session/confirm',
  'POST /office/session/password',
  'POST /office/session/totp',
  'POST /office/session/totp/confirm',
  'POST /office/first',
  'GET /office/officers',
  'POST /office/officers',
  'POST /office/officers/:name',
  'POST /office/addresses/unlock',
  'GET /office/sessions',
  'DELETE /office/sessions/:sessionId',
  'POST /office/sessions/:sessionId/end',
  'GET /office/tokens',
  'POST /office/tokens',
  'POST /office/tokens/:name/end',
  'GET /office/audit',
  'GET /office/overview',
  'GET /office/catalogue',
  'GET /office/entries/:journalId/:seq',
  'GET /office/discrepancies',
  'POST /office/discrepancies/:discrepancyId/close',
  'POST /office/discrepancies/:discrepancyId/comment',
  'POST /office/discrepancies/:discrepancyId/accept',
  'POST /office/discrepancies/:discrepancyId/dismiss',
  'GET /office/quarantine',
  'GET /office/quarantine/:journalId',
  'POST /office/quarantine/:journalId/merge',
  'POST /office/quarantine/:journalId/dismiss',
  'GET /office/kiosks',
  'POST /office/kiosks/codes',
  'POST /office/kiosks/revoke',
  'POST /office/codes',
  'GET /office/staff',
  'POST /office/staff',
  'POST /office/staff/:memberId',
  'POST /office/staff-sites/:siteId',
  'POST /office/rights',
  'GET /office/check',
  'POST /office/epoch',
  'POST /office/backups',
  'GET /office/backups/:backupId/part',
  'POST /office/backups/:backupId/kept',
  'GET /office/cards',
  'POST /office/cards',
  'GET /office/cards/imports',
  'POST /office/cards/imports',
  'POST /office/cards/imports/:importId/undo',
  'GET /office/cards/jobs/:jobId',
  'GET /office/cards/jobs/:jobId/rows',
  'GET /office/cards/erasures',
  'POST /office/cards/erasures',
  'GET /office/cards/:cardNumber',
  'GET /office/cards/:cardNumber/data',
  'POST /office/cards/:cardNumber',
  'POST /office/cards/:cardNumber/replace',
  'GET /office/records',
  'GET /office/records/:recordId',
  'GET /office/reports/usage',
  'GET /office/reports/advances',
  'GET /office/closings',
  'POST /office/settlements',
  'POST /office/settlements/reopen',
  'POST /office/catalogue',
  'GET /office/notices',
  'POST /office/notices',
  'POST /office/notices/:noticeId/withdraw',
  'GET /office/catalogue/draft',
  'GET /office/catalogue/draft/check',
  'POST /office/catalogue/draft/quote',
  'POST /office/catalogue/draft/begin',
  'POST /office/catalogue/draft/save',
  'POST /office/catalogue/draft/submit',
  'POST /office/catalogue/draft/approve',
  'POST /office/catalogue/draft/return',
  'POST /office/catalogue/draft/drop',
  'POST /office/catalogue/draft/sign',
  'GET /office/catalogue/publications',
  'POST /office/catalogue/publications/:version/withdraw',
] as const;
type OfficeRoute = (typeof OFFICE_ROUTES)[number];

export interface RouteRule {
  /** `anyone`: nobody is signed in yet. `session`: whoever has signed in, and no program. Otherwise these roles. */
  readonly who: 'anyone' | 'session' | readonly OfficeRole[];
  /** The officer proves the password again; a program has a token that was made for it. */
  readonly isGrave?: true;
  /** What a window asks again and again by itself, of what has its own row in the log already. */
  readonly isUnlogged?: true;
  /** Also for an officer who must change the password first. */
  readonly isBeforePassword?: true;
}

const ADMINISTRATOR = ['administrator'] as const;
const DESK = ['administrator', 'officer'] as const;
const LOOKS = ['administrator', 'officer', 'auditor'] as const;
/** A venue manager gets only the rows of their own sites: each of these routes asks `ownSites` for them. */
const EVERYONE = OfficeRole.options;
const MONEY = ['administrator', 'finance'] as const;

const ANYONE: RouteRule = { who: 'anyone', isUnlogged: true, isBeforePassword: true };
const OWN: RouteRule = { who: 'session', isBeforePassword: true };

/** Who may do what. The log has a row of each, but for what is `isUnlogged`. */
export const ROUTE_RULES: Readonly<Record<OfficeRoute, RouteRule>> = {
  'GET /office/session': { ...OWN, isUnlogged: true },
  'POST /office/session': ANYONE, // the sign-in writes its own rows
  'DELETE /office/session': OWN,
  'POST /office/session/confirm': { ...OWN, isUnlogged: true },
  'POST /office/session/password': { ...OWN, isUnlogged: true },
  'POST /office/session/totp': { ...OWN, isGrave: true },
  'POST /office/session/totp/confirm': OWN,
  'POST /office/first': ANYONE,
  'GET /office/officers': { who: ADMINISTRATOR },
  'POST /office/officers': { who: ADMINISTRATOR, isGrave: true },
  'POST /office/officers/:name': { who: ADMINISTRATOR, isGrave: true },
  'POST /office/addresses/unlock': { who: ADMINISTRATOR, isGrave: true },
  'GET /office/sessions': { who: ADMINISTRATOR },
  'DELETE /office/sessions/:sessionId': { who: ADMINISTRATOR },
  'POST /office/sessions/:sessionId/end': { who: ADMINISTRATOR },
  'GET /office/tokens': { who: ADMINISTRATOR },
  'POST /office/tokens': { who: ADMINISTRATOR, isGrave: true },
  'POST /office/tokens/:name/end': { who: ADMINISTRATOR },
  'GET /office/audit': { who: ['administrator', 'auditor'] },
  'GET /office/overview': { who: EVERYONE, isUnlogged: true },
  'GET /office/catalogue': { who: EVERYONE, isUnlogged: true },
  'GET /office/entries/:journalId/:seq': { who: EVERYONE },
  'GET /office/discrepancies': { who: EVERYONE },
  'POST /office/discrepancies/:discrepancyId/close': { who: DESK },
  'POST /office/discrepancies/:discrepancyId/comment': { who: DESK },
  'POST /office/discrepancies/:discrepancyId/accept': { who: DESK },
  'POST /office/discrepancies/:discrepancyId/dismiss': { who: DESK },
  'GET /office/quarantine': { who: LOOKS },
  'GET /office/quarantine/:journalId': { who: LOOKS },
  'POST /office/quarantine/:journalId/merge': { who: DESK },
  'POST /office/quarantine/:journalId/dismiss': { who: DESK },
  'GET /office/kiosks': { who: LOOKS },
  'POST /office/kiosks/codes': { who: DESK },
  'POST /office/kiosks/revoke': { who: DESK, isGrave: true },
  'POST /office/codes': { who: DESK },
  'GET /office/staff': { who: LOOKS },
  'POST /office/staff': { who: DESK, isGrave: true },
  'POST /office/staff/:memberId': { who: DESK, isGrave: true },
  'POST /office/staff-sites/:siteId': { who: DESK, isGrave: true },
  'POST /office/rights': { who: DESK },
  'GET /office/check': { who: LOOKS },
  'POST /office/epoch': { who: ADMINISTRATOR, isGrave: true },
  'POST /office/backups': { who: ADMINISTRATOR, isGrave: true },
  'GET /office/backups/:backupId/part': { who: ADMINISTRATOR, isUnlogged: true },
  'POST /office/backups/:backupId/kept': { who: ADMINISTRATOR },
  'GET /office/cards': { who: DESK },
  'POST /office/cards': { who: DESK },
  'GET /office/cards/imports': { who: LOOKS },
  'POST /office/cards/imports': { who: DESK },
  'POST /office/cards/imports/:importId/undo': { who: DESK, isGrave: true },
  'GET /office/cards/jobs/:jobId': { who: DESK, isUnlogged: true },
  'GET /office/cards/jobs/:jobId/rows': { who: DESK, isUnlogged: true },
  'GET /office/cards/erasures': { who: LOOKS },
  'POST /office/cards/erasures': { who: ADMINISTRATOR, isGrave: true },
  'GET /office/cards/:cardNumber': { who: DESK },
  'GET /office/cards/:cardNumber/data': { who: DESK, isGrave: true },
  'POST /office/cards/:cardNumber': { who: DESK },
  'POST /office/cards/:cardNumber/replace': { who: DESK },
  'GET /office/records': { who: EVERYONE },
  'GET /office/records/:recordId': { who: EVERYONE },
  'GET /office/reports/usage': { who: EVERYONE },
  'GET /office/reports/advances': { who: EVERYONE },
  'GET /office/closings': { who: EVERYONE },
  'POST /office/settlements': { who: EVERYONE },
  'POST /office/settlements/reopen': { who: MONEY },
  'POST /office/catalogue': { who: ADMINISTRATOR, isGrave: true },
  'GET /office/notices': { who: EVERYONE },
  'POST /office/notices': { who: DESK },
  'POST /office/notices/:noticeId/withdraw': { who: DESK },
  'GET /office/catalogue/draft': { who: LOOKS, isUnlogged: true },
  'GET /office/catalogue/draft/check': { who: LOOKS, isUnlogged: true },
  'POST /office/catalogue/draft/quote': { who: LOOKS, isUnlogged: true },
  'POST /office/catalogue/draft/begin': { who: DESK },
  'POST /office/catalogue/draft/save': { who: DESK },
  'POST /office/catalogue/draft/submit': { who: DESK },
  'POST /office/catalogue/draft/approve': { who: DESK, isGrave: true },
  'POST /office/catalogue/draft/return': { who: DESK },
  'POST /office/catalogue/draft/drop': { who: DESK },
  'POST /office/catalogue/draft/sign': { who: ADMINISTRATOR, isGrave: true },
  'GET /office/catalogue/publications': { who: LOOKS, isUnlogged: true },
  'POST /office/catalogue/publications/:version/withdraw': { who: ADMINISTRATOR, isGrave: true },
};

/** The rule of a route by its name; null for one that has none. */
export function ruleOf(route: string): RouteRule | null {
  return isOfficeRoute(route) ? ROUTE_RULES[route] : null;
}

function isOfficeRoute(route: string): route is OfficeRoute {
  return (OFFICE_ROUTES as readonly string[]).includes(route);
}
