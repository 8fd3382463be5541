import type { Text } from '../domain/base/text.ts';
import type { Item } from '../domain/catalogue/catalogue.ts';
import { bodyOf, recordedAtOf } from '../domain/journal/journal-entry.ts';
import type { MatterPaperKind } from '../domain/print/matter-paper.ts';
import type { MatterState } from '../domain/records/matter.ts';
import { afterStep, type PresentRecord } from '../domain/records/present-records.ts';
import { foldRecord, isSameEntry, type RecordStep } from '../domain/records/record.ts';
import type { DeskScreen } from './desk-state.ts';

/** A step of a matter whose papers are to be printed. */
export interface MatterToPrint {
  readonly kind: MatterPaperKind;
  /** Where and when the step was recorded, and the number of its entry. */
  readonly at: Pick<RecordStep, 'siteId' | 'seq' | 'recordedAt'>;
  /** The state of the matter after the step. */
  readonly state: MatterState;
  readonly item: Item;
  readonly isReprint: boolean;
}

/** The words on the button that prints the paper. */
export const MATTER_PAPER_WORDS: Readonly<Record<MatterPaperKind, Text>> = {
  notice: { zh: '打印一次性告知单', en: 'Print the one-time notice' },
  promise: { zh: '打印容缺承诺书（两份）', en: 'Print the promise (two copies)' },
  reception: { zh: '打印收件凭条', en: 'Print the slip for the papers' },
};

/** The step on the screen, if it has a paper; otherwise null. */
export function matterToPrint(screen: DeskScreen): Omit<MatterToPrint, 'isReprint'> | null {
  if (screen.kind !== 'stepped') return null;
  const { entry, step } = screen;
  const { record, item } = step.shown;
  const body = bodyOf(entry);
  if (body === null || !('after' in body)) return null;
  const state = afterStep(record, body)?.state;
  const kind = state?.kind === 'matter' ? paperKindOf(body.kind, state) : null;
  const at = { siteId: entry.siteId, seq: entry.seq, recordedAt: recordedAtOf(entry) };
  return state?.kind === 'matter' && kind !== null ? { kind, at, state, item } : null;
}

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

function paperKindOf(step: string, { missing }: MatterState): MatterPaperKind | null {
  switch (step) {
    case 'matter-noticed':
      return 'notice';
    case 'matter-accepted':
      return missing.length > 0 ? 'promise' : null;
    case 'matter-received':
    case 'matter-supplied':
      return 'reception';
    default:
      return null;
  }
}
