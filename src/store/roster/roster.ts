import type { CacheKeys } from '../../app/cache-port.ts';
import type { NumbersPort, RosterPort, RosterState } from '../../app/ports.ts';
import { shownText } from '../../domain/base/plain-text.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import type { CardRecord } from '../../domain/card/card-record.ts';
import { cardRefOf } from '../../domain/card/card-ref.ts';
import { maskedNameOf } from '../../domain/card/masked-name.ts';
import type { Database } from '../database.ts';
import { faultOf } from '../store-fault.ts';
import { readNames } from './roster-names.ts';
import {
  movePointer,
  onRosterWritten,
  pointerOf,
  type SealedDatabase,
  sealedDatabase,
  sweep,
} from './roster-pointer.ts';
import { type FoundRow, type RosterReader, rosterReader } from './roster-reader.ts';
import { FACT_BYTES, namesIn, readFacts } from './roster-row.ts';
import { inlineTaker, workerTaker } from './roster-taker.ts';
import { numbersBehind } from './roster-walk.ts';

/** The roster of this device, and what its owner may ask of it besides. */
export interface OpenRoster extends NumbersPort {
  readonly port: RosterPort;
  /**
   * Clears away what nobody needs, and takes the roster into memory while nothing else is done, so that a look-up
   * takes microseconds; and from then on each generation that comes.
   */
  warm(): Promise<void>;
  close(): void;
}

/**
 * The roster in IndexedDB: a pointer says which generation of sealed blocks serves, and moves in the
 * transaction that completes the next. An unfinished snapshot that a crash left is given up here. What there is of
 * it, and all that other keys have sealed, goes before the warming and before each snapshot, and keeps no first
 * answer waiting.
 */
export async function openRoster(plain: Database, keys: CacheKeys): Promise<OpenRoster> {
  const database = await sealedDatabase(plain, keys);
  const isEmpty = await giveUpStaging(database);
  const reader = rosterReader(database);
  const taker = typeof Worker === 'undefined' ? inlineTaker(database) : workerTaker(keys);
  const stopListening = onRosterWritten(lookAgain);
  // The desk opens with its first roster: the worker starts while the line is asked for it.
  if (isEmpty) taker.prepare();
  let isWarmWanted = false;
  let isClosed = false;
  let sweeping: Promise<unknown> | null = null;

  function lookAgain(): void {
    reader.refresh();
    if (isWarmWanted) void warm();
  }

  /** A database that fails or is closed leaves the rest on the disk, where a look-up finds it or says why not. */
  async function warm(): Promise<void> {
    sweeping ??= faultOf(() => sweep(database).then(() => null));
    await sweeping;
    await faultOf(async () => {
      await reader.warm(pause, () => isClosed);
      return null;
    });
  }

  /** The worker's message may come after its answer, so whoever wrote here looks again at once. */
  async function written<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } finally {
      lookAgain();
    }
  }

  return {
    port: {
      state: () => stateOf(reader),
      async find(cardNumber) {
        const found = await reader.find(cardNumber);
        if (found.kind === 'damaged') return { kind: 'damaged' };
        if (found.kind === 'unknown') return { kind: 'unknown', cardNumber };
        return { kind: 'found', record: viewOf(found, cardNumber) };
      },
      async fullNameOf(cardNumber) {
        const found = await reader.find(cardNumber);
        const [name] = found.kind === 'found' ? namesOf(found) : [];
        return name === undefined ? null : shownText(name);
      },
      async beginPull(kind, keysInUse) {
        const begun = await taker.begin(kind, keysInUse);
        if (!begun.ok) return begun;
        const pull = begun.value;
        return {
          ok: true,
          value: { add: (page) => pull.add(page), finish: (pulledAt) => written(pull.finish(pulledAt)) },
        };
      },
    },
    numbersBehind: (cardRefs) =>
      numbersBehind(database, cardRefs, (cardNumber) => cardRefOf(keys.cardRefKeyHex, cardNumber)),
    async warm() {
      isWarmWanted = true;
      await warm();
    },
    close() {
      isClosed = true;
      taker.close();
      stopListening();
    },
  };
}

/** A disk without room for it must not keep the desk from starting. True if there is no roster yet. */
async function giveUpStaging(database: SealedDatabase): Promise<boolean> {
  let isEmpty = false;
  await faultOf(async () => {
    const { staging, mark } = await pointerOf(database);
    isEmpty = mark === null;
    if (staging !== null) await movePointer(database, (pointer) => ({ ...pointer, staging: null }));
    return null;
  });
  return isEmpty;
}

async function stateOf(reader: RosterReader): Promise<RosterState> {
  const { mark, isDamaged, cards } = await reader.pointer();
  const mustReload = isDamaged || (await reader.lacksNames());
  const { cursor, epoch } = mark !== null && !mustReload ? mark : { cursor: null, epoch: null };
  return { cursor, epoch, pulledAt: mark?.pulledAt ?? null, cards };
}

function viewOf(found: Extract<FoundRow, { kind: 'found' }>, cardNumber: CardNumber): CardRecord {
  const { family, ...facts } = readFacts(found.row, 0, cardNumber);
  const [name, ...spouses] = namesOf(found).map(maskedNameOf);
  return {
    ...facts,
    maskedName: name ?? null,
    family: family.map((relation) =>
      relation === 'spouse' ? { relation, maskedName: spouses.shift() ?? null } : { relation },
    ),
  };
}

function namesOf({ row, hasNames }: Extract<FoundRow, { kind: 'found' }>): readonly string[] {
  return hasNames ? readNames(row, FACT_BYTES, namesIn(row, 0)) : [];
}

/** A task of its own, so that a key or a scan in between is answered first. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
