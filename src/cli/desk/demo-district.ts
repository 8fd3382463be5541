import { demoRecords } from '../../district/demo/cards.ts';
import { type District, startDistrict } from '../../district/district.ts';
import { shippedCatalogue } from '../../district/roster/catalogue.ts';
import { developmentKeys } from '../../district/roster/keys.ts';

/** A demo district in this process; it uses the clock of its desks. `folder` null: in memory. Throws `StartFault`. */
export async function demoDistrict(folder: string | null, now: () => number): Promise<District> {
  return startDistrict({
    storage: { kind: 'pglite', folder },
    host: '127.0.0.1',
    port: 0,
    catalogue: await shippedCatalogue(),
    keys: developmentKeys(),
    seed: demoRecords,
    hasDemoStaff: true,
    now,
  });
}
