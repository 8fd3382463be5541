import type { CatalogueFilePort, SignedTextsPort } from '../app/ports.ts';
import type { Database } from './database.ts';
import { faultOf } from './store-fault.ts';

/** The signed lists as the district sent them; whoever reads one verifies it. */
export function signedTextsIn({ signedTexts }: Database): SignedTextsPort {
  return {
    read: async (name) => (await signedTexts.get(name))?.signed ?? null,
    write: (name, signed) =>
      faultOf(async () => {
        await signedTexts.put({ name, signed });
        return null;
      }),
  };
}

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
