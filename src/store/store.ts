import type { CacheKeys, CachePort } from '../app/cache-port.ts';
import { cardRefOf } from '../domain/card/card-ref.ts';
import { databaseOf, type IndexedDbOptions } from './database.ts';
import { holdingsIn } from './holdings.ts';
import { noticesIn } from './notices.ts';
import { recordsIn } from './records.ts';
import { replacementsIn } from './replacements.ts';
import { openRoster } from './roster/roster.ts';
import { askToKeep } from './roster/roster-room.ts';
import { catalogueFileIn, signedTextsIn } from './signed-texts.ts';
import { usesIn } from './uses.ts';

export interface StoreOptions extends IndexedDbOptions {
  readonly keys: CacheKeys;
}

/**
 * Opens the cache in the browser's profile, and clears away what a crash has left half done. With other keys than last time the roster
 * is empty. Rejects if the browser gives no database at all.
 */
export async function createStore({ keys, ...options }: StoreOptions): Promise<CachePort> {
  const database = databaseOf(options);
  await database.dexie.open();
  askToKeep();
  let roster = await openRoster(database, keys);
  let { namesKeyHex } = keys;
  let switching = Promise.resolve();
  return {
    roster: {
      state: () => roster.port.state(),
      find: (cardNumber) => roster.port.find(cardNumber),
      fullNameOf: (cardNumber) => roster.port.fullNameOf(cardNumber),
      beginPull: (kind, inUse) => roster.port.beginPull(kind, inUse),
    },
    numbersBehind: (cardRefs) => roster.numbersBehind(cardRefs),
    warmRoster: () => roster.warm(),
    useNamesKey(next) {
      switching = switching
        .catch(() => undefined)
        .then(async () => {
          if (next === namesKeyHex) return;
          const opened = await openRoster(database, { ...keys, namesKeyHex: next });
          roster.close();
          roster = opened;
          namesKeyHex = next;
        });
      return switching;
    },
    catalogueFile: catalogueFileIn(database),
    signedTexts: signedTextsIn(database),
    uses: usesIn(database),
    holdings: holdingsIn(database),
    records: recordsIn(database),
    replacements: replacementsIn(database),
    notices: noticesIn(database),
    cardRefOf: (cardNumber) => cardRefOf(keys.cardRefKeyHex, cardNumber),
    close() {
      roster.close();
      database.dexie.close();
    },
  };
}
