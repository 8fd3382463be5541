import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { givesRights } from '../../domain/decision/limited-items.ts';
import type { HoldingsLine, KioskHoldings } from '../record/holdings.ts';
import { type PagesOutcome, pullPages } from './pull-pages.ts';

/** A million rights; the district has some tens of thousands of cards. */
const PAGES_MAX = 1_000;

interface PullRightsPorts {
  readonly holdings: Pick<KioskHoldings, 'rights'>;
  readonly district: Pick<HoldingsLine, 'rights'>;
  readonly catalogue: { current(): Catalogue | null };
  readonly siteId: () => string | null;
}

/**
 * Brings to this desk which site each holder chose for a right of the year, page by page; a page that is
 * kept need not come again. A desk that gives no such right pulls none.
 */
export async function pullRights(ports: PullRightsPorts, signal: AbortSignal): Promise<PagesOutcome> {
  const [catalogue, siteId] = [ports.catalogue.current(), ports.siteId()];
  if (catalogue === null || siteId === null || !givesRights(catalogue, siteId)) return { kind: 'none' };
  const { holdings, district } = ports;
  return pullPages(
    {
      pagesMax: PAGES_MAX,
      cursor: () => holdings.rights.rightsCursor(),
      ask: (cursor) => district.rights(cursor),
      keep: (page, at) => holdings.rights.putRights(page.rights, at),
      changesIn: (page) => page.rights.length,
    },
    signal,
  );
}
