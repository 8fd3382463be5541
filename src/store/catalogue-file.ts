import type { CatalogueFilePort } from '../app/ports.ts';
import type { Database } from './database.ts';
import { faultOf } from './store-fault.ts';

/** The signed catalogue file as the district sent it; whoever reads it verifies it. */
export function catalogueFileIn({ catalogue }: Database): CatalogueFilePort {
  return {
    read: async () => (await catalogue.get('catalogue'))?.file ?? null,
    write: (file) =>
      faultOf(async () => {
        await catalogue.put({ name: 'catalogue', file });
        return null;
      }),
  };
}
