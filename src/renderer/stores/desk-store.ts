import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CardCheck, Choices, DecidedCheck } from '../../app/check-card.ts';
import type { AppendFaultKind, RecordedUse, TimerPort } from '../../app/ports.ts';
import type { RecordResult, RedeemRequest } from '../../app/redeem.ts';
import type { Choice, ItemDecision, Verdict } from '../../domain/decision.ts';
import type { JournalEntry, VoidBody } from '../../domain/journal-entry.ts';

/** Why no decision could be made of what was shown. */
export type Rejection = Exclude<CardCheck, DecidedCheck> | { readonly kind: 'two-cards' };

export interface DecidedScreen {
  readonly kind: 'decided';
  readonly check: DecidedCheck;
  readonly choices: NonNullable<Choices>;
  readonly itemId: string | null;
  readonly recording: boolean;
}

/** The one question on the screen. */
export type DeskScreen =
  | { readonly kind: 'idle' }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  | DecidedScreen
  | {
      readonly kind: 'recorded';
      readonly entry: JournalEntry;
      readonly item: ItemDecision;
      readonly check: DecidedCheck;
    }
  | {
      readonly kind: 'not-recorded';
      /** `host`: nobody answered, so that it may or may not have been recorded. */
      readonly reason: AppendFaultKind | 'host';
      readonly detail: string;
    }
  | { readonly kind: 'voided'; readonly seq: number; readonly refundFen: number };

/** What lies over the screen; one at a time. */
export type Overlay =
  | { readonly kind: 'type' | 'help' | 'today' | 'settings' | 'day-end' | 'lock' | 'nothing-to-void' }
  | { readonly kind: 'void'; readonly use: RecordedUse }
  /** A card was shown while a sale was open. */
  | { readonly kind: 'switch-card'; readonly text: string };

/** What the desk may do; the composition root binds it to the use cases. */
export interface DeskWork {
  check(text: string, choices: NonNullable<Choices>): Promise<CardCheck>;
  redecide(check: DecidedCheck, choices: NonNullable<Choices>): DecidedCheck;
  redeem(request: RedeemRequest): Promise<RecordResult>;
  voidUse(seq: number, reason: VoidBody['reason']): Promise<RecordResult>;
  recordedToday(): Promise<readonly RecordedUse[]>;
  /** What the venue has set before any choice: its list prices. */
  venueChoices(): NonNullable<Choices>;
  cue(verdict: Verdict): void;
  /** Another card is on the screen, or none: the check behind it failed for good. */
  failed(cause: unknown): void;
  readonly timer: TimerPort;
}

export interface DeskState {
  readonly screen: DeskScreen;
  readonly overlay: Overlay | null;
  readonly today: readonly RecordedUse[];
  /** A text that a scanner read or a hand typed. */
  readonly show: (text: string) => Promise<void>;
  readonly showTwoCards: () => void;
  readonly chooseItem: (itemId: string) => void;
  readonly change: (choice: Choice) => void;
  /** + and −: one ticket more or fewer, never below one. */
  readonly count: (by: 1 | -1) => void;
  /** F4: the next family member that the item is for. */
  readonly nextPerson: () => void;
  readonly confirm: () => Promise<void>;
  readonly voidRecorded: (use: RecordedUse, reason: VoidBody['reason']) => Promise<void>;
  readonly askToVoid: (seq?: number) => void;
  readonly acceptSwitch: () => Promise<void>;
  readonly open: (overlay: Overlay) => void;
  readonly back: () => void;
  readonly refreshToday: () => Promise<void>;
}

export type DeskStore = StoreApi<DeskState>;

/** How long an answer stays before the next customer must not see it any more. */
const ANSWER_STAYS_MS = 90_000;
const RECORDED_STAYS_MS = 8_000;

/** More than a school class is a slip of the hand. */
export const QUANTITY_MAX = 99;

