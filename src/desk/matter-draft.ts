import type { MatterDone } from '../app/record/step-record.ts';
import type { Text } from '../domain/base/text.ts';
import { unreachable } from '../domain/base/unreachable.ts';
import { dateOfMinute, type WallDate, type WallMinute } from '../domain/base/wall-time.ts';
import type { CardNumberRules } from '../domain/card/card-form.ts';
import type { MatterTerms } from '../domain/catalogue/matter-item.ts';
import type { NumberedMatters } from '../domain/decision/decision.ts';
import {
  CallAnswer,
  Delivery,
  MatterEndReason,
  MatterResult,
  NoticeReason,
} from '../domain/journal/matter-body.ts';
import { readOwnNumber } from '../domain/journal/own-number.ts';
import { ownNumberRefusal } from '../domain/journal/own-number-words.ts';
import { dueDayOf, isAllThere, lackingOf, type MatterState } from '../domain/records/matter.ts';
import { dueText } from '../domain/records/matter-words.ts';
import type { MatterStep } from '../domain/records/possible-steps.ts';
import { afterStep } from '../domain/records/present-records.ts';
import { clockTexts, dayAsks, dayOfStep, joined, lapsedTexts } from './matter-checks.ts';
import { MATTER_OPTIONS, materialName, materialText } from './matter-words.ts';
import { recordText } from './record-words.ts';
import type { GivenStep, MatterForm, ShownRecord, StepDraft } from './step-parts.ts';

/** The members who work at the desk, with the ids that the journal has. The list is empty if nobody signs in here. */
export interface MatterStaff {
  readonly members: readonly { readonly memberId: string; readonly name: string }[];
  /** The member who is signed in; null for nobody. */
  readonly own: string | null;
}

export interface MatterContext {
  readonly now: WallMinute;
  readonly staff: MatterStaff;
  /** The catalogue says which numbers are those of cards. */
  readonly rules: CardNumberRules;
  /** What this kiosk knows under the 办件编号 that is typed; null for nothing, and for another step. */
  readonly numbered: NumberedMatters | null;
}

/** The body that Enter would record, and its words. `done` is null if it cannot be recorded; `text` then says why. */
type Made = { readonly done: MatterDone | null; readonly text: Text; readonly asks?: readonly Text[] };
/** The form before it is known what its step asks. */
type FormBefore = Omit<MatterForm, 'asks'>;

export function matterDraftOf(
  kind: MatterStep,
  shown: ShownRecord,
  given: GivenStep,
  context: MatterContext,
): StepDraft {
  const { now, staff } = context;
  const on = dayOfStep(shown, now);
  const { record, item } = shown;
  const { state } = record;
  if (state.kind !== 'matter') throw new Error(`${kind} is a step of a matter`);
  const form = formOf(kind, state, { given, staff, terms: item.matter });
  const wrong = wrongPick(form);
  const made = wrong === null ? madeOf(kind, shown, form, { ...context, on }) : { done: null, text: wrong };
  const { done, text, asks = [] }: Made = made;
  const what = recordText(record, item, now);
  const isFit = done !== null && fits(shown, done);
  return {
    ...{ kind, shown, differenceFen: 0, move: null, end: null, matter: { ...form, asks } },
    act: isFit ? { kind: 'matter', done } : null,
    text: joined([
      { zh: `${what.zh}：${text.zh}`, en: `${what.en}: ${text.en}` },
      ...asks,
      ...lapsedTexts(state, on),
      ...clockTexts(on, dateOfMinute(now)),
    ]),
  };
}

/** Says which of the picked options the step does not have; null if it has them all. Nothing is left out in silence. */
function wrongPick({ given: { picked = [] }, options, isMany }: FormBefore): Text | null {
  const unknown = picked.filter((id) => options.every((option) => option.id !== id));
  if (unknown.length > 0) {
    const ids = unknown.slice(0, UNKNOWN_NAMED_MAX);
    return {
      zh: `这一步没有这些选项：${ids.join('、')}，请重新勾选`,
      en: `This step has no such options: ${ids.join(', ')}. Pick again`,
    };
  }
  if (isMany || picked.length <= 1) return null;
  return { zh: '这一步只能选一项，请重新选', en: 'Only one can be picked here. Pick again' };
}

