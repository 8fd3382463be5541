import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { givesRights } from '../../domain/decision/limited-items.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import { comesBefore } from '../../protocol/position-cursor.ts';
import type { StoreFault } from '../ports.ts';
import type { HoldingsLine, KioskHoldings } from '../record/holdings.ts';

/** A million rights; the district has some tens of thousands of cards. */
const PAGES_MAX = 1_000;

interface PullRightsPorts {
  readonly holdings: Pick<KioskHoldings, 'rights'>;
  readonly district: Pick<HoldingsLine, 'rights'>;
  readonly catalogue: { current(): Catalogue | null };
  readonly siteId: () => string | null;
}

/** `none`: this desk gives nothing that a card has a right to at one of several sites. */
export type RightsOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'pulled'; readonly changes: number }
  | { readonly kind: 'fault'; readonly fault: LineFault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

/**
 * Brings to this desk which site each holder chose for a right of the year, page by page; a page that is
 * kept need not come again. A desk that gives no such right pulls none.
 */
export async function pullRights(ports: PullRightsPorts, signal: AbortSignal): Promise<RightsOutcome> {
  const [catalogue, siteId] = [ports.catalogue.current(), ports.siteId()];
  if (catalogue === null || siteId === null || !givesRights(catalogue, siteId)) return { kind: 'none' };
  let cursor = await ports.holdings.rights.rightsCursor();
  let changes = 0;
  for (let pages = 0; pages < PAGES_MAX && !signal.aborted; pages += 1) {
    const page = await ports.district.rights(cursor);
    if (!page.ok) return { kind: 'fault', fault: page.fault };
    const { rights, more } = page.value;
    if (cursor !== null && comesBefore(page.value.cursor, cursor)) {
      // A district that has lost its tail, or an old answer played again: either way what is kept begins anew.
      cursor = null;
      continue;
    }
    // The cursor begins with the epoch: a district that was restored begins anew, and so does what is kept.
    const anew = cursor === null || !cursor.startsWith(page.value.epoch);
    const fault = await ports.holdings.rights.putRights(rights, { cursor: page.value.cursor, anew });
    if (fault !== null) return { kind: 'store-fault', fault };
    changes += rights.length;
    cursor = page.value.cursor;
    if (!more) break;
  }
  return { kind: 'pulled', changes };
}
