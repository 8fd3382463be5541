import { Dexie, type Table } from 'dexie';
import { type CardRef, cardRefOf } from '../../../../src/domain/card/card-ref.ts';
import type { RosterContender } from '../contender.ts';
import type { BenchRecord } from '../records.ts';

interface SealedRow {
  readonly cardRef: CardRef;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly box: ArrayBuffer;
}

const IV_BYTES = 12;
const REF_KEY_HEX = 'a1'.repeat(32);
const dexie = new Dexie('sealed-rows');
dexie.version(1).stores({ cards: 'cardRef' });
const cards: Table<SealedRow, CardRef> = dexie.table('cards');
let key: CryptoKey;

/** The plain rows made safe in the simplest way: one AES-256-GCM box a card, found by a keyed hash. */
export const contender: RosterContender = {
  async open() {
    const bytes = new Uint8Array(32).fill(0xb2);
    key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
    await dexie.open();
  },
  async load(pages) {
    for (const page of pages) await cards.bulkPut(await Promise.all(page.map(sealed)));
  },
  async find(cardNumber) {
    const row = await cards.get(cardRefOf(REF_KEY_HEX, cardNumber));
    if (row === undefined) return null;
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, key, row.box);
    return JSON.parse(new TextDecoder().decode(plain)) as BenchRecord;
  },
  change: (pages) => contender.load(pages),
};

async function sealed(record: BenchRecord): Promise<SealedRow> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(record));
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
  return { cardRef: cardRefOf(REF_KEY_HEX, record.cardNumber), iv, box };
}