/** The desk's screen state: one card, one sale at a time; everything else is asked of `work`. */
export function createDeskStore(work: DeskWork): DeskStore {
  let cancelIdle = () => {};
  /** Counts what was shown: an answer that comes after the next card is dropped. */
  let shown = 0;

  return createStore<DeskState>((set, get) => {
    function present(screen: DeskScreen): void {
      cancelIdle();
      set({ screen });
      if (screen.kind === 'idle') return;
      const staysMs =
        screen.kind === 'recorded' || screen.kind === 'voided' ? RECORDED_STAYS_MS : ANSWER_STAYS_MS;
      cancelIdle = work.timer.after(staysMs, () => {
        if (get().overlay === null) present({ kind: 'idle' });
        else present(screen);
      });
    }

    async function check(text: string): Promise<void> {
      shown += 1;
      const turn = shown;
      const choices = work.venueChoices();
      try {
        const found = await work.check(text, choices);
        if (turn === shown) answer(found, choices);
      } catch (cause) {
        work.failed(cause);
      }
    }

    function answer(found: CardCheck, choices: NonNullable<Choices>): void {
      set({ overlay: null });
      if (found.kind === 'decided') {
        present({ kind: 'decided', check: found, choices, itemId: null, recording: false });
        work.cue(found.decision.verdict);
      } else {
        reject(found);
      }
    }

    function reject(rejection: Rejection): void {
      present({ kind: 'rejected', rejection });
      work.cue(rejection.kind === 'not-a-card' || rejection.kind === 'wrong-check' ? 'no' : 'ask');
    }

    function fail(result: Exclude<RecordResult, { kind: 'recorded' }>): void {
      const reason = result.kind === 'fault' ? result.fault.kind : 'host';
      const detail = result.kind === 'fault' ? result.fault.detail : result.detail;
      present({ kind: 'not-recorded', reason, detail });
      work.cue('no');
    }

    async function record(screen: DecidedScreen, item: ItemDecision): Promise<void> {
      present({ ...screen, recording: true });
      const result = await work.redeem({
        decision: screen.check.decision,
        itemId: item.itemId,
        confirmed: item.kind === 'ask' ? item.asks.map((ask) => ask.kind) : [],
      });
      if (result.kind !== 'recorded') return fail(result);
      present({ kind: 'recorded', entry: result.entry, item, check: screen.check });
      await get().refreshToday();
    }

    return {
      screen: { kind: 'idle' },
      overlay: null,
      today: [],

      async show(text) {
        const { screen, overlay } = get();
        if (overlay?.kind === 'lock' || overlay?.kind === 'void') return;
        if (screen.kind === 'decided' && screen.recording) return;
        if (screen.kind === 'decided' && screen.itemId !== null)
          set({ overlay: { kind: 'switch-card', text } });
        else await check(text);
      },

      showTwoCards() {
        const { screen, overlay } = get();
        if (overlay !== null || (screen.kind === 'decided' && screen.itemId !== null)) return;
        shown += 1;
        reject({ kind: 'two-cards' });
      },

      chooseItem(itemId) {
        const { screen } = get();
        if (screen.kind !== 'decided' || screen.recording) return;
        const item = screen.check.decision.items.find((candidate) => candidate.itemId === itemId);
        if (item === undefined || !isChoosable(item)) return;
        present({ ...screen, itemId });
      },

      change(choice) {
        const { screen } = get();
        if (screen.kind !== 'decided' || screen.recording || screen.itemId === null) return;
        const choices = {
          ...screen.choices,
          [screen.itemId]: { ...screen.choices[screen.itemId], ...choice },
        };
        present({ ...screen, choices, check: work.redecide(screen.check, choices) });
      },

      count(by) {
        const item = chosenItemOf(get().screen);
        if (item?.workflow !== 'ticket') return;
        const quantity = item.choice.quantity + by;
        if (quantity >= 1 && quantity <= QUANTITY_MAX) get().change({ quantity });
      },

      nextPerson() {
        const item = chosenItemOf(get().screen);
        if (item?.workflow !== 'pass') return;
        const next = item.eligible[(item.eligible.indexOf(item.choice.person) + 1) % item.eligible.length];
        if (next !== undefined) get().change({ person: next });
      },

      async confirm() {
        const { screen } = get();
        const item = chosenItemOf(screen);
        if (screen.kind !== 'decided' || screen.recording || item === null || !isRecordable(item)) return;
        await record(screen, item);
      },

      async voidRecorded(use, reason) {
        set({ overlay: null });
        const result = await work.voidUse(use.seq, reason);
        if (result.kind !== 'recorded') return fail(result);
        present({ kind: 'voided', seq: use.seq, refundFen: use.body.totalFen ?? 0 });
        await get().refreshToday();
      },

      askToVoid(seq) {
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
        const { screen } = get();
        if (screen.kind === 'decided' && screen.recording) return;
        if (overlay.kind === 'lock') present({ kind: 'idle' });
        set({ overlay });
      },

      back() {
        const { overlay, screen } = get();
        if (screen.kind === 'decided' && screen.recording) return;
        shown += 1;
        if (overlay !== null) set({ overlay: null });
        else if (screen.kind === 'decided' && screen.itemId !== null) present({ ...screen, itemId: null });
        else present({ kind: 'idle' });
      },

      async refreshToday() {
        try {
          set({ today: await work.recordedToday() });
        } catch (cause) {
          work.failed(cause);
        }
      },
    };
  });
}

/** The item that the next Enter would record; null where none is chosen. */
export function chosenItemOf(screen: DeskScreen): ItemDecision | null {
  if (screen.kind !== 'decided' || screen.itemId === null) return null;
  return screen.check.decision.items.find((item) => item.itemId === screen.itemId) ?? null;
}

/** A refusal that another time or person may turn into a yes does not bar the choice. */
export function isChoosable(item: ItemDecision): boolean {
  if (item.kind !== 'no') return true;
  const isAdjustable = item.workflow === 'hourly' || item.workflow === 'booking' || item.workflow === 'pass';
  return isAdjustable && item.reason.kind !== 'card-refused';
}

function isRecordable(item: ItemDecision): boolean {
  return item.kind === 'yes' || (item.kind === 'ask' && item.price !== null);
}
