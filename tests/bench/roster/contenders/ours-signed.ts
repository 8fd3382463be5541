import type { RosterPort } from '../../../../src/app/ports.ts';
import { ROSTER_KEYS } from '../../../support/roster-pages.ts';
import type { RosterContender } from '../contender.ts';
import { type ChainStart, signedPages } from '../signed-pages.ts';
import { contender as ours, rosterOf } from './ours.ts';

let position = 0;

/** The kiosk's own cache as a pull fills it: pages verified, parsed, checked, packed and sealed in its worker. */
export const contender: RosterContender = {
  ...ours,
  load: (pages) => pull(pages, { kind: 'snapshot', position }),
  change: (pages) => pull(pages, { kind: 'changes', position }),
};

async function pull(pages: Parameters<RosterContender['load']>[0], start: ChainStart): Promise<void> {
  const roster: RosterPort = rosterOf();
  if (start.kind === 'changes') position = Number((await roster.state()).cursor?.slice(1) ?? 0);
  const begun = await roster.beginPull(start.kind, ROSTER_KEYS);
  if (!begun.ok) throw new Error(begun.fault.detail);
  for (const page of signedPages(pages, { ...start, position })) {
    const taken = await begun.value.add(page);
    if (!taken.ok) throw new Error(`${taken.fault.kind}: ${taken.fault.detail}`);
  }
  const fault = await begun.value.finish(Date.now());
  if (fault !== null) throw new Error(`${fault.kind}: ${fault.detail}`);
}
