import type { ErrandDone } from '../app/record/step-record.ts';
import type { Text } from '../domain/base/text.ts';
import { unreachable } from '../domain/base/unreachable.ts';
import { dateOfMinute, type WallDate } from '../domain/base/wall-time.ts';
import { dateText, workdayAfter } from '../domain/calendar/calendar.ts';
import type { Item } from '../domain/catalogue/catalogue.ts';
import type { ErrandTerms } from '../domain/catalogue/errand-item.ts';
import { ContactAnswer } from '../domain/journal/errand-body.ts';
import { readOwnNumber } from '../domain/journal/own-number.ts';
import { ownNumberRefusal } from '../domain/journal/own-number-words.ts';
import type { ErrandState } from '../domain/records/errand.ts';
import { CONTACT_ANSWERS, optionName } from '../domain/records/errand-words.ts';
import type { ErrandStep } from '../domain/records/possible-steps.ts';
import { afterStep } from '../domain/records/present-records.ts';
import { clockTexts, dayAsks, dayOfStep, joined } from './matter-checks.ts';
import type { MatterContext } from './matter-draft.ts';
import { recordText } from './record-words.ts';
import type { GivenStep, MatterForm, ShownRecord, StepDraft } from './step-parts.ts';

/** `done` is null if it cannot be recorded; `text` then says why. */
type Made = { readonly done: ErrandDone | null; readonly text: Text };
type Option = Omit<MatterForm['options'][number], 'isPicked'>;

interface ErrandFacts {
  readonly state: ErrandState;
  readonly item: Item;
  readonly terms: ErrandTerms;
  /** The day from which the step counts. */
  readonly on: WallDate;
  /** The day for an answer if nobody says another. */
  readonly usualDay: WallDate | null;
}

/** Drafts a step of what a desk follows: its form, and the words that say what Enter will record. */
export function errandDraftOf(
  kind: ErrandStep,
  shown: ShownRecord,
  given: GivenStep,
  context: MatterContext,
): StepDraft {
  const { record, item, calendar } = shown;
  const { state } = record;
  const terms = item.errand;
  if (state.kind !== 'errand' || terms === undefined)
    throw new Error(`${kind} is a step of what is followed`);
  const { now, rules } = context;
  const on = dayOfStep(shown, now);
  const workdays = kind === 'errand-assign' ? terms.units?.workdays : undefined;
  const usualDay = workdays === undefined ? null : (workdayAfter(calendar, on, workdays)?.date ?? null);
  const facts: ErrandFacts = { state, item, terms, on, usualDay };
  const form = formOf(kind, facts, given);
  const { done, text } = madeOf(kind, facts, form, rules);
  const asks = dayAsks(form.day?.date ?? null, { on, due: null, calendar });
  const what = recordText(record, item, now);
  return {
    ...{ kind, shown, differenceFen: 0, move: null, end: null, matter: { ...form, asks } },
    act: done !== null && fits(shown, done) ? { kind: 'errand', done } : null,
    text: joined([
      { zh: `${what.zh}：${text.zh}`, en: `${what.en}: ${text.en}` },
      ...(done === null ? [] : asks),
      ...clockTexts(on, dateOfMinute(now)),
    ]),
  };
}

function fits({ record }: ShownRecord, done: ErrandDone): boolean {
  const { recordId, folded } = record;
  const after = folded.last;
  return after !== null && afterStep(record, { ...done, recordId, after }) !== null;
}

/** The steps that take a day. */
const DATED: readonly ErrandStep[] = ['errand-assign', 'errand-urge', 'errand-book', 'errand-call'];

function formOf(kind: ErrandStep, facts: ErrandFacts, given: GivenStep): MatterForm {
  const picked = given.picked ?? defaultsOf(kind, facts);
  return {
    given,
    options: choicesOf(kind, facts.terms).map((option) => ({
      ...option,
      isPicked: picked.includes(option.id),
    })),
    isMany: kind === 'errand-describe',
    day: DATED.includes(kind) ? { date: given.until ?? facts.usualDay } : null,
    number: kind === 'errand-number' ? (given.number ?? '') : null,
    count: null,
    asks: [],
  };
}

