import type { ReplacementsPort } from '../app/ports.ts';
import { cardsOfHolder } from '../domain/card/replacement.ts';
import type { Database } from './database.ts';
import { feedCursor } from './indexed-rows.ts';
import { faultOf } from './store-fault.ts';

/** Which cards took the place of which, in IndexedDB: pseudonyms alone. */
export function replacementsIn({ dexie, holdings, replaced }: Database): ReplacementsPort {
  return {
    cardsOf: (cardRef) =>
      dexie.transaction('r', replaced, async () => {
        const [own, later] = await Promise.all([
          replaced.get(cardRef),
          replaced.where('replaces').equals(cardRef).toArray(),
        ]);
        return cardsOfHolder(cardRef, own === undefined ? later : [own, ...later]);
      }),
    cursor: () => feedCursor({ holdings }, 'replaced'),
    put: (fresh, { cursor, anew }) =>
      faultOf(() =>
        dexie.transaction('rw', [holdings, replaced], async () => {
          if (anew) await replaced.clear();
          await replaced.bulkPut([...fresh]);
          await holdings.put({ name: 'replaced', cursor });
          return null;
        }),
      ),
  };
}
