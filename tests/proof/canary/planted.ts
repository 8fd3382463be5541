import { Dexie } from 'dexie';
import { canaryRecords } from './canaries.ts';

export interface Planted {
  readonly count: number;
  readonly seed: number;
}

declare global {
  interface Window {
    /** Puts the canaries into the browser's storage as nobody should: one plain row a card. */
    plantCanaries?(canaries: Planted): Promise<void>;
  }
}

window.plantCanaries = async ({ count, seed }) => {
  const dexie = new Dexie('planted', { chromeTransactionDurability: 'strict' });
  dexie.version(1).stores({ cards: 'cardNumber' });
  await dexie.table('cards').bulkPut(canaryRecords(count, seed));
  dexie.close();
};
