import type { StoreApi } from 'zustand/vanilla';
import type { DeskScreen, DeskState } from '../desk-state.ts';
import type { DeskWork } from '../desk-work.ts';
import { type BegunWork, withOutcome } from '../left-behind.ts';

/** How long an answer stays on the screen, so that the next customer does not see it. */
const ANSWER_STAYS_MS = 90_000;
/** What is done has been seen in a moment. */
const BRIEF: readonly DeskScreen['kind'][] = ['recorded', 'stepped', 'voided'];
export const RECORDED_STAYS_MS = 8_000;

/** True if the clerk has done nothing since. An answer to something earlier is dropped. */
export type IsLast = () => boolean;

/** What is being recorded. */
export interface Begun {
  readonly id: number;
  readonly what: BegunWork;
  /** The screen on which it was begun: while it stays, the outcome takes its place. */
  readonly screen: DeskScreen;
  readonly isLast: IsLast;
  /** What was shown before and had no answer when this was begun: no scan gets lost over a record. */
  readonly missed: string | null;
  isLeft: boolean;
  isSlow: boolean;
}

/** A working desk: what it shows, and what it keeps beside that. */
export interface Session {
  readonly work: DeskWork;
  readonly get: StoreApi<DeskState>['getState'];
  readonly set: (change: Partial<DeskState>) => void;
  /** The clerk does something. Drops the answers to what was asked before. */
  act(): IsLast;
  /** Drops the answers to what the clerk did last. */
  last(): IsLast;
  /** What was shown and has no answer yet. */
  unanswered: string | null;
  /** What is being recorded; null between two records. */
  begun: Begun | null;
  /** Counts what was begun to be recorded. */
  begunId: number;
  present(screen: DeskScreen): void;
  /** Nobody is at the desk any longer. Nothing about a customer stays, not even under or in an open dialog. */
  clearAway(): void;
  /** The screen stays until somebody clears it away. */
  stay(): void;
  /** Tells the clerk of the card. It opens when the dialog is closed, but not for the next customer. */
  letWait(text: string): void;
  forgetWaiting(): void;
  /** The clerk goes on to something else. From now on the screen shows the record beside it. */
  leave(own: Begun): void;
  notePending(own: Begun): void;
  /** True while the order on the screen is being recorded. */
  isBegunHere(): boolean;
}

export function createSession(
  work: DeskWork,
  { set, get }: { readonly set: Session['set']; readonly get: Session['get'] },
): Session {
  let turn = 0;
  let cancelIdle = () => {};
  let cancelForget = () => {};

  function last(): IsLast {
    const asked = turn;
    return () => asked === turn;
  }

  /** `isLastTurn`: the time has run out once already, while something was open over the screen. */
  function present(screen: DeskScreen, isLastTurn: boolean): void {
    cancelIdle();
    const { begun } = session;
    if (begun !== null && screen !== begun.screen) session.leave(begun);
    set({
      screen,
      notesShown: null,
      courtsAnswer: null,
      ...(screen.kind === 'decided' ? {} : { courtAsk: null }),
    });
    if (screen.kind === 'idle') return;
    const isBrief = BRIEF.includes(screen.kind);
    cancelIdle = work.timer.after(isBrief ? RECORDED_STAYS_MS : ANSWER_STAYS_MS, () => {
      if (get().overlay !== null && !isLastTurn) present(screen, true);
      else clearAway();
    });
  }

  function clearAway(): void {
    const { overlay } = get();
    if (overlay?.kind === 'switch-card' || overlay?.kind === 'step') set({ overlay: null });
    present({ kind: 'idle' }, false);
  }

  const session: Session = {
    work,
    get,
    set,
    act() {
      turn += 1;
      return last();
    },
    last,
    unanswered: null,
    begun: null,
    begunId: 0,
    present: (screen) => present(screen, false),
    clearAway,
    stay: () => cancelIdle(),
    letWait(text) {
      cancelForget();
      cancelForget = work.timer.after(ANSWER_STAYS_MS, session.forgetWaiting);
      if (get().waitingCard === text) return;
      set({ waitingCard: text });
      work.cue('ask');
    },
    forgetWaiting() {
      cancelForget();
      if (get().waitingCard !== null) set({ waitingCard: null });
    },
    leave(own) {
      if (own.isLeft) return;
      own.isLeft = true;
      session.notePending(own);
    },
    notePending({ id, what, isSlow, isLeft }) {
      const outcome = { kind: 'pending', isSlow, isHere: !isLeft } as const;
      set({ leftBehind: withOutcome(get().leftBehind, { id, what, outcome }) });
    },
    isBegunHere: () => session.begun !== null && session.begun.screen === get().screen,
  };
  return session;
}
