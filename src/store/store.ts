import type { CatalogueFilePort, RosterPort, SignedTextsPort, UsesPort } from '../app/ports.ts';
import type { CardNumber } from '../domain/card-number.ts';
import { type CardRef, cardRefOf } from '../domain/card-ref.ts';
import { catalogueFileIn } from './catalogue-file.ts';
import { databaseOf, type IndexedDbOptions } from './database.ts';
import { openRoster } from './roster.ts';
import type { StoreKeys } from './roster-seal.ts';
import { signedTextsIn } from './signed-texts.ts';
import { usesIn } from './uses.ts';

export interface StoreOptions extends IndexedDbOptions {
  /** From the vault: 64 hexadecimal digits each. */
  readonly keys: StoreKeys;
}

/** All that this kiosk keeps in its browser profile, behind the ports of the use cases. */
export interface Store {
  readonly roster: RosterPort;
  /** Takes the roster into memory while nothing else is done; resolves when there is no more to take. */
  warmRoster(): Promise<void>;
  readonly catalogueFile: CatalogueFilePort;
  readonly signedTexts: SignedTextsPort;
  readonly uses: UsesPort;
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
  const roster = await openRoster(database, keys);
  return {
    roster: roster.port,
    warmRoster: roster.warm,
    catalogueFile: catalogueFileIn(database),
    signedTexts: signedTextsIn(database),
    uses: usesIn(database),
    cardRefOf: (cardNumber) => cardRefOf(keys.cardRefKeyHex, cardNumber),
    close() {
      roster.close();
      database.dexie.close();
    },
  };
}
