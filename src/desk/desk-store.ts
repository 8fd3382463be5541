import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Choices, DecidedCheck } from '../app/check/check-card.ts';
import type { RedeemResult } from '../app/record/record.ts';
import { ownValue } from '../domain/base/own-value.ts';
import { dateOfMinute } from '../domain/base/wall-time.ts';
import type { ItemDecision } from '../domain/decision/decision.ts';
import type { JournalEntry } from '../domain/journal/journal-entry.ts';
import { claimedBy, isOtherCard } from './claimed-card.ts';
import {
  chosenItemOf,
  type DeskScreen,
  type DeskState,
  type Overlay,
  type Rejection,
  verdictOfRejection,
} from './desk-state.ts';
import type { DeskWork } from './desk-work.ts';
import {
  countedChoice,
  courtChoice,
  type EnterAction,
  enterOf,
  isChoosable,
  movedChoice,
  personsAsked,
} from './item-action.ts';
import {
  type BegunWork,
  type EndedOutcome,
  isFree,
  type LeftBehind,
  outcomeOf,
  withOutcome,
  without,
} from './left-behind.ts';

export type DeskStore = StoreApi<DeskState>;

/** How long an answer stays before the next customer must not see it any more. */
const ANSWER_STAYS_MS = 90_000;
const RECORDED_STAYS_MS = 8_000;
/** A little more than the district may be waited for: a record that takes longer is said to. */
const RECORD_MS_MAX = 2_500;
/** What leaves the desk by one Enter: only what is in sight. */
const POSTING: readonly EnterAction['kind'][] = ['record', 'ask-court'];
/** While these lie over the screen, a card changes nothing. */
const DEAF_OVERLAYS: readonly Overlay['kind'][] = ['lock', 'scanner', 'hand-scanner'];
/** In these something may be half done: a card waits until they are closed. */
const HOLDING_OVERLAYS: readonly Overlay['kind'][] = ['settings', 'export', 'enrol', 'confirm-date', 'void'];

/** What is being recorded. */
interface Begun {
  readonly id: number;
  readonly what: BegunWork;
  /** The screen on which it was begun: while it stays, the outcome takes its place. */
  readonly screen: DeskScreen;
  readonly turn: number;
  /** What was shown before and had no answer when this was begun: no scan gets lost over a record. */
  readonly missed: string | null;
  isLeft: boolean;
  isSlow: boolean;
}

function isToldAtRest({ outcome }: LeftBehind): boolean {
  return outcome.kind !== 'pending';
}

