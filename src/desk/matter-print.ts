import type { Text } from '../domain/base/text.ts';
import type { Item } from '../domain/catalogue/catalogue.ts';
import { bodyOf, type JournalEntry } from '../domain/journal/journal-entry.ts';
import type { MatterPaperKind } from '../domain/print/matter-paper.ts';
import type { BookingState } from '../domain/records/booking.ts';
import type { MatterState } from '../domain/records/matter.ts';
import { afterStep } from '../domain/records/present-records.ts';
import type { DeskScreen } from './desk-state.ts';

interface Printed {
  readonly entry: JournalEntry;
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
  if (state?.kind === 'booking') {
    return body.kind === 'room-applied' ? { kind: 'application', entry, state, item } : null;
  }
  const kind = state?.kind === 'matter' ? paperKindOf(body.kind, state) : null;
  return state?.kind === 'matter' && kind !== null ? { kind, entry, state, item } : null;
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
