import type { LineFault } from '../../protocol/line-fault.ts';
import { comesBefore } from '../../protocol/position-cursor.ts';
import type { StoreFault } from '../ports.ts';

/** `none`: this desk has no use for the feed, or the district is of a release that does not have it. */
export type PagesOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'pulled'; readonly changes: number }
  | { readonly kind: 'fault'; readonly fault: LineFault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

interface FeedPage {
  /** The cursor's text begins with the epoch. */
  readonly cursor: string;
  readonly epoch: string;
  readonly more: boolean;
}

type PageAnswer<Page> =
  | { readonly ok: true; readonly value: Page | null }
  | { readonly ok: false; readonly fault: LineFault };

/** A feed of the district with a cursor, and where this kiosk keeps it. */
interface Feed<Page extends FeedPage> {
  /** No district has more pages than this. */
  readonly pagesMax: number;
  readonly cursor: () => Promise<string | null>;
  readonly ask: (cursor: string | null) => Promise<PageAnswer<Page>>;
  /** Keeps a page with its cursor; `anew` first drops the pages that were kept before. */
  readonly keep: (
    page: Page,
    at: { readonly cursor: string; readonly anew: boolean },
  ) => Promise<StoreFault | null>;
  readonly changesIn: (page: Page) => number;
}

/** Brings a feed page by page from where it stands; a page that is kept need not come again. */
export async function pullPages<Page extends FeedPage>(
  feed: Feed<Page>,
  signal: AbortSignal,
): Promise<PagesOutcome> {
  let cursor = await feed.cursor();
  let changes = 0;
  for (let pages = 0; pages < feed.pagesMax && !signal.aborted; pages += 1) {
    const answer = await feed.ask(cursor);
    if (!answer.ok) return { kind: 'fault', fault: answer.fault };
    const page = answer.value;
    if (page === null) return { kind: 'none' };
    if (cursor !== null && comesBefore(page.cursor, cursor)) {
      // A district that has lost its tail, or an old answer played again: in both cases the copy here starts again.
      cursor = null;
      continue;
    }
    // A district that was restored has another epoch: its feed starts again, and so does the copy here.
    const anew = cursor === null || !cursor.startsWith(page.epoch);
    const fault = await feed.keep(page, { cursor: page.cursor, anew });
    if (fault !== null) return { kind: 'store-fault', fault };
    changes += feed.changesIn(page);
    cursor = page.cursor;
    if (!page.more) break;
  }
  return { kind: 'pulled', changes };
}
