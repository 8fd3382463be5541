import { isDeepStrictEqual } from 'node:util';
import type { RosterPort, StoreFault } from '../../app/ports.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import { deskViewOf, type RosterChange, type RosterRecord } from '../../domain/card/roster-record.ts';
import { beginPull, type RosterMark, type RosterWriter } from '../../store/roster/roster-pull.ts';

/** What lies in the database. No map in it is ever changed. */
export interface RosterImage {
  readonly serving: Cards;
  readonly mark: RosterMark | null;
  /** The key under which all names of what is served lie; null if some are missing. */
  readonly sealedUnder: string | null;
}

/** The roster of a device in its simulated IndexedDB: one generation serves, another may be loading. */
export interface SimulatedRoster {
  readonly port: RosterPort;
  image(): RosterImage;
  clear(): void;
  /** What a reader sees now. */
  serving(): ReadonlyMap<CardNumber, RosterRecord>;
  mark(): RosterMark | null;
  /** Names are written, and read, under this key; null for a window that has none. */
  sealUnder(keyHex: string | null): void;
  holds(roster: ReadonlyMap<string, RosterRecord>): boolean;
}

type Cards = Map<CardNumber, RosterRecord>;

const NO_ROSTER: RosterImage = { serving: new Map(), mark: null, sealedUnder: null };

export function simulatedRoster(isFull: () => boolean, from: RosterImage = NO_ROSTER): SimulatedRoster {
  let { serving, mark, sealedUnder } = from;
  let loads = 0;
  let namesKey: string | null = null;

  const full = (): StoreFault | null =>
    isFull() ? { kind: 'quota', detail: 'as the simulation says' } : null;

  const writer: RosterWriter = {
    held: async () => (mark === null ? null : { mark, mustReload: false }),
    async beginSnapshot() {
      loads += 1;
      const mine = loads;
      const loading: Cards = new Map();
      const key = namesKey;
      return {
        ok: true,
        value: {
          add: (changes) => apply(loading, changes),
          async finish(upTo) {
            if (mine !== loads) return { kind: 'superseded', detail: 'another load began' };
            const fault = full();
            if (fault !== null) return fault;
            serving = loading;
            mark = upTo;
            sealedUnder = key;
            return null;
          },
        },
      };
    },
    beginChanges() {
      const taken: RosterChange[] = [];
      return {
        add: (changes) => taken.push(...changes),
        async finish(upTo) {
          const fault = full();
          if (fault !== null) return fault;
          const next = new Map(serving);
          apply(next, taken);
          serving = next;
          mark = upTo;
          if (namesKey !== sealedUnder) sealedUnder = null;
          return null;
        },
      };
    },
  };

  let sameAs: { serving: Cards | null; roster: ReadonlyMap<string, RosterRecord> | null } = {
    serving: null,
    roster: null,
  };

  const lacksNames = () => namesKey !== null && sealedUnder !== namesKey;

  return {
    image: () => ({ serving, mark, sealedUnder }),
    serving: () => serving,
    mark: () => mark,
    sealUnder(keyHex) {
      namesKey = keyHex;
    },
    holds(roster) {
      // No map of either side is ever changed, so that what was equal once stays so.
      if (sameAs.serving !== serving || sameAs.roster !== roster) {
        if (!isDeepStrictEqual(roster, serving)) return false;
        sameAs = { serving, roster };
      }
      return true;
    },
    clear() {
      serving = new Map();
      mark = null;
      sealedUnder = null;
      loads += 1;
    },
    port: {
      state: async () => ({
        // As the real one does: a roster without its names is loaded again once there is a key to them.
        cursor: lacksNames() ? null : (mark?.cursor ?? null),
        epoch: lacksNames() ? null : (mark?.epoch ?? null),
        pulledAt: mark?.pulledAt ?? null,
        cards: serving.size,
      }),
      async find(cardNumber) {
        const record = serving.get(cardNumber);
        return record === undefined
          ? { kind: 'unknown', cardNumber }
          : { kind: 'found', record: deskViewOf(record) };
      },
      fullNameOf: async (cardNumber) =>
        namesKey === null || lacksNames() ? null : (serving.get(cardNumber)?.name ?? null),
      beginPull: (kind, keys) => beginPull(writer, kind, keys),
    },
  };
}

function apply(cards: Cards, changes: readonly RosterChange[]): void {
  for (const change of changes) {
    if (change.kind === 'put') cards.set(change.record.cardNumber, change.record);
    else cards.delete(change.cardNumber);
  }
}
