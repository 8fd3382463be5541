import type { ReplacementsPort, StoreFault } from '../../app/ports.ts';
import { cardsOfHolder, type Replacement } from '../../domain/card/replacement.ts';

/** What a device knows of replaced cards, as it lies in its database. No map in it is ever changed. */
export interface ReplacementsImage {
  readonly replaced: ReadonlyMap<string, Replacement>;
  readonly cursor: string | null;
}

interface SimulatedReplacements {
  readonly port: ReplacementsPort;
  image(): ReplacementsImage;
  clear(): void;
  /** How often the list was started again. */
  begun(): number;
}

const NOTHING: ReplacementsImage = { replaced: new Map(), cursor: null };

/** The replaced cards in a device's simulated IndexedDB; `full` is the fault of a write that finds no room. */
export function simulatedReplacements(
  full: () => StoreFault | null,
  from: ReplacementsImage = NOTHING,
): SimulatedReplacements {
  let { replaced, cursor } = from;
  let begun = 0;
  return {
    port: {
      cardsOf: async (cardRef) => cardsOfHolder(cardRef, [...replaced.values()]),
      cursor: async () => cursor,
      async put(fresh, mark) {
        if (full() !== null) return full();
        if (mark.anew) begun += 1;
        const kept = mark.anew ? [] : replaced.values();
        replaced = new Map([...kept, ...fresh].map((one) => [one.cardRef, one]));
        cursor = mark.cursor;
        return null;
      },
    },
    image: () => ({ replaced, cursor }),
    clear() {
      ({ replaced, cursor } = NOTHING);
    },
    begun: () => begun,
  };
}
