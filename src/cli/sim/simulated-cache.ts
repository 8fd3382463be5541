import type { HeldCourts, HoldingsPort } from '../../app/holdings.ts';
import type { RosterPort, SignedTextName, SignedTextsPort, StoreFault, UsesPort } from '../../app/ports.ts';
import type { CardRight } from '../../domain/right.ts';
import type { SignedText } from '../../domain/signed-text.ts';
import { type SimulatedRoster, simulatedRoster } from './simulated-roster.ts';
import { simulatedUses } from './simulated-uses.ts';

/** A device's IndexedDB: outlives its processes, may be full, may be thrown away by the browser. */
export interface SimulatedCache {
  /** True while there is no room for anything more. */
  isFull: boolean;
  /** The browser throws everything away. */
  clear(): void;
  readonly uses: UsesPort;
  /** The entries whose uses count. */
  standing(): readonly number[];
  readonly roster: RosterPort;
  readonly texts: SignedTextsPort;
  readonly holdings: HoldingsPort;
  /** Somebody copies what is known of leases. */
  keepCourts(): void;
  /** The copy comes back; false where there is none. */
  putBackCourts(): boolean;
  /** How often the rights were begun anew. */
  rightsBegun(): number;
  /** What a reader of the roster sees now. */
  readonly held: SimulatedRoster;
}

const FULL: StoreFault = { kind: 'quota', detail: 'as the simulation says' };

export function simulatedCache(): SimulatedCache {
  const uses = simulatedUses(() => cache.isFull);
  const held = simulatedRoster(() => cache.isFull);
  const texts = new Map<SignedTextName, SignedText>();
  let courts: HeldCourts | null = null;
  let courtsBefore: HeldCourts | null = null;
  let rights: Map<string, CardRight> = new Map();
  let rightsCursor: string | null = null;
  let rightsBegun = 0;

  const full = (): StoreFault | null => (cache.isFull ? FULL : null);

  const cache: SimulatedCache = {
    isFull: false,
    uses: uses.port,
    standing: uses.standing,
    held,
    roster: held.port,
    texts: {
      read: async (name) => texts.get(name) ?? null,
      async write(name, signed) {
        if (full() === null) texts.set(name, signed);
        return full();
      },
    },
    holdings: {
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
          rightsBegun += 1;
        }
        for (const right of fresh) rights.set(`${right.cardRef} ${right.itemId} ${right.year}`, right);
        rightsCursor = mark.cursor ?? rightsCursor;
        return null;
      },
    },
    rightsBegun: () => rightsBegun,
    keepCourts() {
      courtsBefore = courts;
    },
    putBackCourts() {
      if (courtsBefore === null || courtsBefore === courts) return false;
      courts = courtsBefore;
      return true;
    },
    clear() {
      uses.clear();
      held.clear();
      texts.clear();
      courts = null;
      rights = new Map();
      rightsCursor = null;
    },
  };
  return cache;
}
