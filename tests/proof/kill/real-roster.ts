import type { RosterMark, RosterPort } from '../../../src/app/ports.ts';
import { createStore } from '../../../src/store/store.ts';
import { recordTextOf } from './generations.ts';
import type { Subject } from './subject.ts';

const KEYS = {
  cardRefKeyHex: 'a1'.repeat(32),
  rosterKeyHex: 'b2'.repeat(32),
  namesKeyHex: 'c3'.repeat(32),
};
let roster: RosterPort;

/** The kiosk's own roster cache. */
export const realRoster: Subject = {
  async open() {
    roster = (await createStore({ keys: KEYS })).roster;
  },
  async snapshot(pages, cursor, entered) {
    entered('begin');
    const begun = await roster.beginSnapshot();
    if (!begun.ok) throw new Error(begun.fault.detail);
    for (const page of pages) {
      entered('add');
      insistOn(await begun.value.add(page));
    }
    entered('flip');
    insistOn(await begun.value.finish(markOf(cursor)));
  },
  async delta(changes, cursor) {
    insistOn(await roster.applyChanges(changes, markOf(cursor)));
  },
  state: () => roster.state(),
  async recordText(cardNumber) {
    const answer = await roster.find(cardNumber);
    if (answer.kind === 'unknown') return null;
    if (answer.kind !== 'found') return answer.kind;
    return recordTextOf({ ...answer.record, name: await roster.fullNameOf(cardNumber) });
  },
};

function markOf(cursor: string): RosterMark {
  return { cursor, epoch: '5f0c7f0e-3d52-4f4e-9a57-6e2f8a1d0c11', pulledAt: Date.now() };
}

function insistOn(fault: { readonly kind: string; readonly detail: string } | null): void {
  if (fault !== null) throw new Error(`${fault.kind}: ${fault.detail}`);
}
