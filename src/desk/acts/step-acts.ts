import type { RecordAct } from '../../app/record/step-record.ts';
import type { Text } from '../../domain/base/text.ts';
import {
  dateOfMinute,
  plusDays,
  plusMinutes,
  type WallMinute,
  wallMinuteOf,
} from '../../domain/base/wall-time.ts';
import { rulebookOf } from '../../domain/catalogue/rulebook.ts';
import { closedForAdmission } from '../../domain/decision/admission-hours.ts';
import type { GivenChoice, NumberedMatters } from '../../domain/decision/decision.ts';
import type { StepKind } from '../../domain/records/possible-steps.ts';
import type { PresentRecord } from '../../domain/records/present-records.ts';
import { isSameEntry } from '../../domain/records/record.ts';
import { BOOKING_DAYS_AHEAD } from '../../domain/shared/lease.ts';
import { workflowOf } from '../../domain/workflow/workflows.ts';
import type { DecidedScreen, DeskState } from '../desk-state.ts';
import type { DeskWork } from '../desk-work.ts';
import { countedChoice, courtChoice, movedChoice } from '../item-action.ts';
import { recordsOfCard, recordsOfDesk } from '../known-records.ts';
import type { MatterStaff } from '../matter-draft.ts';
import type { Checking } from '../session/checking.ts';
import type { Write } from '../session/recording.ts';
import type { Session } from '../session/session.ts';
import type { draftOf } from '../step-draft.ts';
import type { GivenStep, ShownRecord, StepDraft, StepUnit } from '../step-parts.ts';

const MINUTES_PER_DAY = 1440;
const CHANGED: Text = {
  zh: '另一台前台刚办了这条记录：按 Esc 返回，看过再办',
  en: 'Another desk has just changed this record: press Esc and look at it again',
};

/** What a draft needs that is not on the screen. */
interface LookedUp {
  readonly admittedAt: WallMinute | null;
  readonly numbered: NumberedMatters | null;
}

const NOTHING_LOOKED_UP: LookedUp = { admittedAt: null, numbered: null };

/** The acts by which a clerk steps a record: what it will do is shown first, and Enter does it. */
export function stepActs(
  session: Session,
  { write, checkAgain }: { readonly write: Write; readonly checkAgain: Checking['checkAgain'] },
): Pick<DeskState, 'recordsFor' | 'startStep' | 'adjustStep' | 'confirmStep' | 'recordsCame'> {
  const { work, get, set } = session;
  const made = makingOf(write, work);
  /** No first scan needs it, so that it is null before the first step. */
  let draft: typeof draftOf | null = null;

  function drafted(
    kind: StepKind,
    shown: ShownRecord,
    given: GivenStep,
    looked: Partial<LookedUp> = {},
  ): StepDraft {
    const { screen } = get();
    const decideMove = (record: PresentRecord, to: GivenStep) =>
      screen.kind === 'decided' ? decidedMove(work.redecide, screen, record, to) : null;
    const around = { ...aroundOf(get(), shown, work), ...NOTHING_LOOKED_UP, ...looked };
    if (draft === null) throw new Error('the drafts of steps are not loaded');
    return draft(kind, shown, given, { ...around, decideMove });
  }

  return {
    recordsFor: (kind, isNamed) => recordsFor(work, get(), kind, isNamed),

    async startStep(kind, given) {
      const { isWriting, overlay, screen } = get();
      const shown = recordFor(work, get(), kind, given.recordId);
      if (shown === null || isWriting) return false;
      const admittedAt = kind === 'admit' ? await lastAdmission(work, shown) : null;
      const chosen = { ...givenBefore(overlay, kind), ...given };
      const numbered = kind === 'number' ? await numberedFor(work, shown, chosen.number ?? '') : null;
      // Each tick builds on the one before it, so only the first of them may wait until the drafts are loaded.
      draft ??= (await import('../step-draft.ts')).draftOf;
      if (get().isWriting || get().screen !== screen || get().overlay !== overlay) return true;
      const step = drafted(kind, shown, chosen, { admittedAt, numbered });
      const isAsked = admittedAt !== null || isCardRefused(screen);
      if (kind === 'admit' && !isAsked && step.act !== null) await made(step, step.act);
      else set({ overlay: { kind: 'step', step } });
      return true;
    },

    adjustStep(by, unit) {
      const { overlay, screen } = get();
      if (overlay?.kind !== 'step' || screen.kind !== 'decided') return;
      const { kind, shown, move } = overlay.step;
      if (move === null) return;
      const change = adjusted(move, { by, unit, today: screen.check.decision.date });
      if (change === null) return;
      set({
        overlay: { kind: 'step', step: drafted(kind, shown, givenOf({ ...move.given, ...change })) },
      });
    },

    async recordsCame() {
      // What is being recorded keeps its screen, and looks again when it ends.
      if (!get().isWriting) await checkAgain({ isQuiet: true });
      await get().refreshToday();
      const { overlay, isWriting } = get();
      await refreshBoard(get());
      if (overlay?.kind !== 'step' || isWriting) return;
      const { step } = overlay;
      if (!hasChanged(step.shown, get(), work)) return;
      set({ overlay: { kind: 'step', step: { ...step, act: null, text: CHANGED } } });
    },

    async confirmStep() {
      const { overlay, isWriting } = get();
      if (overlay?.kind !== 'step' || isWriting || overlay.step.act === null) return;
      const step = await draftedByNow(overlay.step, work, drafted);
      if (get().overlay !== overlay || get().isWriting) return;
      if (step.act === null || asksMore(step, overlay.step)) {
        set({ overlay: { kind: 'step', step } });
        work.cue('ask');
      } else await made(step, step.act);
    },
  };
}