/** No more of them are named in one sentence. */
const UNKNOWN_NAMED_MAX = 5;

function fits({ record }: ShownRecord, done: MatterDone): boolean {
  const { recordId, folded } = record;
  const after = folded.last;
  return after !== null && afterStep(record, { ...done, recordId, after }) !== null;
}

function formOf(
  kind: MatterStep,
  state: MatterState,
  {
    given,
    staff,
    terms,
  }: { readonly given: GivenStep; readonly staff: MatterStaff; readonly terms: MatterTerms | undefined },
): FormBefore {
  const lacking = lackingOf(state);
  const picked = given.picked ?? defaultsOf(kind, state, staff);
  const isMany = kind === 'receive' || kind === 'supply';
  return {
    given,
    options: choicesOf(kind, { state, terms, staff, lacking }).map((option) => ({
      ...option,
      isPicked: picked.includes(option.id),
    })),
    isMany,
    day: hasDay(kind, lacking.length > 0) ? { date: given.until ?? null } : null,
    number: kind === 'number' ? (given.number ?? '') : null,
  };
}

function hasDay(kind: MatterStep, lacks: boolean): boolean {
  return kind === 'notice' || (kind === 'accept' && lacks);
}

/** The options that are picked when the form opens: the most usual one, but no material. */
function defaultsOf(kind: MatterStep, state: MatterState, { own }: MatterStaff): readonly string[] {
  switch (kind) {
    case 'finish':
      return [MatterResult.enum.granted];
    case 'tell':
      return [CallAnswer.enum.reached];
    case 'collect':
    case 'deliver':
      return [state.delivery];
    case 'assign':
      return own === null ? [] : [own];
    default:
      return [];
  }
}

function choicesOf(
  kind: MatterStep,
  {
    state,
    terms,
    staff,
    lacking,
  }: {
    readonly state: MatterState;
    readonly terms: MatterTerms | undefined;
    readonly staff: MatterStaff;
    readonly lacking: readonly string[];
  },
): readonly Omit<MatterForm['options'][number], 'isPicked'>[] {
  switch (kind) {
    case 'receive':
      return (terms?.materials ?? []).map((material) => ({
        id: material.id,
        name: materialText(terms, material.id),
      }));
    case 'supply':
      return lacking.map((id) => ({ id, name: materialText(terms, id) }));
    case 'notice':
      return state.notices === 0 ? [] : MATTER_OPTIONS.notice;
    case 'assign':
      return staff.members.map(({ memberId, name }) => ({ id: memberId, name: { zh: name, en: name } }));
    case 'collect':
      return MATTER_OPTIONS.deliver;
    case 'number':
    case 'accept':
    case 'handle':
    case 'withdraw':
      return [];
    default:
      return MATTER_OPTIONS[kind];
  }
}

