import {
  type CatalogueSource,
  type ServedCatalogue,
  verifyCatalogue,
} from '../../district/roster/catalogue.ts';
import { currentCatalogue } from '../../district/roster/published-catalogue.ts';
import type { DistrictStore } from '../../district/storage/store.ts';

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
