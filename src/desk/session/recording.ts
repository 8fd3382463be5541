import type { RedeemResult } from '../../app/record/record.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { Permission } from '../../domain/staff/permission.ts';
import type { AfterApproval, DeskScreen } from '../desk-state.ts';
import {
  type BegunWork,
  type EndedOutcome,
  isFree,
  isToCheckAgain,
  outcomeOf,
  withOutcome,
  without,
} from '../left-behind.ts';
import type { Checking } from './checking.ts';
import { type Begun, RECORDED_STAYS_MS, type Session } from './session.ts';

/** A little more than the district may be waited for: a record that takes longer is said to. */
const RECORD_MS_MAX = 2_500;

/** Records one thing at a time. The screen waits until the record ends; the clerk may go on. */
export type Write = (
  what: BegunWork,
  append: () => Promise<RedeemResult>,
  recorded: (entry: JournalEntry) => DeskScreen,
) => Promise<void>;

export function createRecording(session: Session, checking: Checking): Write {
  const { work, get, set } = session;
  const tell = createTelling(session, checking);

  async function write(...[what, append, recorded]: Parameters<Write>): Promise<void> {
    const isLast = session.act();
    session.begunId += 1;
    session.stay();
    const own: Begun = {
      id: session.begunId,
      what,
      screen: get().screen,
      isLast,
      missed: session.unanswered ?? get().waitingCard,
      isLeft: false,
      isSlow: false,
    };
    session.begun = own;
    session.unanswered = null;
    session.forgetWaiting();
    set({ isWriting: true, overlay: null });
    const cancelSlow = work.timer.after(RECORD_MS_MAX, () => {
      own.isSlow = true;
      session.notePending(own);
      work.cue('ask');
    });
    try {
      const outcome = outcomeOf(await append());
      cancelSlow();
      session.begun = null;
      set({ isWriting: false });
      await tell(own, outcome, recorded);
    } catch (cause) {
      session.begun = null;
      set({ isWriting: false, leftBehind: without(get().leftBehind, own.id) });
      work.failed(cause);
    } finally {
      cancelSlow();
    }
  }

  return write;
}

/** Tells the clerk what became of a record: on the screen, or beside it if the clerk has gone on. */
function createTelling(session: Session, { check, checkAgain }: Checking) {
  const { work, get, set } = session;

  async function tell(
    own: Begun,
    outcome: EndedOutcome,
    recorded: (entry: JournalEntry) => DeskScreen,
  ): Promise<void> {
    const { screen, overlay } = get();
    const isNobodyThere = own.isLeft && screen.kind === 'idle' && overlay === null;
    if (own.isLeft && !isNobodyThere) return tellBeside(own, outcome);
    set({ leftBehind: without(get().leftBehind, own.id) });
    if (outcome.kind === 'not-recorded' && overlay === null && asksForPin(session, own, outcome)) return;
    if (outcome.kind === 'recorded') {
      session.present(recorded(outcome.entry));
      await get().refreshToday();
      if (own.missed === null || !own.isLast()) return;
      // The refund is still to be read.
      if (own.what.kind !== 'use') note(own, outcome);
      await check(own.missed);
    } else if (!own.isLeft && own.what.kind === 'use' && isToCheckAgain(outcome.reason)) {
      await checkAgain();
    } else if (overlay !== null || isToCheckAgain(outcome.reason)) {
      // Under a dialog it might leave the screen unread, and a step leaves no trace on a screen that is decided again.
      tellBeside(own, outcome);
    } else {
      fail(own, outcome.reason, outcome.detail);
    }
  }

  /** Another card may be on the screen. It stays; if it was decided before the record, it is decided again. */
  async function tellBeside(own: Begun, outcome: EndedOutcome): Promise<void> {
    note(own, outcome);
    if (outcome.kind !== 'recorded') work.cue(outcome.reason === 'host' ? 'ask' : 'no');
    await get().refreshToday();
    await checkAgain({ isQuiet: true });
  }

  /** A note of success disappears after a short time. */
  function note({ id, what }: Begun, outcome: EndedOutcome): void {
    set({ leftBehind: withOutcome(get().leftBehind, { id, what, outcome }) });
    if (outcome.kind !== 'recorded') return;
    work.timer.after(RECORDED_STAYS_MS, () => get().dismissLeftBehind(id));
  }

  function fail({ what }: Begun, reason: FailReason, detail: string): void {
    session.present(failedScreen(what, { reason, detail }));
    work.cue(reason === 'host' ? 'ask' : 'no');
  }

  return tell;
}

type FailReason = Extract<DeskScreen, { kind: 'not-recorded' }>['reason'];

function failedScreen(
  what: BegunWork,
  { reason, detail }: { readonly reason: FailReason; readonly detail: string },
): DeskScreen {
  return { kind: 'not-recorded', reason, isVoid: what.kind === 'void', isFree: isFree(what), detail };
}

/** True if somebody has to sign in or to allow it: what was to be recorded goes on after that. */
function asksForPin(
  { work, get }: Session,
  own: Begun,
  { reason, detail }: Extract<EndedOutcome, { kind: 'not-recorded' }>,
): boolean {
  if (own.isLeft) return false;
  if (reason === 'sign-in-needed') {
    get().open({ kind: 'lock' });
    return true;
  }
  const permission = Permission.safeParse(detail);
  if (reason !== 'approval-needed' || !permission.success) return false;
  work.cue('ask');
  get().insistOn(permission.data, afterApproval(own.what));
  return true;
}

/** An order is not made at once: the clerk, who sees it, confirms it again. */
function afterApproval(what: BegunWork): AfterApproval {
  return what.kind === 'use' ? { kind: 'again' } : what;
}
