import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Choices, DecidedCheck } from '../../app/check-card.ts';
import type { RecordResult, RedeemResult } from '../../app/record.ts';
import type { ItemDecision } from '../../domain/decision.ts';
import type { JournalEntry } from '../../domain/journal-entry.ts';
import { ownValue } from '../../domain/own-value.ts';
import { dateOfMinute } from '../../domain/wall-time.ts';
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
  enterOf,
  isChoosable,
  movedChoice,
  personsAsked,
} from './item-action.ts';

export type DeskStore = StoreApi<DeskState>;

/** How long an answer stays before the next customer must not see it any more. */
const ANSWER_STAYS_MS = 90_000;
const RECORDED_STAYS_MS = 8_000;
/** While these lie over the screen, a card changes nothing. */
const DEAF_OVERLAYS: readonly Overlay['kind'][] = ['lock', 'void', 'scanner'];
/** In these something may be half done: a card waits until they are closed. */
const HOLDING_OVERLAYS: readonly Overlay['kind'][] = ['settings', 'export', 'enrol', 'confirm-date'];

/** The desk's screen state: one card, one sale at a time; everything else is asked of `work`. */
export function createDeskStore(work: DeskWork): DeskStore {
  let cancelIdle = () => {};
  /** Counts what the clerk did last: an answer to something earlier is dropped. */
  let turn = 0;
  /** What was shown and has no answer yet; kept over a write, so that no scan gets lost. */
  let unanswered: string | null = null;
  let refreshes = 0;
  let cancelForget = () => {};

  return createStore<DeskState>((set, get) => {
    /** `isLastTurn`: the clerk has had the time once already, with something open over the screen. */
    function present(screen: DeskScreen, isLastTurn = false): void {
      cancelIdle();
      set({ screen });
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

    /** The clerk is told of the card, which opens when the dialog is closed; not for the next customer. */
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
      try {
        const found = await work.check(text, choices);
        if (asked === turn) answer(found ?? { kind: 'no-catalogue' }, choices);
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

    /** One write at a time; the screen waits for it, without end if need be. */
    async function write(
      append: () => Promise<RedeemResult>,
      recorded: (entry: JournalEntry) => DeskScreen,
    ): Promise<void> {
      turn += 1;
      cancelIdle();
      set({ isWriting: true, overlay: null });
      try {
        const result = await append();
        const missed = unanswered;
        unanswered = null;
        set({ isWriting: false });
        if (result.kind === 'not-held' || result.kind === 'right-refused') return await checkAgain();
        if (result.kind !== 'recorded') return fail(result);
        present(recorded(result.entry));
        const asked = turn;
        await get().refreshToday();
        if (missed !== null && asked === turn) await check(missed);
      } catch (cause) {
        set({ isWriting: false });
        work.failed(cause);
      }
    }

    function fail(result: Exclude<RecordResult, { kind: 'recorded' }>): void {
      const isFault = result.kind === 'fault';
      const { detail } = isFault ? result.fault : result;
      present({ kind: 'not-recorded', reason: isFault ? result.fault.kind : 'host', detail });
      work.cue(isFault ? 'no' : 'ask');
    }

    /** What this kiosk may give has changed under the order: the same card and item, decided anew. */
    async function checkAgain(): Promise<void> {
      const { screen } = get();
      if (screen.kind !== 'decided') return;
      turn += 1;
      const asked = turn;
      const check = await work.recheck(screen.check, screen.choices);
      if (asked !== turn) return;
      const answered: DeskScreen = { ...screen, check };
      present(answered);
      work.cue(chosenItemOf(answered)?.kind ?? check.decision.verdict);
    }

    /** Asks the district for a court of the slot; without a line the answer is the same as before. */
    async function askForCourt({ itemId, choice }: ItemDecision): Promise<void> {
      cancelIdle();
      set({ isWriting: true });
      try {
        await work.askForCourt({ itemId, date: dateOfMinute(choice.start) });
        set({ isWriting: false });
        await checkAgain();
      } catch (cause) {
        set({ isWriting: false });
        work.failed(cause);
      }
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
      today: [],
      heldCard: null,

      async show(text) {
        const { screen, overlay, isWriting } = get();
        if (overlay !== null && DEAF_OVERLAYS.includes(overlay.kind)) return;
        if (overlay !== null && HOLDING_OVERLAYS.includes(overlay.kind)) return hold(text);
        if (isWriting) {
          unanswered = text;
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
        const { screen, isWriting } = get();
        if (screen.kind !== 'decided' || isWriting) return;
        const item = screen.check.decision.items.find((candidate) => candidate.itemId === itemId);
        if (item !== undefined && isChoosable(item)) present({ ...screen, itemId });
      },

      change(choice) {
        const { screen, isWriting } = get();
        if (screen.kind !== 'decided' || isWriting || screen.itemId === null) return;
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
        if (enter.kind === 'ask-court') return askForCourt(item);
        if (enter.kind !== 'record') return;
        const { check } = screen;
        const confirmed = item.kind === 'ask' ? item.asks.map((ask) => ask.kind) : [];
        await write(
          () => work.redeem({ decision: check.decision, itemId: item.itemId, confirmed }),
          (entry) => ({ kind: 'recorded', entry, item, check }),
        );
      },

      async voidRecorded(use, reason) {
        if (get().isWriting) return;
        await write(
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
        if (get().isWriting) return;
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
        const { overlay, screen, isWriting, heldCard } = get();
        if (isWriting) return;
        turn += 1;
        unanswered = null;
        forgetHeld();
        if (overlay !== null) {
          set({ overlay: null });
          if (heldCard !== null) void get().show(heldCard);
        } else if (screen.kind === 'decided' && screen.itemId !== null) present({ ...screen, itemId: null });
        else present({ kind: 'idle' });
      },

      restart() {
        if (get().isWriting) return;
        turn += 1;
        unanswered = null;
        present({ kind: 'idle' });
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