function madeOf(
  kind: MatterStep,
  shown: ShownRecord,
  form: FormBefore,
  { on, rules, numbered: known }: MatterContext & { readonly on: WallDate },
): Made {
  const { state } = shown.record;
  const { matter: terms } = shown.item;
  if (state.kind !== 'matter') throw new Error('a matter');
  const picked = form.options.filter(({ isPicked }) => isPicked).map(({ id }) => id);
  const [first] = picked;
  const refusal = dayRefusal(form, on);
  if (refusal !== null) return { done: null, text: refusal };
  const until = form.day?.date ?? null;
  switch (kind) {
    case 'number':
      return numbered(form.number ?? '', rules, known);
    case 'receive':
      return received(state, terms, picked);
    case 'supply':
      return picked.length === 0
        ? { done: null, text: { zh: '请选补交的材料', en: 'Pick the papers that are handed in' } }
        : { done: { kind: 'matter-supplied', handed: picked }, text: suppliedText(state, picked) };
    case 'notice':
      return noticed(shown, state, { on, until, again: NoticeReason.safeParse(first).data ?? null });
    case 'accept':
      return accepted(shown, state, { on, until });
    case 'handle':
      return { done: { kind: 'matter-handled' }, text: { zh: '转承办', en: 'handed on to the unit' } };
    case 'finish': {
      const result = MatterResult.safeParse(first).data;
      if (result === undefined) return asked('办理结果', 'the result');
      return { done: { kind: 'matter-finished', on, result }, text: { zh: '办结', en: 'finished' } };
    }
    case 'tell': {
      const answer = CallAnswer.safeParse(first).data;
      if (answer === undefined) return asked('通话结果', 'what became of the call');
      return {
        done: { kind: 'matter-told', answer },
        text: { zh: '电话告知持卡人领取证照', en: 'tell the holder by telephone to collect it' },
      };
    }
    case 'collect': {
      const way = Delivery.safeParse(first).data;
      if (way === undefined) return asked('送达方式', 'how it goes to the holder');
      return { done: { kind: 'matter-collected', way }, text: collectText(state) };
    }
    case 'reject':
    case 'stop': {
      const reason = MatterEndReason.safeParse(first).data;
      if (reason === undefined) return asked('原因', 'the reason');
      const text =
        kind === 'reject' ? { zh: '退件', en: 'hand the papers back' } : { zh: '终止', en: 'stop it' };
      return { done: { kind: kind === 'reject' ? 'matter-rejected' : 'matter-ended', reason }, text };
    }
    case 'withdraw':
      return {
        done: { kind: 'matter-withdrawn' },
        text: { zh: '持卡人撤回申请', en: 'the holder takes it back' },
      };
    case 'assign':
      return {
        done: { kind: 'matter-assigned', member: first ?? null },
        text:
          first === undefined
            ? { zh: '本台跟办', en: 'this desk follows it' }
            : { zh: '指派跟办人', en: 'assign who follows it' },
      };
    case 'deliver': {
      const way = Delivery.safeParse(first).data;
      if (way === undefined) return asked('送达方式', 'how it goes to the holder');
      return {
        done: { kind: 'matter-delivery', way },
        text: { zh: '送达方式', en: 'how it goes to the holder' },
      };
    }
    default:
      return unreachable(kind);
  }
}

/** Says why the day in the form cannot be; null if it can. */
function dayRefusal({ day, given }: FormBefore, on: WallDate): Text | null {
  if (day === null) {
    const isGiven = given.until != null;
    return isGiven
      ? { zh: '材料不缺，不定补齐期限', en: 'No paper is missing, so there is no day to set' }
      : null;
  }
  const isPast = day.date !== null && day.date < on;
  return isPast ? { zh: `期限不能早于今天 ${on}`, en: `The day cannot be before today, ${on}` } : null;
}

function asked(zh: string, en: string): Made {
  return { done: null, text: { zh: `请选${zh}`, en: `Pick ${en}` } };
}

function numbered(typed: string, rules: CardNumberRules, known: NumberedMatters | null): Made {
  const reading = readOwnNumber(typed, rules);
  if (!reading.ok) return { done: null, text: ownNumberRefusal(reading.fault, 'matter') };
  const { number } = reading;
  const question = known?.number === number ? known.question : null;
  return {
    done: { kind: 'matter-numbered', number },
    text: { zh: `编号 ${number}`, en: `number ${number}` },
    asks: question === null ? [] : [question],
  };
}

/**
 * Says what follows before the papers are taken: acceptance if all are there, acceptance with gaps (容缺受理) if only minor
 * ones are missing, the one-time notice if a main one is missing.
 */