/** The desk's screen state: one card, one sale at a time; everything else is asked of `work`. */
export function createDeskStore(work: DeskWork): DeskStore {
  let cancelIdle = () => {};
  /** Counts what the clerk did last: an answer to something earlier is dropped. */
  let turn = 0;
  /** What was shown and has no answer yet. */
  let unanswered: string | null = null;
  let refreshes = 0;
  /** What is being recorded, and the screen on which that was begun. */
  let begun: Begun | null = null;
  /** Counts what was begun to be recorded. */
  let begunId = 0;
  let cancelForget = () => {};

  return createStore<DeskState>((set, get) => {
    /** `isLastTurn`: the clerk has had the time once already, with something open over the screen. */
    function present(screen: DeskScreen, isLastTurn = false): void {
      cancelIdle();
      if (begun !== null && screen !== begun.screen) leave(begun);
      set(screen.kind === 'decided' ? { screen } : { screen, courtAsk: null });
      if (screen.kind === 'idle') return;
      const isBrief = screen.kind === 'recorded' || screen.kind === 'voided';
      cancelIdle = work.timer.after(isBrief ? RECORDED_STAYS_MS : ANSWER_STAYS_MS, () => {
        if (get().overlay !== null && !isLastTurn) present(screen, true);
        else clearAway();
      });
    }

    /** Nobody is there any more: nothing of a customer stays, under an open dialog or in one. */
    function clearAway(): void {
      if (get().overlay?.kind === 'switch-card') set({ overlay: null });
      present({ kind: 'idle' });
    }

    /** The clerk hears of the card, which opens when the dialog is closed; not for the next customer. */
    function hold(text: string): void {
      cancelForget();
      cancelForget = work.timer.after(ANSWER_STAYS_MS, forgetHeld);
      if (get().heldCard === text) return;
      set({ heldCard: text });
      work.cue('ask');
    }

    function forgetHeld(): void {
      cancelForget();
      if (get().heldCard !== null) set({ heldCard: null });
    }

    async function check(text: string): Promise<void> {
      forgetHeld();
      turn += 1;
      const asked = turn;
      unanswered = text;
      const choices = work.venueChoices();
      const before = begunId;
      const wasWriting = begun !== null;
      try {
        const found = (await work.check(text, choices)) ?? { kind: 'no-catalogue' as const };
        const isOld = found.kind === 'decided' && (wasWriting || before !== begunId) && begun === null;
        // What was recorded meanwhile may be of this very card.
        const known = isOld ? await work.recheck(found, choices) : found;
        if (asked === turn) answer(known, choices);
      } catch (cause) {
        work.failed(cause);
      }
    }

    function answer(found: DecidedCheck | Rejection, choices: Choices): void {
      unanswered = null;
      set({ overlay: null });
      if (found.kind === 'decided') {
        present({ kind: 'decided', check: found, choices, itemId: null });
        work.cue(found.decision.verdict);
      } else {
        reject(found);
      }
    }

    function reject(rejection: Rejection): void {
      present({ kind: 'rejected', rejection });
      work.cue(verdictOfRejection(rejection));
    }

    /** One record at a time. Its screen waits for it without end, the clerk need not. */
    async function write(
      what: BegunWork,
      append: () => Promise<RedeemResult>,
      recorded: (entry: JournalEntry) => DeskScreen,
    ): Promise<void> {
      turn += 1;
      begunId += 1;
      cancelIdle();
      const missed = unanswered ?? get().heldCard;
      const own: Begun = {
        id: begunId,
        what,
        screen: get().screen,
        turn,
        missed,
        isLeft: false,
        isSlow: false,
      };
      begun = own;
      unanswered = null;
      forgetHeld();
      set({ isWriting: true, overlay: null });
      const cancelSlow = work.timer.after(RECORD_MS_MAX, () => {
        own.isSlow = true;
        notePending(own);
        work.cue('ask');
      });
      try {
        const outcome = outcomeOf(await append());
        cancelSlow();
        begun = null;
        set({ isWriting: false });
        await tell(own, outcome, recorded);
      } catch (cause) {
        begun = null;
        set({ isWriting: false, leftBehind: without(get().leftBehind, own.id) });
        work.failed(cause);
      } finally {
        cancelSlow();
      }
    }

    /** The clerk goes on to something else: what is being recorded is told beside it from here on. */
    function leave(own: Begun): void {
      if (own.isLeft) return;
      own.isLeft = true;
      notePending(own);
    }

    function notePending({ id, what, isSlow, isLeft }: Begun): void {
      const outcome = { kind: 'pending', isSlow, isHere: !isLeft } as const;
      set({ leftBehind: withOutcome(get().leftBehind, { id, what, outcome }) });
    }

    async function tell(
      own: Begun,
      outcome: EndedOutcome,
      recorded: (entry: JournalEntry) => DeskScreen,
    ): Promise<void> {
      const { screen, overlay } = get();
      const isNobodyThere = own.isLeft && screen.kind === 'idle' && overlay === null;
      if (own.isLeft && !isNobodyThere) return tellBeside(own, outcome);
      set({ leftBehind: without(get().leftBehind, own.id) });
      if (outcome.kind === 'recorded') {
        present(recorded(outcome.entry));
        await get().refreshToday();
        if (own.missed === null || own.turn !== turn) return;
        // The refund is still to be read.
        if (own.what.kind === 'void') note(own, outcome);
        await check(own.missed);
      } else if (!own.isLeft && (outcome.reason === 'not-held' || outcome.reason === 'right-refused')) {
        await checkAgain();
      } else if (overlay !== null || outcome.reason === 'not-held' || outcome.reason === 'right-refused') {
        // Under a dialog it might leave the screen unread.
        tellBeside(own, outcome);
      } else {
        fail(own, outcome.reason, outcome.detail);
      }
    }

    /** Another card may be on the screen: it stays, decided anew where it is from before. */
    async function tellBeside(own: Begun, outcome: EndedOutcome): Promise<void> {
      note(own, outcome);
      if (outcome.kind !== 'recorded') work.cue(outcome.reason === 'host' ? 'ask' : 'no');
      await get().refreshToday();
      await checkAgain({ isQuiet: true });
    }

    /** What went well is not told for long. */
    function note({ id, what }: Begun, outcome: EndedOutcome): void {
      set({ leftBehind: withOutcome(get().leftBehind, { id, what, outcome }) });
      if (outcome.kind !== 'recorded') return;
      work.timer.after(RECORDED_STAYS_MS, () => get().dismissLeftBehind(id));
    }

    function fail(
      { what }: Begun,
      reason: Extract<DeskScreen, { kind: 'not-recorded' }>['reason'],
      detail: string,
    ): void {
      present({ kind: 'not-recorded', reason, isVoid: what.kind === 'void', isFree: isFree(what), detail });
      work.cue(reason === 'host' ? 'ask' : 'no');
    }

    /** What may be given has changed under the order: the same card and item, decided anew. */
    async function checkAgain({ isQuiet } = { isQuiet: false }): Promise<void> {
      const { screen } = get();
      if (screen.kind !== 'decided') return;
      // Quietly it must not take the screen from what the clerk is doing.
      if (!isQuiet) turn += 1;
      const asked = turn;
      const check = await work.recheck(screen.check, screen.choices);
      if (asked !== turn || (isQuiet && get().screen !== screen)) return;
      const answered: DeskScreen = { ...screen, check };
      present(answered);
      if (!isQuiet) work.cue(chosenItemOf(answered)?.kind ?? check.decision.verdict);
    }

    /** Asks the district for a court of the slot; without a line the answer is the same as before. */
    async function askForCourt({ itemId, choice }: ItemDecision): Promise<void> {
      const asked = turn;
      set({ courtAsk: { itemId, kind: 'asking' } });
      try {
        const slot = { itemId, date: dateOfMinute(choice.start) };
        const answer = await work.askForCourt(slot, () => courtAnswered(asked, itemId));
        if (answer === 'answered') await courtAnswered(asked, itemId);
        else if (asked === turn && get().courtAsk !== null) set({ courtAsk: { itemId, kind: 'slow' } });
      } catch (cause) {
        set({ courtAsk: null });
        work.failed(cause);
      }
    }

    /** A court that was asked for another customer is the kiosk's to give all the same. */
    async function courtAnswered(asked: number, itemId: string): Promise<void> {
      if (asked !== turn) return;
      set({ courtAsk: null });
      await checkAgain();
      const chosen = chosenItemOf(get().screen);
      if (chosen?.itemId !== itemId || enterOf(chosen).kind !== 'ask-court') return;
      set({ courtAsk: { itemId, kind: 'none' } });
    }

    /** True while the order on the screen is the one that is being recorded. */
    function isBegunHere(): boolean {
      return begun !== null && begun.screen === get().screen;
    }

    /** A card answers the question like a key: the new one again takes over, the one being sold to stays. */
    async function answerSwitch(shown: DecidedCheck, asked: string, text: string): Promise<void> {
      const number = claimedBy(text, shown);
      if (number === null) return;
      if (!isOtherCard(shown, text)) set({ overlay: null });
      else if (number === claimedBy(asked, shown)) await check(text);
      else set({ overlay: { kind: 'switch-card', text } });
    }

    return {
      screen: { kind: 'idle' },
      overlay: null,
      isWriting: false,
      leftBehind: [],
      courtAsk: null,
      today: [],
      heldCard: null,

      async show(text) {
        const { screen, overlay } = get();
        if (overlay !== null && DEAF_OVERLAYS.includes(overlay.kind)) return;
        if (overlay !== null && HOLDING_OVERLAYS.includes(overlay.kind)) return hold(text);
        if (begun !== null && isBegunHere()) {
          leave(begun);
          await check(text);
        } else if (screen.kind !== 'decided' || screen.itemId === null) {
          await check(text);
        } else if (overlay?.kind === 'switch-card') {
          await answerSwitch(screen.check, overlay.text, text);
        } else if (overlay?.kind === 'type' || isOtherCard(screen.check, text)) {
          set({ overlay: { kind: 'switch-card', text } });
        }
      },

      showTwoCards() {
        const { screen, overlay, isWriting } = get();
        if (isWriting || overlay !== null || (screen.kind === 'decided' && screen.itemId !== null)) return;
        turn += 1;
        reject({ kind: 'two-cards' });
      },

      chooseItem(itemId) {
        const { screen } = get();
        if (screen.kind !== 'decided' || isBegunHere()) return;
        const item = screen.check.decision.items.find((candidate) => candidate.itemId === itemId);
        if (item !== undefined && isChoosable(item)) present({ ...screen, itemId });
      },

      change(choice) {
        const { screen } = get();
        if (screen.kind !== 'decided' || isBegunHere() || screen.itemId === null) return;
        const before = ownValue(screen.choices, screen.itemId);
        const choices = { ...screen.choices, [screen.itemId]: { ...before, ...choice } };
        present({ ...screen, choices, check: work.redecide(screen.check, choices) });
      },

      count(by) {
        const item = chosenItemOf(get().screen);
        const choice = item && countedChoice(item, by);
        if (choice) get().change(choice);
      },

      moveStart(by, unit) {
        const { screen } = get();
        const item = chosenItemOf(screen);
        if (screen.kind !== 'decided' || item === null) return;
        const { date } = screen.check.decision;
        const choice =
          (unit === 'grid' && courtChoice(item, by)) || movedChoice(item, { by, unit, today: date });
        if (choice) get().change(choice);
      },

      nextPerson() {
        const { screen } = get();
        const item = chosenItemOf(screen);
        if (screen.kind !== 'decided' || item === null) return;
        const persons = personsAsked(item, screen.check.decision.lookup);
        const next = persons[(persons.indexOf(item.choice.person) + 1) % persons.length];
        if (next !== undefined) get().change({ person: next });
      },

      async confirm() {
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
        const { check } = screen;
        const confirmed = item.kind === 'ask' ? item.asks.map((ask) => ask.kind) : [];
        await write(
          { kind: 'use', item },
          () => work.redeem({ decision: check.decision, itemId: item.itemId, confirmed }),
          (entry) => ({ kind: 'recorded', entry, item, check }),
        );
      },

      scannedOver(index) {
        const { screen, overlay } = get();
        if (screen.kind !== 'decided' || screen.itemId !== null || overlay !== null) return;
        const item = screen.check.decision.items[index];
        if (item === undefined || !isChoosable(item)) return;
        begunId += 1;
        const outcome = { kind: 'not-recorded', reason: 'scanned-over', detail: '' } as const;
        const what = { kind: 'use', item } as const;
        set({ leftBehind: withOutcome(get().leftBehind, { id: begunId, what, outcome }) });
        work.cue('ask');
      },

      async voidRecorded(use, reason) {
        if (get().isWriting) return;
        await write(
          { kind: 'void', use },
          () => work.voidUse(use.seq, reason),
          () => ({ kind: 'voided', seq: use.seq, refundFen: use.body.totalFen ?? 0 }),
        );
      },

      async askToVoid(seq) {
        if (get().isWriting) return;
        turn += 1;
        const asked = turn;
        // The list on the screen may still be the one before the last sale.
        await get().refreshToday();
        if (asked !== turn) return;
        const use = get().today.find(
          (one) => one.voidedBySeq === null && (seq === undefined || one.seq === seq),
        );
        set({ overlay: use ? { kind: 'void', use } : { kind: 'nothing-to-void' } });
      },

      async acceptSwitch() {
        const { overlay } = get();
        if (overlay?.kind === 'switch-card') await check(overlay.text);
      },

      open(overlay) {
        turn += 1;
        unanswered = null;
        if (overlay.kind === 'lock') {
          forgetHeld();
          present({ kind: 'idle' });
        }
        if (overlay.kind === 'today' || overlay.kind === 'day-end') void get().refreshToday();
        set({ overlay });
      },

      back() {
        const { overlay, screen, heldCard } = get();
        turn += 1;
        unanswered = null;
        forgetHeld();
        if (overlay !== null) {
          set({ overlay: null });
          if (heldCard !== null) void get().show(heldCard);
        } else if (screen.kind === 'decided' && screen.itemId !== null && !isBegunHere()) {
          present({ ...screen, itemId: null });
        } else {
          const [read] = screen.kind === 'idle' ? get().leftBehind.filter(isToldAtRest) : [];
          if (read !== undefined) get().dismissLeftBehind(read.id);
          present({ kind: 'idle' });
        }
      },

      restart() {
        turn += 1;
        unanswered = null;
        present({ kind: 'idle' });
      },

      dismissLeftBehind(id) {
        const { leftBehind } = get();
        const isPending = leftBehind.some((one) => one.id === id && one.outcome.kind === 'pending');
        if (!isPending) set({ leftBehind: without(leftBehind, id) });
      },

      async refreshToday() {
        refreshes += 1;
        const asked = refreshes;
        try {
          const today = await work.recordedToday();
          if (asked === refreshes) set({ today });
        } catch (cause) {
          work.failed(cause);
        }
      },
    };
  });
}
