import type { CacheKeys, CachePort } from '../../app/cache-port.ts';
import type { NoticesPort } from '../../app/notices/notices-port.ts';
import type {
  ReplacementsPort,
  RosterPort,
  SignedTextName,
  SignedTextsPort,
  StoreFault,
  UsesPort,
} from '../../app/ports.ts';
import type { RecordsPort } from '../../app/record/feed-records.ts';
import type { HoldingsPort } from '../../app/record/holdings.ts';
import { type MemoryRecordsImage, memoryRecordsFrom } from '../../app/record/memory-records.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import { cardRefOf } from '../../domain/card/card-ref.ts';
import type { SignedText } from '../../domain/trust/signed-text.ts';
import { type RosterImage, type SimulatedRoster, simulatedRoster } from '../district/simulated-roster.ts';
import type { Life } from '../world/life.ts';
import { type HoldingsImage, simulatedHoldings } from './simulated-holdings.ts';
import { type ReplacementsImage, simulatedReplacements } from './simulated-replacements.ts';
import { simulatedUses, type UsesImage } from './simulated-uses.ts';

/** A device's IndexedDB: outlives its processes, may be full, may be thrown away by the browser. */
export interface SimulatedCache {
  /** True while there is no room for anything more. */
  isFull: boolean;
  /** The browser throws everything away. */
  clear(): void;
  /** A second machine made from an image of this one. */
  cloned(): SimulatedCache;
  readonly uses: UsesPort;
  readonly roster: RosterPort;
  readonly texts: SignedTextsPort;
  readonly holdings: HoldingsPort;
  readonly records: RecordsPort;
  readonly replacements: ReplacementsPort;
  /** Somebody copies what is known of leases. */
  keepCourts(): void;
  /** Puts the copy back; false if there is none. */
  putBackCourts(): boolean;
  /** How often the rights were started again. */
  rightsBegun(): number;
  /** How often the records were started again. */
  recordsBegun(): number;
  /** The same for the replaced cards. */
  replacedBegun(): number;
  /** What a reader of the roster sees now. */
  readonly held: SimulatedRoster;
}

interface CacheImage {
  readonly uses?: UsesImage;
  readonly roster?: RosterImage;
  readonly texts: ReadonlyMap<SignedTextName, SignedText>;
  readonly holdings?: HoldingsImage;
  readonly records: MemoryRecordsImage;
  readonly replacements?: ReplacementsImage;
}

const EMPTY: CacheImage = {
  texts: new Map(),
  records: { rows: [], cursor: null },
};
/** The simulated office tells its desks nothing. */
const NO_NOTICES: NoticesPort = {
  cursor: async () => null,
  put: async () => null,
  unread: async () => [],
  markRead: async () => null,
  untold: async () => [],
  markTold: async () => null,
};
const FULL: StoreFault = { kind: 'quota', detail: 'as the simulation says' };

export function simulatedCache(from: CacheImage = EMPTY): SimulatedCache {
  const records = memoryRecordsFrom(from.records);
  const uses = simulatedUses(() => cache.isFull, records, from.uses);
  const held = simulatedRoster(() => cache.isFull, from.roster);
  const texts = new Map(from.texts);
  const full = (): StoreFault | null => (cache.isFull ? FULL : null);
  const holdings = simulatedHoldings(full, from.holdings);
  const replacements = simulatedReplacements(full, from.replacements);
  let recordsBegun = 0;

  const cache: SimulatedCache = {
    isFull: false,
    uses: uses.port,
    held,
    roster: held.port,
    texts: {
      read: async (name) => texts.get(name) ?? null,
      async write(name, signed) {
        if (full() === null) texts.set(name, signed);
        return full();
      },
    },
    holdings: holdings.port,
    records: {
      ...records,
      async put(rows, mark) {
        if (full() !== null) return full();
        if (mark.anew) recordsBegun += 1;
        return records.put(rows, mark);
      },
    },
    replacements: replacements.port,
    rightsBegun: holdings.rightsBegun,
    recordsBegun: () => recordsBegun,
    replacedBegun: replacements.begun,
    keepCourts: holdings.keepCourts,
    putBackCourts: holdings.putBackCourts,
    cloned: () =>
      simulatedCache({
        ...{ uses: uses.image(), roster: held.image(), texts, holdings: holdings.image() },
        ...{ records: records.image(), replacements: replacements.image() },
      }),
    clear() {
      uses.clear();
      held.clear();
      texts.clear();
      holdings.clear();
      records.clear();
      replacements.clear();
    },
  };
  return cache;
}

/**
 * The cache as one window has it, which may end at any of its awaits; what was written until then stays. The simulated
 * catalogue never changes, so that none is kept.
 */
export function cacheOpenBy(
  life: Pick<Life, 'passed'>,
  { uses, roster, texts, holdings, records, replacements, held }: SimulatedCache,
  keys: CacheKeys,
): CachePort {
  const open = <Port extends object>(port: Port) => endingAt(life, port);
  const refOf = (cardNumber: CardNumber) => cardRefOf(keys.cardRefKeyHex, cardNumber);
  held.sealUnder(keys.namesKeyHex);
  return {
    uses: open(uses),
    signedTexts: open(texts),
    holdings: open(holdings),
    records: open(records),
    replacements: open(replacements),
    notices: NO_NOTICES,
    roster: {
      ...open(roster),
      async beginPull(kind, keysInUse) {
        const begun = await open(roster).beginPull(kind, keysInUse);
        return begun.ok ? { ok: true, value: open(begun.value) } : begun;
      },
    },
    catalogueFile: { read: async () => null, write: async () => null },
    // All of it is in memory.
    warmRoster: async () => undefined,
    useNamesKey: async (keyHex) => held.sealUnder(keyHex),
    cardRefOf: refOf,
    async numbersBehind(cardRefs) {
      const known = [...held.serving().keys()].map((number) => [refOf(number), number] as const);
      return new Map(known.filter(([cardRef]) => cardRefs.has(cardRef)));
    },
    close: () => undefined,
  };
}

/** The same port, at each of whose calls the process may end before and after. Every method answers a promise. */
function endingAt<Port extends object>(life: Pick<Life, 'passed'>, port: Port): Port {
  const calls = Object.entries(port).map(([name, method]: [string, (...args: unknown[]) => unknown]) => [
    name,
    async (...args: unknown[]) => {
      await life.passed();
      const answer = await method(...args);
      await life.passed();
      return answer;
    },
  ]);
  return Object.fromEntries(calls);
}
