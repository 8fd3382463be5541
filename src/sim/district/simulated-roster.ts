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
  const state: RosterState = { ...from, loads: 0, namesKey: null };
  const writer = writerOver(state, isFull);
  return {
    image: () => ({ serving: state.serving, mark: state.mark, sealedUnder: state.sealedUnder }),
    serving: () => state.serving,
    mark: () => state.mark,
    sealUnder(keyHex) {
      state.namesKey = keyHex;
    },
    holds: comparison(() => state.serving),
    clear() {
      state.serving = new Map();
      state.mark = null;
      state.sealedUnder = null;
      state.loads += 1;
    },
    port: readerOver(state, writer),
  };
}

interface RosterState {
  serving: Cards;
  mark: RosterMark | null;
  sealedUnder: string | null;
  /** Counts the loads: a later one supersedes those before. */
  loads: number;
  /** Null while the window has no key to names. */
  namesKey: string | null;
}

function readerOver(state: RosterState, writer: RosterWriter): RosterPort {
  const lacksNames = () => state.namesKey !== null && state.sealedUnder !== state.namesKey;
  return {
    state: async () => ({
      // The real one does the same: a roster without its names is loaded again once there is a key to them.
      cursor: lacksNames() ? null : (state.mark?.cursor ?? null),
      epoch: lacksNames() ? null : (state.mark?.epoch ?? null),
      pulledAt: state.mark?.pulledAt ?? null,
      cards: state.serving.size,
    }),
    async find(cardNumber) {
      const record = state.serving.get(cardNumber);
      return record === undefined
        ? { kind: 'unknown', cardNumber }
        : { kind: 'found', record: deskViewOf(record) };
    },
    fullNameOf: async (cardNumber) =>
      state.namesKey === null || lacksNames() ? null : (state.serving.get(cardNumber)?.name ?? null),
    beginPull: (kind, keys) => beginPull(writer, kind, keys),
  };
}

function writerOver(state: RosterState, isFull: () => boolean): RosterWriter {
  const full = (): StoreFault | null =>
    isFull() ? { kind: 'quota', detail: 'as the simulation says' } : null;
  return {
    held: async () => (state.mark === null ? null : { mark: state.mark, mustReload: false }),
    async beginSnapshot() {
      state.loads += 1;
      const mine = state.loads;
      const loading: Cards = new Map();
      const key = state.namesKey;
      return {
        ok: true,
        value: {
          add: (changes) => apply(loading, changes),
          async finish(upTo) {
            if (mine !== state.loads) return { kind: 'superseded', detail: 'another load began' };
            const fault = full();
            if (fault !== null) return fault;
            state.serving = loading;
            state.mark = upTo;
            state.sealedUnder = key;
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
          const next = new Map(state.serving);
          apply(next, taken);
          state.serving = next;
          state.mark = upTo;
          if (state.namesKey !== state.sealedUnder) state.sealedUnder = null;
          return null;
        },
      };
    },
  };
}

/** Compares a roster with what is served. No map of either side ever changes, so a result can be kept. */
function comparison(serving: () => Cards): SimulatedRoster['holds'] {
  let equal: { readonly serving: Cards; readonly roster: ReadonlyMap<string, RosterRecord> } | null = null;
  return (roster) => {
    const now = serving();
    if (equal?.serving === now && equal.roster === roster) return true;
    if (!isDeepStrictEqual(roster, now)) return false;
    equal = { serving: now, roster };
    return true;
  };
}

function apply(cards: Cards, changes: readonly RosterChange[]): void {
  for (const change of changes) {
    if (change.kind === 'put') cards.set(change.record.cardNumber, change.record);
    else cards.delete(change.cardNumber);
  }
}
