import type { Text } from '../domain/base/text.ts';
import type { MatterTerms } from '../domain/catalogue/matter-item.ts';
import type { JournalBody } from '../domain/journal/entry-body.ts';
import { FORM_WORDS } from '../domain/print/matter-paper.ts';

interface Named {
  readonly id: string;
  readonly name: Text;
}

const END_REASONS: readonly Named[] = [
  { id: 'not-met', name: { zh: '不符合法定条件', en: 'conditions not met' } },
  { id: 'not-ours', name: { zh: '不属本窗口职权', en: 'not for this counter' } },
  { id: 'late', name: { zh: '逾期未补齐', en: 'papers did not come in time' } },
  { id: 'duplicate', name: { zh: '重复申请', en: 'applied for twice' } },
  { id: 'other', name: { zh: '其他', en: 'other' } },
];

/** What a clerk picks from, in the order of the digit keys. */
export const MATTER_OPTIONS = {
  notice: [
    { id: 'holder-changed', name: { zh: '申请内容有变', en: 'the application has changed' } },
    { id: 'law-changed', name: { zh: '规定有变', en: 'the rules have changed' } },
    { id: 'overlooked', name: { zh: '前次漏告知', en: 'something was left out before' } },
    { id: 'other', name: { zh: '其他', en: 'other' } },
  ],
  finish: [
    { id: 'granted', name: { zh: '准予', en: 'granted' } },
    { id: 'denied', name: { zh: '不予', en: 'denied' } },
  ],
  tell: [
    { id: 'reached', name: { zh: '已通话', en: 'reached' } },
    { id: 'no-answer', name: { zh: '无人接听', en: 'no answer' } },
  ],
  deliver: [
    { id: 'window', name: { zh: '窗口领取', en: 'at the counter' } },
    { id: 'post', name: { zh: '邮寄', en: 'by post' } },
    { id: 'electronic', name: { zh: '电子证照', en: 'electronic' } },
  ],
  reject: END_REASONS,
  stop: END_REASONS,
} as const satisfies Readonly<Record<string, readonly Named[]>>;

/** The id of what the catalogue has no more. */
export function materialName(terms: MatterTerms | undefined, id: string): Text {
  return terms?.materials.find((one) => one.id === id)?.name ?? { zh: id, en: id };
}

/** `身份证（主件，复印件 1 份）`; the id of what the catalogue has no more. */
export function materialText(terms: MatterTerms | undefined, id: string): Text {
  const material = terms?.materials.find((one) => one.id === id);
  if (material === undefined) return { zh: id, en: id };
  const { name, main, form, copies } = material;
  const kind = main ? { zh: '主件', en: 'main' } : { zh: '容缺材料', en: 'may come later' };
  return {
    zh: `${name.zh}（${kind.zh}，${FORM_WORDS[form].zh} ${copies} 份）`,
    en: `${name.en} (${kind.en}, ${copies} × ${FORM_WORDS[form].en})`,
  };
}

type MatterKind = Extract<JournalBody['kind'], `matter-${string}`>;

/** What was done, in a word. */
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