function received(state: MatterState, terms: MatterTerms | undefined, handed: readonly string[]): Made {
  if (state.number === null) {
    return { done: null, text: { zh: '收件前请先登记办件编号', en: 'Its number comes before its papers' } };
  }
  const lacking = (terms?.materials ?? []).filter(({ id }) => !handed.includes(id));
  const idsOf = (isMain: boolean) => lacking.filter(({ main }) => main === isMain).map(({ id }) => id);
  const [missing, missingMain] = [idsOf(false), idsOf(true)];
  const done: MatterDone = { kind: 'matter-received', handed: [...handed], missing, missingMain };
  if (lacking.length === 0) {
    const text =
      terms?.atOnce === true
        ? { zh: '材料齐全，即办', en: 'all papers are there, done at once' }
        : { zh: '材料齐全，应当立即受理', en: 'all papers are there, accept it now' };
    return { done, text };
  }
  const names = namesOf(terms, [...missingMain, ...missing]);
  if (missingMain.length > 0) {
    const zh = `主件不齐，应当出具一次性告知单，缺：${names.zh}`;
    return {
      done,
      text: { zh, en: `main papers are missing, give the one-time notice. Missing: ${names.en}` },
    };
  }
  return {
    done,
    text: {
      zh: `主件齐全，可容缺受理，缺：${names.zh}`,
      en: `main papers are there, it may be accepted with gaps. Missing: ${names.en}`,
    },
  };
}

function namesOf(terms: MatterTerms | undefined, ids: readonly string[]): Text {
  const names = ids.map((id) => materialName(terms, id));
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join('; ') };
}

function suppliedText(state: MatterState, handed: readonly string[]): Text {
  const left = lackingOf(state).length - handed.length;
  return left === 0
    ? { zh: '补齐材料', en: 'all that was missing is handed in' }
    : { zh: `补交材料，还缺 ${left} 份`, en: `papers handed in, ${left} still missing` };
}

function noticed(
  { item, calendar }: ShownRecord,
  state: MatterState,
  {
    on,
    until,
    again,
  }: { readonly on: WallDate; readonly until: WallDate | null; readonly again: NoticeReason | null },
): Made {
  const names = namesOf(item.matter, lackingOf(state));
  if (state.notices > 0 && again === null) {
    return {
      done: null,
      text: {
        zh: '已出具过一次性告知单，再次出具须由窗口负责人同意并选明原因',
        en: 'It has had its one-time notice. Another one needs the counter’s head and a reason',
      },
    };
  }
  return {
    done: { kind: 'matter-noticed', until, again },
    text: { zh: `出具一次性告知单，缺：${names.zh}`, en: `give the one-time notice. Missing: ${names.en}` },
    asks: dayAsks(until, { on, due: null, calendar }),
  };
}

function accepted(
  shown: ShownRecord,
  state: MatterState,
  { on, until }: { readonly on: string; readonly until: string | null },
): Made {
  const { item, calendar } = shown;
  const lacks = state.missing.length > 0;
  const isDone = item.matter?.atOnce === true && !lacks;
  const workdays = isDone ? null : (item.finishWithinWorkdays ?? null);
  const done = { kind: 'matter-accepted', on, workdays, supplyBy: lacks ? until : null, isDone } as const;
  if (isDone) return { done, text: { zh: '受理，即办办结', en: 'accepted and done at once' } };
  const due = dueText({ ...state, acceptedOn: on, workdays }, calendar, on);
  const promise = due === null ? { zh: '', en: '' } : { zh: `，${due.zh}`, en: `, ${due.en}` };
  if (!lacks) return { done, text: { zh: `受理${promise.zh}`, en: `accepted${promise.en}` } };
  const names = namesOf(item.matter, state.missing);
  const by = until === null ? { zh: '领证时', en: 'collection' } : { zh: `${until} 前`, en: until };
  const dueDay = dueDayOf({ ...state, acceptedOn: on, workdays }, calendar)?.date ?? null;
  return {
    done,
    text: {
      zh: `容缺受理${promise.zh}。${by.zh}补齐：${names.zh}`,
      en: `accepted with gaps${promise.en}. To be handed in by ${by.en}: ${names.en}`,
    },
    asks: dayAsks(until, { on, due: dueDay, calendar }),
  };
}

function collectText(state: MatterState): Text {
  return isAllThere(state)
    ? { zh: '领证', en: 'collected' }
    : { zh: '材料未补齐，不能发证', en: 'papers are missing, nothing is handed out' };
}
