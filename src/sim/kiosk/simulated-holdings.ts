import type { StoreFault } from '../../app/ports.ts';
import type { HoldingsPort, KioskCourts } from '../../app/record/holdings.ts';
import type { CardRight } from '../../domain/shared/right.ts';

/** What a device knows of leases and rights, as it lies in its database. */
export interface HoldingsImage {
  readonly courts: KioskCourts | null;
  readonly rights: ReadonlyMap<string, CardRight>;
  readonly rightsCursor: string | null;
}

interface SimulatedHoldings {
  readonly port: HoldingsPort;
  image(): HoldingsImage;
  clear(): void;
  /** How often the rights were started again. */
  rightsBegun(): number;
  /** Somebody copies what is known of leases. */
  keepCourts(): void;
  /** Puts the copy back; false if there is none. */
  putBackCourts(): boolean;
}

const NOTHING: HoldingsImage = { courts: null, rights: new Map(), rightsCursor: null };

/** The leases and rights in a device's simulated IndexedDB; `full` is the fault of a write that finds no room. */
export function simulatedHoldings(
  full: () => StoreFault | null,
  from: HoldingsImage = NOTHING,
): SimulatedHoldings {
  let { courts, rightsCursor } = from;
  let courtsBefore: KioskCourts | null = null;
  let rights = new Map(from.rights);
  let begun = 0;
  return {
    port: {
      courts: async () => courts,
      async putCourts(next) {
        if (full() === null) courts = next;
        return full();
      },
      rightsOf: async (cardRef) => [...rights.values()].filter((right) => right.cardRef === cardRef),
      rightsCursor: async () => rightsCursor,
      async putRights(fresh, mark) {
        if (full() !== null) return full();
        if (mark.anew) {
          rights = new Map();
          begun += 1;
        }
        for (const right of fresh) rights.set(`${right.cardRef} ${right.itemId} ${right.year}`, right);
        rightsCursor = mark.cursor ?? rightsCursor;
        return null;
      },
    },
    image: () => ({ courts, rights, rightsCursor }),
    clear() {
      ({ courts, rightsCursor } = NOTHING);
      rights = new Map();
    },
    rightsBegun: () => begun,
    keepCourts() {
      courtsBefore = courts;
    },
    putBackCourts() {
      if (courtsBefore === null || courtsBefore === courts) return false;
      courts = courtsBefore;
      return true;
    },
  };
}
