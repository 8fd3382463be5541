import type { HoldingsPort } from '../app/holdings.ts';
import type { CatalogueFilePort, NumbersPort, RosterPort, SignedTextsPort, UsesPort } from '../app/ports.ts';
import type { CardNumber } from '../domain/card-number.ts';
import { type CardRef, cardRefOf } from '../domain/card-ref.ts';
import { catalogueFileIn } from './catalogue-file.ts';
import { databaseOf, type IndexedDbOptions } from './database.ts';
import { holdingsIn } from './holdings.ts';
import { openRoster } from './roster.ts';
import { askToKeep } from './roster-room.ts';
import type { StoreKeys } from './roster-seal.ts';
import { signedTextsIn } from './signed-texts.ts';
import { usesIn } from './uses.ts';

export interface StoreOptions extends IndexedDbOptions {
  /** From the vault: 64 hexadecimal digits each. */
  readonly keys: StoreKeys;
}

/** All that this kiosk keeps in its browser profile, behind the ports of the use cases. */
export interface Store extends NumbersPort {
  readonly roster: RosterPort;
  /** Takes the roster into memory while nothing else is done; resolves when there is no more to take. */
  warmRoster(): Promise<void>;
  /**
   * Opens the roster with another key to the names, or with none: what was read of names is dropped with the
   * old one. A key that the held roster was not sealed under makes the next pull a whole snapshot.
   */
  useNamesKey(namesKeyHex: string | null): Promise<void>;
  readonly catalogueFile: CatalogueFilePort;
  readonly signedTexts: SignedTextsPort;
  readonly uses: UsesPort;
  readonly holdings: HoldingsPort;
  readonly cardRefOf: (cardNumber: CardNumber) => CardRef;
  close(): void;
}

/**
 * Opens the cache, and clears away what a crash has left half done. With other keys than last time the roster
 * is empty. Rejects where the browser gives no database at all.
 */
export async function createStore({ keys, ...options }: StoreOptions): Promise<Store> {
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
    cardRefOf: (cardNumber) => cardRefOf(keys.cardRefKeyHex, cardNumber),
    close() {
      roster.close();
      database.dexie.close();
    },
  };
}
