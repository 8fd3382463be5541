import { knownCatalogues } from '../../district/reports/known-catalogues.ts';
import {
  type CatalogueSource,
  type ServedCatalogue,
  shippedCatalogue,
  verifyCatalogue,
} from '../../district/roster/catalogue.ts';
import { currentCatalogue } from '../../district/roster/published-catalogue.ts';
import type { DistrictStore } from '../../district/storage/store.ts';
import { CommandRefused } from '../input/terminal.ts';
import { unknownSites } from './code-request.ts';

/**
 * Throws `CommandRefused` with the sites that there are if one of those asked for is in no catalogue that this district
 * has had. A district that was never started has the shipped one.
 */
export async function insistOnSites(store: DistrictStore, asked: readonly string[]): Promise<void> {
  if (asked.length === 0) return;
  const unknown = unknownSites(await sitesOf(store), asked);
  if (unknown !== null) throw new CommandRefused(unknown);
}

async function sitesOf(store: DistrictStore): Promise<readonly string[]> {
  const siteIds = await store.read(async (reads) => {
    const catalogueOf = knownCatalogues(reads, null);
    const found = new Set<string>();
    for (const version of await reads.catalogueVersions()) {
      for (const { id } of (await catalogueOf(version))?.sites ?? []) found.add(id);
    }
    return [...found];
  });
  if (siteIds.length > 0) return siteIds;
  return verifyCatalogue(await shippedCatalogue()).catalogue.sites.map(({ id }) => id);
}

/** The catalogue that is in force in data that this command has open. */
export async function servedCatalogue(
  store: DistrictStore,
  source: CatalogueSource,
): Promise<ServedCatalogue> {
  const first = verifyCatalogue(source);
  const parts = { store, now: Date.now, first, catalogueTrust: source };
  const held = currentCatalogue({ ...parts, onChange: () => {} });
  await held.look();
  return held.current();
}
