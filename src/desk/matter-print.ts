import type { Text } from '../domain/base/text.ts';
import type { Item } from '../domain/catalogue/catalogue.ts';
import { bodyOf, recordedAtOf } from '../domain/journal/journal-entry.ts';
import type { MatterPaperKind } from '../domain/print/matter-paper.ts';
import type { BookingState } from '../domain/records/booking.ts';
import type { MatterState } from '../domain/records/matter.ts';
import { afterStep, type PresentRecord } from '../domain/records/present-records.ts';
import { foldRecord, isSameEntry, type RecordState, type RecordStep } from '../domain/records/record.ts';
import type { DeskScreen } from './desk-state.ts';

interface Printed {
  /** Where and when the step was recorded, and the number of its entry. */
  readonly at: Pick<RecordStep, 'siteId' | 'seq' | 'recordedAt'>;
  readonly item: Item;
}

/** A step of a matter or a room that has papers, with the state after the step. */
export type PaperOfStep =
  | (Printed & { readonly kind: MatterPaperKind; readonly state: MatterState })
  | (Printed & { readonly kind: 'application'; readonly state: BookingState });

/** The same when it is to be printed. */
export type MatterToPrint = PaperOfStep & { readonly isReprint: boolean };

/** The words on the button that prints the paper. */
export const MATTER_PAPER_WORDS: Readonly<Record<PaperOfStep['kind'], Text>> = {
  application: { zh: '打印场地使用申请表', en: 'Print the application form' },
  notice: { zh: '打印一次性告知单', en: 'Print the one-time notice' },
  promise: { zh: '打印容缺承诺书（两份）', en: 'Print the promise (two copies)' },
  reception: { zh: '打印收件凭条', en: 'Print the slip for the papers' },
};

/** The step on the screen, if it has a paper; otherwise null. */
export function matterToPrint(screen: DeskScreen): PaperOfStep | null {
  if (screen.kind !== 'stepped') return null;
  const { entry, step } = screen;
  const { record, item } = step.shown;
  const body = bodyOf(entry);
  if (body === null || !('after' in body)) return null;
  const state = afterStep(record, body)?.state;
  const at = { siteId: entry.siteId, seq: entry.seq, recordedAt: recordedAtOf(entry) };
  return state === undefined ? null : paperOf(body.kind, state, { at, item });
}

/** The own steps of a matter or a booking that have a paper, the oldest first: those that count, each with the state after it. */
export function papersOfSteps(
  { kind, steps, until, folded, ownJournalId }: PresentRecord,
  items: readonly Item[],
): readonly PaperOfStep[] {
  if (kind === 'pass') return [];
  return steps.flatMap((step, place) => {
    const isVoid = folded.misfits.some((misfit) => isSameEntry(misfit, step));
    if (step.journalId !== ownJournalId || isVoid) return [];
    const { state } = foldRecord({ recordId: '', kind, until, steps: steps.slice(0, place + 1) });
    if (state === null) return [];
    const itemId = state.kind === 'booking' ? state.place.itemId : state.itemId;
    const item = items.find(({ id, siteIds }) => id === itemId && siteIds.includes(state.siteId));
    const paper = item === undefined ? null : paperOf(step.body.kind, state, { at: step, item });
    return paper === null ? [] : [paper];
  });
}

function paperOf(step: string, state: RecordState, printed: Printed): PaperOfStep | null {
  if (state.kind === 'booking') {
    return step === 'room-applied' ? { ...printed, kind: 'application', state } : null;
  }
  const kind = state.kind === 'matter' ? paperKindOf(step, state) : null;
  return state.kind === 'matter' && kind !== null ? { ...printed, kind, state } : null;
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