/** What other desks have booked shows on the open board. */
async function refreshBoard({ overlay, onBoard }: DeskState): Promise<void> {
  if (overlay?.kind !== 'board') return;
  const { date, resource } = overlay.view.day;
  await onBoard({ kind: 'open', date, resourceId: resource.id });
}

/** Returns the function that records a step. */
function makingOf(write: Write, work: DeskWork) {
  return async (step: StepDraft, act: RecordAct): Promise<void> => {
    await write(
      { kind: 'step', step },
      () => work.stepRecord(step.shown.record, act),
      (entry) => ({ kind: 'stepped', entry, step }),
    );
  };
}

/**
 * Drafts the step of a form again: time has passed since it was opened, and another matter may have got the number. Any
 * other step stays as it was shown.
 */
async function draftedByNow(
  step: StepDraft,
  work: DeskWork,
  drafted: (kind: StepKind, shown: ShownRecord, given: GivenStep, looked: Partial<LookedUp>) => StepDraft,
): Promise<StepDraft> {
  const { kind, shown, matter } = step;
  if (matter === null) return step;
  const { given } = matter;
  const numbered = kind === 'number' ? await numberedFor(work, shown, given.number ?? '') : null;
  return drafted(kind, shown, given, { numbered });
}

/** True if the step has a question that the clerk has not seen. */
function asksMore(now: StepDraft, shown: StepDraft): boolean {
  const seen = new Set(shown.matter?.asks.map(({ zh }) => zh));
  return now.matter?.asks.some(({ zh }) => !seen.has(zh)) === true;
}

/** Without a name it is the record of the dialog or of the card on the screen, and no other customer's. */
function recordsFor(
  work: Pick<DeskWork, 'now' | 'items'>,
  desk: DeskState,
  kind: StepKind,
  isNamed: boolean,
): readonly ShownRecord[] {
  const { overlay, screen } = desk;
  const found = overlay?.kind === 'matters' ? overlay.matters : dueIn(desk);
  const open = overlay?.kind === 'step' ? [overlay.step.shown] : found;
  const ofCard = [...open, ...recordsOfCard(screen)];
  const ofDesk = recordsOfDesk(desk, { now: work.now(), items: work.items() });
  const isCardAlone = !isNamed && screen.kind === 'decided' && overlay?.kind !== 'today';
  const all = isCardAlone ? ofCard : [...ofCard, ...ofDesk];
  return all.filter(({ possible }) => possible.includes(kind));
}

function recordFor(
  work: Pick<DeskWork, 'now' | 'items'>,
  desk: DeskState,
  kind: StepKind,
  recordId: string | undefined,
): ShownRecord | null {
  const able = recordsFor(work, desk, kind, recordId !== undefined);
  if (recordId === undefined) return onlyOne(able);
  return able.find(({ record }) => record.recordId === recordId) ?? null;
}

/** The other matters that this kiosk knows under the 办件编号 that is typed for this one. */
async function numberedFor(
  work: DeskWork,
  { record }: ShownRecord,
  typed: string,
): Promise<NumberedMatters | null> {
  const { numberedMatters } = await import('../session/number-lookup.ts');
  return numberedMatters(work, typed, record.recordId);
}

/** True if the record has other steps by now. One that only its dialog shows is compared before its step is written. */
function hasChanged(
  { record: { recordId, folded } }: ShownRecord,
  desk: DeskState,
  work: Pick<DeskWork, 'now' | 'items'>,
): boolean {
  const ofDesk = recordsOfDesk(desk, { now: work.now(), items: work.items() });
  const now = [...recordsOfCard(desk.screen), ...ofDesk].find(({ record }) => record.recordId === recordId);
  const last = now?.record.folded.last ?? null;
  return last !== null && (folded.last === null || !isSameEntry(last, folded.last));
}

/** The records of the open list of what is due. */
function dueIn({ overlay, tasks }: DeskState): readonly ShownRecord[] {
  return overlay?.kind === 'tasks' ? tasks.map(({ shown }) => shown) : [];
}

