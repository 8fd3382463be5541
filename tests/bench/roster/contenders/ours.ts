import type { CachePort } from '../../../../src/app/cache-port.ts';
import { createStore } from '../../../../src/store/store.ts';
import { type RosterFilling, rosterFilling } from '../../../support/roster-filling.ts';
import type { RosterContender } from '../contender.ts';

const KEYS = {
  cardRefKeyHex: 'a1'.repeat(32),
  rosterKeyHex: 'b2'.repeat(32),
  namesKeyHex: 'c3'.repeat(32),
};
let store: CachePort;
let filling: RosterFilling | null = null;

/** The kiosk's own cache, given the records as objects like all others; read through the store. */
export const contender: RosterContender = {
  async open() {
    store = await createStore({ keys: KEYS });
  },
  warm: () => store.warmRoster(),
  async load(pages) {
    filling ??= await rosterFilling(KEYS);
    await filling.fill(pages);
  },
  async find(cardNumber) {
    const answer = await store.roster.find(cardNumber);
    if (answer.kind === 'damaged') throw new Error(`${cardNumber} is damaged`);
    return answer.kind === 'found' ? answer.record : null;
  },
  async change(pages) {
    filling ??= await rosterFilling(KEYS);
    await filling.change(pages);
  },
};

/** The roster that was opened. */
export function rosterOf(): CachePort['roster'] {
  return store.roster;
}
