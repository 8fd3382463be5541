import type { Choices, DecidedCheck } from '../../app/check/check-card.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import { practiceCardIn } from '../../domain/card/practice-card.ts';
import {
  chosenItemOf,
  type DeskScreen,
  type Overlay,
  type Rejection,
  verdictOfRejection,
} from '../desk-state.ts';
import { shownMatters } from '../known-records.ts';
import type { Session } from './session.ts';

type MattersOverlay = Extract<Overlay, { readonly kind: 'matters' }>;

/** Looks cards up and shows what comes of it. */
export interface Checking {
  check(text: string): Promise<void>;
  reject(rejection: Rejection): void;
  /** Decides the same card and item again, because what may be given has changed meanwhile. */
  checkAgain(how?: { readonly isQuiet: boolean }): Promise<void>;
}

export function createChecking(session: Session): Checking {
  const { work, get, set } = session;

  async function check(text: string): Promise<void> {
    session.forgetWaiting();
    const isLast = session.act();
    if (get().practice === null && practiceCardIn(text) !== null) {
      set({ overlay: null });
      return reject({ kind: 'practice-card' });
    }
    session.unanswered = text;
    const choices = work.venueChoices();
    const before = session.begunId;
    const wasWriting = session.begun !== null;
    try {
      const found = (await work.check(text, choices)) ?? { kind: 'no-catalogue' as const };
      const isOld =
        found.kind === 'decided' && (wasWriting || before !== session.begunId) && session.begun === null;
      // Something may have been recorded for this very card meanwhile.
      const known = isOld ? await work.recheck(found, choices) : found;
      const numbered = known.kind === 'decided' ? null : await numberedBy(text);
      if (!isLast()) return;
      if (numbered === null) answer(known, choices);
      else if (numbered.cardNumber !== null) await check(numbered.cardNumber);
      else tell(numbered.overlay);
    } catch (cause) {
      work.failed(cause);
    }
  }

  /** The records with the number in the text. A venue's own number leads to the talent card. */
  async function numberedBy(
    text: string,
  ): Promise<{ readonly cardNumber: CardNumber | null; readonly overlay: MattersOverlay } | null> {
    const found = await work.mattersOf(text);
    if (found === null) return null;
    const { number, cardNumber } = found;
    const matters = shownMatters(found.records, { ...found, now: work.now(), items: work.items() });
    return { cardNumber, overlay: { kind: 'matters', number, matters } };
  }

  function tell(overlay: MattersOverlay): void {
    session.unanswered = null;
    session.present({ kind: 'idle' });
    set({ overlay });
    work.cue(overlay.matters.length > 0 ? 'info' : 'ask');
  }

  function answer(found: DecidedCheck | Rejection, choices: Choices): void {
    session.unanswered = null;
    if (!isForBoard(get().overlay, found)) set({ overlay: null });
    if (found.kind === 'decided') {
      session.present({ kind: 'decided', check: found, choices, itemId: null });
      work.cue(found.decision.verdict);
    } else {
      reject(found);
    }
  }

  function reject(rejection: Rejection): void {
    session.present({ kind: 'rejected', rejection });
    work.cue(verdictOfRejection(rejection));
  }

  async function checkAgain({ isQuiet } = { isQuiet: false }): Promise<void> {
    const { screen } = get();
    if (screen.kind !== 'decided') return;
    // A quiet check must not replace the screen that the clerk is using.
    const isLast = isQuiet ? session.last() : session.act();
    const found = await work.recheck(screen.check, screen.choices);
    if (!isLast() || (isQuiet && get().screen !== screen)) return;
    const answered: DeskScreen = { ...screen, check: found };
    session.present(answered);
    if (!isQuiet) work.cue(chosenItemOf(answered)?.kind ?? found.decision.verdict);
  }

  return { check, reject, checkAgain };
}

/** True if the place that was chosen on the board is for this card: it stays open, unless the card is refused. */
function isForBoard(overlay: Overlay | null, found: DecidedCheck | Rejection): boolean {
  return overlay?.kind === 'board' && found.kind === 'decided' && found.decision.cardReason === null;
}
