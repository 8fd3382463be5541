import type { SignedTextsPort } from '../app/ports.ts';
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
