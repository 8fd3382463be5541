import type { Text } from '../base/text.ts';
import { type Calendar, dateText } from '../calendar/calendar.ts';
import type { JournalBody } from '../journal/entry-body.ts';
import { dueDayOf, givenDaysOf, isLate, lackingOf, type MatterState, type MatterStatus } from './matter.ts';

export const MATTER_STATUSES: Readonly<Record<MatterStatus, Text>> = {
  asked: { zh: '咨询', en: 'asked about' },
  received: { zh: '已收件', en: 'papers received' },
  correcting: { zh: '待补正', en: 'to be corrected' },
  accepted: { zh: '已受理', en: 'accepted' },
  handling: { zh: '承办中', en: 'being handled' },
  finished: { zh: '已办结，待告知', en: 'finished, holder to be told' },
  told: { zh: '已告知，待领证', en: 'told, to be collected' },
  collected: { zh: '已领证', en: 'collected' },
  rejected: { zh: '已退件', en: 'papers handed back' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  ended: { zh: '已终止', en: 'stopped' },
  'taken-back': { zh: '已撤销', en: 'void' },
};

/** The words for the status of a matter. If it was accepted with minor materials missing, that is 容缺受理. */
export function matterStatusText(state: MatterState): Text {
  const { status, delivery } = state;
  const lacks = lackingOf(state).length;
  if (status === 'finished' && delivery !== 'window') {
    return delivery === 'post'
      ? { zh: '已办结，待邮寄', en: 'finished, to be posted' }
      : { zh: '已办结，待发电子证照', en: 'finished, to be sent electronically' };
  }
  const said =
    status === 'accepted' && lacks > 0
      ? { zh: '容缺受理', en: 'accepted with gaps' }
      : MATTER_STATUSES[status];
  if (lacks === 0 || status === 'collected') return said;
  return { zh: `${said.zh}，缺 ${lacks} 份材料`, en: `${said.en}, ${lacks} papers missing` };
}

/** The due day, as in `最迟 11-23（周一）办结`, or the words for a late matter (超承诺时限); null if nothing is promised. */
export function dueText(state: MatterState, calendar: Calendar, today: string): Text | null {
  const due = dueDayOf(state, calendar);
  if (due === null) return null;
  const day = dateText(due.date);
  if (isLate(state, calendar, today)) {
    return { zh: `超承诺时限（应于 ${day.zh}前办结）`, en: `late: it was due by ${day.en}` };
  }
  if (state.finishedOn !== null) return null;
  const provisional = due.provisional
    ? { zh: '（该年放假安排未公布，暂定）', en: ' (provisional: no holiday notice for that year yet)' }
    : { zh: '', en: '' };
  return { zh: `最迟 ${day.zh}办结${provisional.zh}`, en: `due by ${day.en}${provisional.en}` };
}

/** 补正期限 and 容缺补交期限 as they stand, and that one has passed. */
export function givenDayTexts(state: MatterState, today: string): readonly Text[] {
  return givenDaysOf(state).map(({ kind, day }) => {
    const date = dateText(day);
    const isOver = today > day;
    const by = GIVEN_DAYS[kind];
    return {
      zh: `${by.zh} ${date.zh}${isOver ? '已过' : ''}`,
      en: isOver ? `${by.en} ${date.en} has passed` : `${by.en} ${date.en}`,
    };
  });
}

const GIVEN_DAYS = {
  correct: { zh: '补正期限', en: 'last day to correct it' },
  supply: { zh: '容缺补交期限', en: 'last day for the missing papers' },
} satisfies Record<ReturnType<typeof givenDaysOf>[number]['kind'], Text>;

type MatterKind = Extract<JournalBody['kind'], `matter-${string}`>;

/** The name of each step. */
export const MATTER_STEP_WORDS: Readonly<Record<Exclude<MatterKind, 'matter-opened'>, Text>> = {
  'matter-numbered': { zh: '登记编号', en: 'numbered' },
  'matter-received': { zh: '收件', en: 'papers received' },
  'matter-supplied': { zh: '补交材料', en: 'papers handed in' },
  'matter-noticed': { zh: '一次性告知', en: 'one-time notice' },
  'matter-accepted': { zh: '受理', en: 'accepted' },
  'matter-handled': { zh: '承办', en: 'handed on' },
  'matter-finished': { zh: '办结', en: 'finished' },
  'matter-told': { zh: '告知', en: 'holder called' },
  'matter-collected': { zh: '领证', en: 'collected' },
  'matter-rejected': { zh: '退件', en: 'papers handed back' },
  'matter-withdrawn': { zh: '撤回', en: 'withdrawn' },
  'matter-ended': { zh: '终止', en: 'stopped' },
  'matter-assigned': { zh: '指派跟办人', en: 'assigned' },
  'matter-delivery': { zh: '送达方式', en: 'delivery' },
};
