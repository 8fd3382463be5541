import type { Text } from '../domain/base/text.ts';
import { wallDateOf, wallMinuteOf } from '../domain/base/wall-time.ts';
import { dateText } from '../domain/calendar/calendar.ts';
import { isOpening } from '../domain/records/record.ts';
import { statusText, stepText } from './record-words.ts';
import type { ShownRecord } from './step-parts.ts';

/** Asks whether a number that these matters have is right: `请核对：此编号已用于 人才引进入户申请（张*明（卡尾号 001E），11-23（周一）开办；已收件）`. */
export function sameNumberQuestion(matters: readonly ShownRecord[], today: string): Text | null {
  const held = matters
    .filter(({ record: { state } }) => state.status !== 'taken-back')
    .map((shown) => {
      const [found, status, { name }] = [foundText(shown), statusText(shown, today), shown.item];
      return {
        zh: `${name.zh}（${found.zh}；${status.zh}）`,
        en: `${name.en} (${found.en}; ${status.en})`,
      };
    });
  if (held.length === 0) return null;
  const [zh, en] = [held.map((one) => one.zh).join('；'), held.map((one) => one.en).join('; ')];
  return { zh: `请核对：此编号已用于 ${zh}`, en: `Check: this number is already that of ${en}` };
}

/** Whose a found matter is, on which day it was opened, and its last step: `张*明（卡尾号 001E），11-23（周一）开办`. */
export function foundText({ record, holder = null }: ShownRecord): Text {
  const { state, opening, steps } = record;
  const from = dateText(state.kind === 'matter' ? state.from : wallDateOf(opening.recordedAt));
  const whose = holderText(holder);
  const last = steps.filter((step) => !isOpening(step)).at(-1);
  const did = last === undefined ? null : stepText(last.body.kind);
  const at = last === undefined ? '' : wallMinuteOf(last.recordedAt).replace('T', ' ');
  return {
    zh: `${whose.zh}，${from.zh}开办${did === null ? '' : `，最后一步：${did.zh} ${at}`}`,
    en: `${whose.en}, opened on ${from.en}${did === null ? '' : `, last step: ${did.en} ${at}`}`,
  };
}

function holderText(holder: ShownRecord['holder']): Text {
  if (holder == null) return { zh: '持卡人未知', en: 'holder not known here' };
  const { tail, maskedName } = holder;
  if (maskedName === null) return { zh: `卡尾号 ${tail}`, en: `card ending in ${tail}` };
  return { zh: `${maskedName}（卡尾号 ${tail}）`, en: `${maskedName} (card ending in ${tail})` };
}