/** What was said before stands, and what is the only choice is picked. */
function defaultsOf(kind: ErrandStep, { state, terms }: ErrandFacts): readonly string[] {
  if (kind === 'errand-describe') return state.details;
  if (kind === 'errand-call') return [ContactAnswer.enum.reached];
  const choices = choicesOf(kind, terms);
  return choices.length === 1 ? choices.map(({ id }) => id) : [];
}

function choicesOf(kind: ErrandStep, terms: ErrandTerms): readonly Option[] {
  switch (kind) {
    case 'errand-describe':
      return (terms.questions ?? []).flatMap(({ options }) => options);
    case 'errand-assign':
      return terms.units?.options ?? [];
    case 'errand-book':
      return terms.appointment?.options ?? [];
    case 'errand-call':
      return ContactAnswer.options.map((id) => ({ id, name: CONTACT_ANSWERS[id] }));
    case 'errand-answer':
      return terms.answers?.options ?? [];
    case 'errand-finish':
      return terms.results;
    case 'errand-complete':
    case 'errand-urge':
    case 'errand-number':
      return [];
    default:
      return unreachable(kind);
  }
}

function madeOf(kind: ErrandStep, facts: ErrandFacts, form: MatterForm, rules: MatterContext['rules']): Made {
  const wrong = wrongForm(form, facts.on);
  if (wrong !== null) return { done: null, text: wrong };
  const picked = form.options.filter(({ isPicked }) => isPicked).map(({ id }) => id);
  if (kind === 'errand-describe') return described(facts.terms, picked);
  if (kind === 'errand-number') return numbered(form.number ?? '', rules);
  if (kind === 'errand-complete') return completed(facts);
  return dated(kind, facts, { first: picked[0], until: form.day?.date ?? null });
}

/** Says what of the form is not among its options, or is before today; null for nothing. Nothing is left out in silence. */
function wrongForm({ given, options, isMany, day }: MatterForm, on: WallDate): Text | null {
  const { picked = [] } = given;
  const unknown = picked.filter((id) => options.every((option) => option.id !== id)).slice(0, NAMED_MAX);
  if (unknown.length > 0) {
    return {
      zh: `这一步没有这些选项：${unknown.join('、')}，请重新勾选`,
      en: `This step has no such options: ${unknown.join(', ')}. Pick again`,
    };
  }
  if (!isMany && picked.length > 1) {
    return { zh: '这一步只能选一项，请重新选', en: 'Only one can be picked here. Pick again' };
  }
  if (day !== null && day.date !== null && day.date < on) {
    return { zh: `日期不能早于今天 ${on}`, en: `The day cannot be before today, ${on}` };
  }
  return null;
}

/** No more of them are named in one sentence. */
const NAMED_MAX = 5;

function refused(zh: string, en: string): Made {
  return { done: null, text: { zh, en } };
}

