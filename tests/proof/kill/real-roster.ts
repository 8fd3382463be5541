import type { RosterPort, RosterPull, RosterPullKind } from '../../../src/app/ports.ts';
import type { RosterPage } from '../../../src/domain/card/roster-page.ts';
import type { RosterChange } from '../../../src/domain/card/roster-record.ts';
import { createStore } from '../../../src/store/store.ts';
import { ROSTER_KEYS, signedPage } from '../../support/roster-pages.ts';
import { recordTextOf } from './generations.ts';
import type { Phase, Subject } from './subject.ts';

const KEYS = {
  cardRefKeyHex: 'a1'.repeat(32),
  rosterKeyHex: 'b2'.repeat(32),
  namesKeyHex: 'c3'.repeat(32),
};
let roster: RosterPort;

/** The kiosk's own roster cache: signed pages through its worker, as a pull brings them. */
export const realRoster: Subject = {
  async open() {
    roster = (await createStore({ keys: KEYS })).roster;
  },
  async snapshot(pages, mark, entered) {
    entered('begin');
    await take('snapshot', chained([...pages], { ...mark, from: null }), entered);
  },
  async delta(changes, mark) {
    const { cursor } = await roster.state();
    await take('changes', chained([changes], { ...mark, from: cursor }), () => {});
  },
  state: () => roster.state(),
  async recordText(cardNumber) {
    const answer = await roster.find(cardNumber);
    if (answer.kind === 'unknown') return null;
    if (answer.kind !== 'found') return answer.kind;
    return recordTextOf({ ...answer.record, name: await roster.fullNameOf(cardNumber) });
  },
};

async function take(
  kind: RosterPullKind,
  pages: readonly Partial<RosterPage>[],
  entered: (phase: Phase) => void,
): Promise<void> {
  const begun = await roster.beginPull(kind, ROSTER_KEYS);
  if (!begun.ok) throw faultError(begun.fault);
  const pull: RosterPull = begun.value;
  for (const page of pages) {
    entered('add');
    const taken = await pull.add(signedPage(page));
    if (!taken.ok) throw faultError(taken.fault);
  }
  entered('flip');
  const fault = await pull.finish(Date.now());
  if (fault !== null) throw faultError(fault);
}

/** Each page goes on from the one before it, and the last one brings the cursor that is promised. */
function chained(
  pages: readonly (readonly RosterChange[])[],
  end: { readonly from: string | null; readonly cursor: string; readonly position: number },
): readonly Partial<RosterPage>[] {
  const cursorAfter = (index: number) => (index === pages.length - 1 ? end.cursor : `${end.cursor}-${index}`);
  return pages.map((changes, index) => ({
    changes: [...changes],
    from: index === 0 ? end.from : cursorAfter(index - 1),
    cursor: cursorAfter(index),
    position: end.position,
    more: index < pages.length - 1,
  }));
}

function faultError({ kind, detail }: { readonly kind: string; readonly detail: string }): Error {
  return new Error(`${kind}: ${detail}`);
}
