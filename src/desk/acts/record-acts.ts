import { paidBy } from '../../domain/base/payment-way.ts';
import { notesIn } from '../../domain/notes/note.ts';
import { isStillGiven, refundFenOf } from '../../domain/records/possible-steps.ts';
import { chosenItemOf, type DeskState, numberOfOrder } from '../desk-state.ts';
import { type EnterAction, enterOf, isChoosable } from '../item-action.ts';
import { withOutcome } from '../left-behind.ts';
import { paymentOf } from '../payment.ts';
import type { AskForCourt } from '../session/court-asking.ts';
import type { Write } from '../session/recording.ts';
import type { Session } from '../session/session.ts';

/** One Enter records only what the clerk can see. */
const POSTING: readonly EnterAction['kind'][] = ['record', 'ask-court'];

/** The acts that record a use, or take one back. */
export function recordActs(
  session: Session,
  { write, askForCourt }: { readonly write: Write; readonly askForCourt: AskForCourt },
): Pick<DeskState, 'confirm' | 'scannedOver' | 'voidRecorded' | 'askToVoid'> {
  const { work, get, set } = session;
  return {
    async confirm() {
      // A matter may have come by the feed since the number was typed.
      if (!get().isWriting && numberOfOrder(get()) !== null) {
        const { screen } = get();
        const { askForNumber } = await import('../session/number-lookup.ts');
        if (get().screen !== screen || (await askForNumber(session)) !== 'nothing-new') return;
      }
      const { screen, isWriting } = get();
      const item = chosenItemOf(screen);
      if (screen.kind !== 'decided' || item === null || isWriting) return;
      const enter = enterOf(item);
      if (enter.kind === 'move-to') get().change({ start: enter.start });
      if (POSTING.includes(enter.kind) && !work.isOrderInSight()) return;
      if (enter.kind === 'ask-court') {
        if (get().courtAsk?.kind !== 'asking') await askForCourt(item);
        return;
      }
      if (enter.kind !== 'record') return;
      const { check, telephone } = screen;
      const payment = paymentOf(screen) ?? undefined;
      const confirmed = item.kind === 'ask' ? item.asks.map((ask) => ask.kind) : [];
      await write(
        { kind: 'use', item },
        () => work.redeem({ decision: check.decision, itemId: item.itemId, confirmed, telephone, payment }),
        (entry) => {
          const isTelephoneLost = telephone !== undefined && notesIn(entry.body).length === 0;
          return { kind: 'recorded', entry, item, check, ...(isTelephoneLost && { isTelephoneLost }) };
        },
      );
    },

    scannedOver(index) {
      const { screen, overlay } = get();
      if (screen.kind !== 'decided' || screen.itemId !== null || overlay !== null) return;
      const item = screen.check.decision.items[index];
      if (item === undefined || !isChoosable(item)) return;
      session.begunId += 1;
      const outcome = { kind: 'not-recorded', reason: 'scanned-over', detail: '' } as const;
      const what = { kind: 'use', item } as const;
      set({ leftBehind: withOutcome(get().leftBehind, { id: session.begunId, what, outcome }) });
      work.cue('ask');
    },

    async voidRecorded(use, reason) {
      if (get().isWriting) return;
      await write(
        { kind: 'void', use, reason },
        () => work.voidUse(use.seq, reason),
        () => ({ kind: 'voided', seq: use.seq, refundFen: refundFenOf(use), payment: paidBy(use) }),
      );
    },

    async askToVoid(seq) {
      if (get().isWriting) return;
      const isLast = session.act();
      // The list on the screen may not have the last sale yet.
      await get().refreshToday();
      if (!isLast()) return;
      const { today, listed } = get();
      const known = seq === undefined ? today : [...today, ...(listed?.uses ?? [])];
      const use = known.find((one) => isStillGiven(one) && (seq === undefined || one.seq === seq));
      set({ overlay: use ? { kind: 'void', use } : { kind: 'nothing-to-void' } });
    },
  };
}
