import type { z } from 'zod';
import type { feedQuery } from '../protocol/feed-page.ts';
import type { Cursor } from '../protocol/wire.ts';
import { RightsPage, RightsQuery } from '../protocol/wire-limits.ts';
import { NotesPage, NotesQuery } from '../protocol/wire-notes.ts';
import { NoticesPage, NoticesQuery } from '../protocol/wire-notices.ts';
import { RecordsPage, RecordsQuery } from '../protocol/wire-records.ts';
import { ReplacedPage, ReplacedQuery } from '../protocol/wire-replaced.ts';
import type { Kiosk } from './kiosks/kiosk.ts';
import { readRights } from './leases/rights.ts';
import { readNotes } from './notes/read-notes.ts';
import { readNotices } from './notices/feed.ts';
import { readRecords } from './records/feed.ts';
import type { Outcome } from './refusal.ts';
import { readReplaced } from './roster/replaced.ts';
import type { Services } from './services.ts';

/** A kiosk asks for at most `limit` rows after its cursor; without a cursor it reads from the beginning. */
interface FeedAsk {
  readonly cursor: Cursor | undefined;
  readonly limit: number;
}

/** Rows that a kiosk reads page by page: at first all of them, later those that changed since its cursor. */
export interface Feed<Page extends z.ZodType = z.ZodType> {
  readonly summary: string;
  readonly query: ReturnType<typeof feedQuery>;
  readonly page: Page;
  readonly read: (
    services: Services,
    kiosk: Kiosk,
    ask: FeedAsk,
  ) => Promise<Outcome<Omit<z.input<Page>, 'serverTimeMs'>>>;
}

/**
 * Every feed by its path under the version. Server and simulator answer them from here. The roster is not among them: its
 * pages are signed.
 */
export const FEEDS: Readonly<Record<string, Feed>> = {
  '/rights': feed({
    summary: 'One page of rights, or of what changed since a cursor',
    query: RightsQuery,
    page: RightsPage,
    read: readRights,
  }),
  '/records': feed({
    summary: "One page of the records that concern the kiosk's sites, or of what changed since a cursor",
    query: RecordsQuery,
    page: RecordsPage,
    read: readRecords,
  }),
  '/replaced': feed({
    summary: 'One page of the cards that took the place of others, or of those since a cursor',
    query: ReplacedQuery,
    page: ReplacedPage,
    read: (services, _kiosk, ask) => readReplaced(services, ask),
  }),
  '/notes': feed({
    summary: 'One page of the notes of your sites, or of what changed since a cursor',
    query: NotesQuery,
    page: NotesPage,
    read: readNotes,
  }),
  '/notices': feed({
    summary: "One page of the notices for the kiosk's sites, or of what changed since a cursor",
    query: NoticesQuery,
    page: NoticesPage,
    read: readNotices,
  }),
};

/** Lets the compiler check what a feed reads against the schema of its page. */
function feed<Page extends z.ZodType>(of: Feed<Page>): Feed {
  return of;
}