/** The one record of a list, which may have it twice; null for none and for several. */
function onlyOne(records: readonly ShownRecord[]): ShownRecord | null {
  const [only] = records;
  const isOnly = records.every(({ record }) => record.recordId === only?.record.recordId);
  return only !== undefined && isOnly ? only : null;
}

/** Collects what the draft of a step needs besides its record. */
function aroundOf(
  { screen, staff: { members, session } }: DeskState,
  shown: ShownRecord,
  work: Pick<DeskWork, 'now' | 'cardNumbers'>,
) {
  const now = work.now();
  const staff: MatterStaff = { members, own: session?.member.memberId ?? null };
  const closed = screen.kind === 'decided' ? closedFor(screen, shown, now) : null;
  const refusal = isCardRefused(screen) ? screen.check.decision.cardReason : null;
  return { now, staff, closed, refusal, rules: work.cardNumbers() };
}

/** The choices that the clerk has made in the open dialog of the same step. */
function givenBefore(overlay: DeskState['overlay'], kind: StepKind): GivenStep {
  if (overlay?.kind !== 'step' || overlay.step.kind !== kind) return {};
  const { move, matter } = overlay.step;
  return { ...givenOf(move?.given), ...matter?.given };
}

function isCardRefused(screen: DeskState['screen']): screen is DecidedScreen {
  return screen.kind === 'decided' && screen.check.decision.cardReason !== null;
}

/** When this kiosk admitted somebody by the pass today; null if it has not. */
async function lastAdmission(
  { stepsToday }: Pick<DeskWork, 'stepsToday'>,
  { record }: ShownRecord,
): Promise<WallMinute | null> {
  const steps = await stepsToday();
  const last = steps.find(({ body }) => body.kind === 'pass-admitted' && body.recordId === record.recordId);
  return last === undefined ? null : wallMinuteOf(last.recordedAt);
}

function givenOf(choice: GivenChoice = {}): GivenStep {
  const { start, minutes, court }: Pick<GivenStep, 'start' | 'minutes'> & { court?: number | null } = choice;
  return {
    ...(start === undefined ? {} : { start }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(court === undefined || court === null ? {} : { court }),
  };
}

/** Why this desk admits nobody with a pass of the item now; null if it does. */
function closedFor({ check }: DecidedScreen, { item }: ShownRecord, now: WallMinute): Text | null {
  const { calendar, itemsBySite } = rulebookOf(check.facts.catalogue);
  const entry = itemsBySite.get(check.facts.siteId)?.find((one) => one.item.id === item.id);
  return entry === undefined ? null : closedForAdmission(entry, calendar, now);
}

/** Decides about the item as a new booking of that time, with the record itself left out of what is counted. */
function decidedMove(
  redecide: DeskWork['redecide'],
  { check, choices }: DecidedScreen,
  { recordId, state }: PresentRecord,
  { start, minutes, court }: GivenStep,
): StepDraft['move'] {
  const { facts } = check;
  // Also a record of a card that this one took the place of.
  const isOfHolder = facts.counters.records?.some((one) => one.recordId === recordId) === true;
  if (state.kind !== 'booking' || !isOfHolder) return null;
  const { place, person } = state;
  const shown = check.decision.items.find(({ itemId }) => itemId === place.itemId);
  const { ofCard, atDesk } = facts.counters;
  const without = {
    ...facts.counters,
    ofCard: ofCard.filter(({ record }) => record?.recordId !== recordId),
    atDesk: atDesk.filter(({ record }) => record?.recordId !== recordId),
  };
  const [first] = place.courts;
  const length = minutes ?? (shown !== undefined && workflowOf(shown).isTimed ? place.minutes : undefined);
  const given: GivenChoice = {
    ...{ person, quantity: place.quantity, start: start ?? place.start },
    ...(length === undefined ? {} : { minutes: length }),
    ...(court === undefined && first === undefined ? {} : { court: court ?? first }),
  };
  const asked = { ...choices, [place.itemId]: { ...choices[place.itemId], ...given } };
  const { decision } = redecide({ ...check, facts: { ...facts, counters: without } }, asked);
  const found = decision.items.find(({ itemId }) => itemId === place.itemId);
  return found === undefined ? null : { given, item: found };
}

/** Null at an end. */
function adjusted(
  { item }: NonNullable<StepDraft['move']>,
  { by, unit, today }: { readonly by: 1 | -1; readonly unit: StepUnit; readonly today: string },
): GivenChoice | null {
  if (unit === 'length') return countedChoice(item, by);
  if (unit === 'grid') return courtChoice(item, by) ?? movedChoice(item, { by, unit, today });
  const start = plusMinutes(item.choice.start, by * MINUTES_PER_DAY);
  const date = dateOfMinute(start);
  return date < today || date > plusDays(today, BOOKING_DAYS_AHEAD) ? null : { start };
}