/** One option of each question, and none of an optional one if it was not answered. */
function described(terms: ErrandTerms, picked: readonly string[]): Made {
  for (const { name, options, optional } of terms.questions ?? []) {
    const count = options.filter(({ id }) => picked.includes(id)).length;
    if (count > 1) return refused(`“${name.zh}”只能选一项`, `Pick one of “${name.en}”`);
    if (count === 0 && optional !== true) return refused(`请选“${name.zh}”`, `Pick “${name.en}”`);
  }
  const names = picked.map((id) => optionName(terms, id));
  return {
    done: { kind: 'errand-described', details: [...picked] },
    text: { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') },
  };
}

function numbered(typed: string, rules: MatterContext['rules']): Made {
  const reading = readOwnNumber(typed, rules);
  if (!reading.ok) return { done: null, text: ownNumberRefusal(reading.fault, 'errand') };
  const { number } = reading;
  return {
    done: { kind: 'errand-numbered', number },
    text: { zh: `编号 ${number}`, en: `number ${number}` },
  };
}

function completed({ item, terms, on }: ErrandFacts): Made {
  const workdays = item.finishWithinWorkdays ?? null;
  const name = terms.complete?.name ?? { zh: '材料齐全', en: 'complete' };
  const within =
    workdays === null
      ? { zh: '', en: '' }
      : { zh: `，${workdays} 个工作日内办结`, en: `, to be finished within ${workdays} working days` };
  return {
    done: { kind: 'errand-completed', on, workdays },
    text: { zh: `${name.zh}${within.zh}`, en: `${name.en}${within.en}` },
  };
}

type DatedStep = Exclude<ErrandStep, 'errand-describe' | 'errand-number' | 'errand-complete'>;

function dated(
  kind: DatedStep,
  { terms, on }: ErrandFacts,
  { first, until }: { readonly first: string | undefined; readonly until: WallDate | null },
): Made {
  const day = until === null ? { zh: '', en: '' } : dateText(until);
  const name = first === undefined ? { zh: '', en: '' } : optionName(terms, first);
  switch (kind) {
    case 'errand-assign':
      if (first === undefined) return refused('请选承办单位', 'Pick the unit');
      if (until === null) return refused('请填答复期限', 'Say by when the unit is to answer');
      return {
        done: { kind: 'errand-assigned', unit: first, by: until },
        text: {
          zh: `转办 ${name.zh}，${day.zh}前答复`,
          en: `hand it to: ${name.en}, to be answered by ${day.en}`,
        },
      };
    case 'errand-urge':
      return {
        done: { kind: 'errand-urged', on, by: until },
        text: {
          zh: until === null ? '督办' : `督办，${day.zh}前答复`,
          en: until === null ? 'ask the unit again' : `ask the unit again, to be answered by ${day.en}`,
        },
      };
    case 'errand-book':
      return booked(terms, first ?? null, until);
    case 'errand-call':
      return called(on, first, until);
    case 'errand-answer':
      if (first === undefined) return refused('请选答复', 'Pick the answer');
      return {
        done: { kind: 'errand-answered', on, answer: first },
        text: { zh: `答复：${name.zh}`, en: `answer: ${name.en}` },
      };
    case 'errand-finish':
      if (first === undefined) return refused('请选办理结果', 'Pick how it ended');
      return {
        done: { kind: 'errand-finished', on, result: first },
        text: { zh: `办结：${name.zh}`, en: `finished: ${name.en}` },
      };
    default:
      return unreachable(kind);
  }
}

function booked(terms: ErrandTerms, slot: string | null, until: WallDate | null): Made {
  if (until === null) return refused('请填约定日期', 'Say which day is agreed');
  if (slot === null && (terms.appointment?.options ?? []).length > 0) {
    return refused('请选时段或窗口', 'Pick the time or the window');
  }
  const day = dateText(until);
  const at = slot === null ? { zh: '', en: '' } : optionName(terms, slot);
  return {
    done: { kind: 'errand-booked', on: until, slot },
    text: { zh: `约定 ${day.zh} ${at.zh}`.trim(), en: `agreed for ${day.en} ${at.en}`.trim() },
  };
}

function called(on: WallDate, first: string | undefined, again: WallDate | null): Made {
  const answer = ContactAnswer.safeParse(first).data;
  if (answer === undefined) return refused('请选联系结果', 'Pick what became of the call');
  const { zh, en } = CONTACT_ANSWERS[answer];
  const next =
    again === null
      ? { zh: '', en: '' }
      : { zh: `，约定 ${dateText(again).zh}再联系`, en: `, again on ${dateText(again).en}` };
  return {
    done: { kind: 'errand-called', on, answer, again },
    text: { zh: `${zh}${next.zh}`, en: `${en}${next.en}` },
  };
}
