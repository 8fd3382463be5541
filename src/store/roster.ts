import type {
  RosterAnswer,
  RosterChanges,
  RosterMark,
  RosterPort,
  RosterState,
  StoreFault,
} from '../app/ports.ts';
import type { CardNumber } from '../domain/card-number.ts';
import type { CardRecord } from '../domain/card-record.ts';
import { cardRefOf } from '../domain/card-ref.ts';
import { deskViewOf, type RosterRecord } from '../domain/roster-record.ts';
import { fingerprintOf, importRosterKey, openCard, type StoreKeys } from './card-box.ts';
import type { Database, RosterPointer } from './database.ts';
import {
  countOf,
  movePointer,
  pointerOf,
  type SealedDatabase,
  sealChanges,
  superseded,
  sweep,
  writeChanges,
} from './roster-rows.ts';
import { snapshotInto } from './roster-snapshot.ts';
import { faultOf } from './store-fault.ts';

/**
 * The roster in IndexedDB: a pointer says which generation of rows serves, and moves in the transaction that
 * completes the next. What a crash left of an unfinished snapshot is removed here, and so are all rows that
 * other keys have sealed.
 */
export async function openRoster(plain: Database, keys: StoreKeys): Promise<RosterPort> {
  const rosterKey = await importRosterKey(keys.rosterKeyHex);
  const database = { ...plain, keys, keyFingerprint: fingerprintOf(keys), rosterKey };
  // A disk without room for tidying up must not keep the desk from starting.
  await faultOf(async () => {
    await movePointer(database, (pointer) => ({ ...pointer, staging: null }));
    await sweep(database);
    return null;
  });
  return {
    state: async () => stateOf(await pointerOf(database)),
    async find(cardNumber) {
      const answer = await find(database, cardNumber);
      if (answer.kind !== 'found') return answer;
      return { kind: 'found', record: viewOf(answer.record, keys.namesKeyHex !== null) };
    },
    async fullNameOf(cardNumber) {
      const answer = await find(database, cardNumber);
      return answer.kind === 'found' && keys.namesKeyHex !== null ? answer.record.name : null;
    },
    beginSnapshot: () => beginSnapshot(database),
    applyChanges: (changes, upTo) => applyChanges(database, changes, upTo),
  };
}

function stateOf({ mark, isDamaged, cards }: RosterPointer): RosterState {
  const { cursor, epoch } = mark !== null && !isDamaged ? mark : { cursor: null, epoch: null };
  return { cursor, epoch, pulledAt: mark?.pulledAt ?? null, cards };
}

function viewOf(record: RosterRecord, areNamesOn: boolean): CardRecord {
  const view = deskViewOf(record);
  if (areNamesOn) return view;
  const family = view.family.map((member) =>
    member.relation === 'spouse' ? { ...member, maskedName: null } : member,
  );
  return { ...view, maskedName: null, family };
}

async function find(
  database: SealedDatabase,
  cardNumber: CardNumber,
): Promise<Exclude<RosterAnswer, { kind: 'found' }> | { kind: 'found'; record: RosterRecord }> {
  const { dexie, roster, cards, keys } = database;
  const cardRef = cardRefOf(keys.cardRefKeyHex, cardNumber);
  const row = await dexie.transaction('r', [roster, cards], async () => {
    const { serving } = await pointerOf(database);
    return cards.get([serving, cardRef]);
  });
  if (row === undefined) return { kind: 'unknown', cardNumber };
  const record = await openCard(database.rosterKey, row);
  if (record?.cardNumber === cardNumber) return { kind: 'found', record };
  // The rows beside it may be as bad, so the next round loads them all; until then this card is no guess.
  await faultOf(async () => {
    await movePointer(database, (pointer) => ({ ...pointer, isDamaged: true }));
    return null;
  });
  return { kind: 'damaged' };
}

async function beginSnapshot(database: SealedDatabase): ReturnType<RosterPort['beginSnapshot']> {
  let generation = 0;
  const fault = await faultOf(async () => {
    const pointer = await movePointer(database, withNextStaging);
    generation = pointer.lastGeneration;
    await sweep(database);
    return null;
  });
  return fault === null ? { ok: true, value: snapshotInto(database, generation) } : { ok: false, fault };
}

async function applyChanges(
  database: SealedDatabase,
  changes: RosterChanges,
  upTo: RosterMark,
): Promise<StoreFault | null> {
  const { dexie, roster, cards } = database;
  const { serving } = await pointerOf(database);
  const rows = await sealChanges(database, serving, changes);
  return faultOf(() =>
    dexie.transaction('rw', [roster, cards], async (): Promise<StoreFault | null> => {
      const pointer = await pointerOf(database);
      if (serving === 0 || pointer.serving !== serving) return superseded(serving);
      await writeChanges(database, rows);
      const count = changes.length === 0 ? pointer.cards : await countOf(database, serving);
      await roster.put({ ...pointer, mark: upTo, cards: count });
      return null;
    }),
  );
}

/** Generations are numbered without end: a number that a crash has left behind is never used again. */
function withNextStaging(pointer: RosterPointer): RosterPointer {
  const generation = pointer.lastGeneration + 1;
  return { ...pointer, staging: generation, lastGeneration: generation };
}
