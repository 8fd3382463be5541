import type { Item } from '../domain/catalogue/catalogue.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import type { PresentRecord } from '../domain/records/present-records.ts';
import { foldRecord, isSameEntry } from '../domain/records/record.ts';
import { type MatterToPrint, paperKindOf } from './matter-print.ts';
import type { Session } from './session/session.ts';

/** The own steps of a matter that have a paper, the oldest first: those that count, each with the state after it. */
export function papersOfSteps(
  { kind, steps, until, folded, ownJournalId }: PresentRecord,
  items: readonly Item[],
): readonly Omit<MatterToPrint, 'isReprint'>[] {
  if (kind !== 'matter') return [];
  return steps.flatMap((step, place) => {
    const isVoid = folded.misfits.some((misfit) => isSameEntry(misfit, step));
    if (step.journalId !== ownJournalId || isVoid) return [];
    const { state } = foldRecord({ recordId: '', kind, until, steps: steps.slice(0, place + 1) });
    if (state?.kind !== 'matter') return [];
    const paper = paperKindOf(step.body.kind, state);
    const item = items.find(({ id, siteIds }) => id === state.itemId && siteIds.includes(state.siteId));
    return paper === null || item === undefined ? [] : [{ kind: paper, at: step, state, item }];
  });
}

/** Prints the papers of a step of a matter again, from the list of a day. False if it has none, or they were not taken. */
export async function printStepAgain(
  { work, set }: Pick<Session, 'work' | 'set'>,
  { record }: RecordedUse,
  stepSeq: number,
): Promise<boolean> {
  const papers = record === undefined ? [] : papersOfSteps(record, work.items());
  const wanted = papers.find(({ at }) => at.seq === stepSeq);
  if (wanted === undefined) return false;
  let isTaken = true;
  for (const paper of await work.matterPapersOf({ ...wanted, isReprint: true })) {
    const outcome = await work.print(paper, false);
    set({ printing: { seq: stepSeq, paper, outcome } });
    isTaken = isTaken && (outcome === 'queued' || outcome === 'dialog');
  }
  return isTaken;
}
