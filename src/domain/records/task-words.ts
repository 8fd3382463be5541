import type { Text } from '../base/text.ts';
import type { WallDate } from '../base/wall-time.ts';
import { dateText } from '../calendar/calendar.ts';
import type { Task, TaskKind } from './tasks.ts';

const WORDS: Readonly<Record<TaskKind, Text>> = {
  finish: { zh: '办结', en: 'Finish it' },
  correct: { zh: '催补正材料', en: 'Papers to be corrected: remind the holder' },
  supply: { zh: '催补容缺材料', en: 'Papers to come later: remind the holder' },
  tell: { zh: '电话告知办理结果', en: 'Call the holder about the result' },
  send: { zh: '邮寄结果', en: 'Post the result' },
  attend: { zh: '登记到场或爽约', en: 'Record whether the holder came' },
  rearrange: {
    zh: '届时不开放：通知持卡人，在此退订，或刷卡改期',
    en: 'Closed then: tell the holder; cancel it here, or scan the card to move it',
  },
  apply: { zh: '填写场地使用申请', en: 'Have the application filled in' },
  decide: { zh: '审核、审批场地申请', en: 'Review and approve the application' },
  call: { zh: '用场前联系持卡人，落实设施、音响', en: 'Talk with the holder about the equipment' },
  return: { zh: '登记用场结束、归还设备', en: 'Record the end and the equipment that came back' },
  settle: { zh: '办结跟进事项', en: 'Finish what is followed' },
  answer: { zh: '催办：承办单位答复', en: 'The unit is to answer' },
  next: { zh: '约定日期已到：接待或联系', en: 'The agreed day has come: see or call the holder' },
  renew: { zh: '提醒续卡', en: 'Remind the holder to renew' },
};

const SEND_ELECTRONIC: Text = { zh: '发送电子证照', en: 'Send the electronic licence' };
const RENEW_AGREEMENT: Text = { zh: '提醒续约', en: 'Remind the holder to renew the agreement' };
const SEND_DENIAL: Text = { zh: '发送办理结果', en: 'Send the result' };
const LAPSED: Text = {
  zh: '材料逾期未补：补交、退件或终止',
  en: 'Papers did not come in time: take them, hand all back, or stop',
};

/** What a clerk has to do. */
export function taskText({ kind, isLate, reason, record: { state } }: Task): Text {
  if (kind === 'rearrange' && reason !== undefined) return closedText(reason);
  if (kind === 'send' && state.kind === 'matter' && state.delivery === 'electronic')
    return state.isGranted ? SEND_ELECTRONIC : SEND_DENIAL;
  if (kind === 'renew' && state.kind === 'agreement') return RENEW_AGREEMENT;
  return isLate && (kind === 'correct' || kind === 'supply') ? LAPSED : WORDS[kind];
}

function closedText(reason: Text): Text {
  return {
    zh: `届时不开放（${reason.zh}）：通知持卡人，在此退订，或刷卡改期`,
    en: `Closed then (${reason.en}): tell the holder; cancel it here, or scan the card to move it`,
  };
}

/** By when it is to be done, or since when it is late. */
export function taskDueText({ kind, isLate, dueOn }: Task, today: WallDate): Text {
  const day = dateText(dueOn);
  if (isLate && (kind === 'attend' || kind === 'return')) return { zh: '时间已过', en: 'its time is over' };
  if (isLate && kind === 'finish')
    return { zh: `超承诺时限，应于 ${day.zh}前办结`, en: `late: it was due by ${day.en}` };
  if (isLate) return { zh: `逾期，应于 ${day.zh}前完成`, en: `late: due by ${day.en}` };
  if (dueOn === today) return { zh: '今天', en: 'today' };
  return kind === 'renew'
    ? { zh: `${day.zh}到期`, en: `ends on ${day.en}` }
    : { zh: `${day.zh}前`, en: `by ${day.en}` };
}
