import { createStore, type Store } from '../../../../src/store/store.ts';
import type { RosterContender } from '../contender.ts';
import type { BenchRecord } from '../records.ts';

const KEYS = {
  cardRefKeyHex: 'a1'.repeat(32),
  rosterKeyHex: 'b2'.repeat(32),
  namesKeyHex: 'c3'.repeat(32),
};
let store: Store;

/** The kiosk's own cache. */
export const contender: RosterContender = {
  async open() {
    store = await createStore({ keys: KEYS });
  },
  warm: () => store.warmRoster(),
  async load(pages) {
    const begun = await store.roster.beginSnapshot();
    if (!begun.ok) throw new Error(begun.fault.detail);
    for (const page of pages) insistOn(await begun.value.add(page.map(putOf)));
    insistOn(await begun.value.finish(markOf()));
  },
  async find(cardNumber) {
    const answer = await store.roster.find(cardNumber);
    if (answer.kind === 'damaged') throw new Error(`${cardNumber} is damaged`);
    return answer.kind === 'found' ? answer.record : null;
  },
  async change(pages) {
    insistOn(await store.roster.applyChanges([...pages].flat().map(putOf), markOf()));
  },
};

function putOf(record: BenchRecord) {
  return { kind: 'put' as const, record };
}

function markOf() {
  return { cursor: 'c1', epoch: '5f0c7f0e-3d52-4f4e-9a57-6e2f8a1d0c11', pulledAt: Date.now() };
}

function insistOn(fault: { readonly detail: string } | null): void {
  if (fault !== null) throw new Error(fault.detail);
}
