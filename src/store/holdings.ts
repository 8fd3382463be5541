import type { HoldingsPort, KioskCourts } from '../app/record/holdings.ts';
import { WHOLE_DAY } from '../domain/shared/minutes.ts';
import type { Database } from './database.ts';
import { feedCursor } from './indexed-rows.ts';
import { faultOf } from './store-fault.ts';

/** Leases and rights in IndexedDB; a wiped profile holds none until the district is asked again. */
export function holdingsIn({ dexie, holdings, rights }: Database): HoldingsPort {
  return {
    async courts() {
      const row = await holdings.get('courts');
      return row?.name === 'courts' ? asStretches(row.courts) : null;
    },
    putCourts: (courts) =>
      faultOf(async () => {
        await holdings.put({ name: 'courts', courts });
        return null;
      }),
    rightsOf: (cardRef) => rights.where('cardRef').equals(cardRef).toArray(),
    rightsCursor: () => feedCursor({ holdings }, 'rights'),
    putRights: (fresh, { cursor, anew }) =>
      faultOf(() =>
        dexie.transaction('rw', [holdings, rights], async () => {
          if (anew) await rights.clear();
          await rights.bulkPut([...fresh]);
          if (cursor !== null) await holdings.put({ name: 'rights', cursor });
          return null;
        }),
      ),
  };
}

/** A release before resources kept the courts of items' slots. */
function asStretches(courts: KioskCourts): KioskCourts {
  const leases = courts.leases.map((lease) => {
    const { itemId, ...rest } = lease as typeof lease & { readonly itemId?: string };
    return itemId === undefined ? lease : { ...WHOLE_DAY, ...rest, resourceId: itemId };
  });
  // The next answer says again what other kiosks hold.
  const elsewhere = courts.elsewhere.filter((one) => 'resourceId' in one);
  return { ...courts, leases, elsewhere };
}
