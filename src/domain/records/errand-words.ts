import type { Text } from '../base/text.ts';
import type { WallDate } from '../base/wall-time.ts';
import { type Calendar, dateText } from '../calendar/calendar.ts';
import type { ErrandTerms } from '../catalogue/errand-item.ts';
import type { JournalBody } from '../journal/entry-body.ts';
import type { ContactAnswer } from '../journal/errand-body.ts';
import { type ErrandState, type ErrandStatus, errandDaysOf, promisedDayOf } from './errand.ts';

export const ERRAND_STATUSES: Readonly<Record<ErrandStatus, Text>> = {
  followed: { zh: '跟进中', en: 'being followed' },
  waiting: { zh: '已转办，待答复', en: 'with a unit, to be answered' },
  settled: { zh: '已结束', en: 'ended' },
  'taken-back': { zh: '已撤销', en: 'void' },
};

type ErrandStepKind = Exclude<Extract<JournalBody['kind'], `errand-${string}`>, 'errand-opened'>;

/** The name of each step. */
export const ERRAND_STEP_WORDS: Readonly<Record<ErrandStepKind, Text>> = {
  'errand-numbered': { zh: '登记编号', en: 'numbered' },
  'errand-described': { zh: '登记内容', en: 'described' },
  'errand-completed': { zh: '材料齐全', en: 'complete' },
  'errand-assigned': { zh: '转办', en: 'handed to a unit' },
  'errand-urged': { zh: '督办', en: 'unit asked again' },
  'errand-booked': { zh: '约定日期', en: 'day agreed' },
  'errand-called': { zh: '联系', en: 'holder called' },
  'errand-answered': { zh: '答复', en: 'answered' },
  'errand-finished': { zh: '办结', en: 'finished' },
};

export const CONTACT_ANSWERS: Readonly<Record<ContactAnswer, Text>> = {
  reached: { zh: '已联系', en: 'reached' },
  'no-answer': { zh: '未接通', en: 'no answer' },
  declined: { zh: '婉拒', en: 'declined' },
};

/** The name of an option, wherever the terms have it; its id if the catalogue does not have it any more. */
export function optionName(terms: ErrandTerms | undefined, id: string): Text {
  const all = [
    ...(terms?.questions ?? []).flatMap(({ options }) => options),
    ...(terms?.units?.options ?? []),
    ...(terms?.appointment?.options ?? []),
    ...(terms?.answers?.options ?? []),
    ...(terms?.results ?? []),
  ];
  return all.find((option) => option.id === id)?.name ?? { zh: id, en: id };
}

/** Says where it stands: who has it, what was answered, and the days that count. */
export function errandText(
  state: ErrandState,
  terms: ErrandTerms | undefined,
  { today, calendar }: { readonly today: WallDate; readonly calendar: Calendar },
): Text {
  const parts: Text[] = [standText(state, terms)];
  for (const id of state.details) parts.push(optionName(terms, id));
  if (state.unit !== null) {
    const unit = optionName(terms, state.unit);
    const urged =
      state.urged === 0
        ? { zh: '', en: '' }
        : { zh: `，督办 ${state.urged} 次`, en: `, asked again ${state.urged} times` };
    parts.push({ zh: `承办单位 ${unit.zh}${urged.zh}`, en: `unit: ${unit.en}${urged.en}` });
  }
  if (state.answer !== null) {
    const answer = optionName(terms, state.answer);
    parts.push({ zh: `答复：${answer.zh}`, en: `answer: ${answer.en}` });
  }
  if (state.call !== null) {
    const { zh, en } = CONTACT_ANSWERS[state.call.answer];
    parts.push({ zh: `${state.call.on} ${zh}`, en: `${en} on ${state.call.on}` });
  }
  return joinedText([...parts, ...dayTexts(state, terms, { today, calendar })]);
}

function standText({ status, result }: ErrandState, terms: ErrandTerms | undefined): Text {
  const said = ERRAND_STATUSES[status];
  if (status !== 'settled' || result === null) return said;
  const name = optionName(terms, result);
  return { zh: `${said.zh}：${name.zh}`, en: `${said.en}: ${name.en}` };
}

const DAY_WORDS = {
  promised: { zh: '办结期限', en: 'to be finished by' },
  answer: { zh: '答复期限', en: 'answer due by' },
  next: { zh: '约定', en: 'agreed for' },
} as const;

/** The days that stand, and that one has passed. */
function dayTexts(
  state: ErrandState,
  terms: ErrandTerms | undefined,
  { today, calendar }: { readonly today: WallDate; readonly calendar: Calendar },
): readonly Text[] {
  return errandDaysOf(state, calendar).map(({ kind, day }) => {
    const [by, date] = [DAY_WORDS[kind], dateText(day)];
    const slot = kind === 'next' && state.slot !== null ? optionName(terms, state.slot) : null;
    const isProvisional = kind === 'promised' && promisedDayOf(state, calendar)?.provisional === true;
    const zh = [`${by.zh} ${date.zh}`, ...(slot === null ? [] : [slot.zh])].join(' ');
    const en = [`${by.en} ${date.en}`, ...(slot === null ? [] : [slot.en])].join(', ');
    if (today > day) return { zh: `${zh}已过`, en: `${en}, has passed` };
    return isProvisional
      ? {
          zh: `${zh}（该年放假安排未公布，暂定）`,
          en: `${en} (provisional: no holiday notice for that year yet)`,
        }
      : { zh, en };
  });
}

function joinedText(texts: readonly Text[]): Text {
  return { zh: texts.map(({ zh }) => zh).join('，'), en: texts.map(({ en }) => en).join(', ') };
}
