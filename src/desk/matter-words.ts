import type { Text } from '../domain/base/text.ts';
import { FORM_WORDS, type MatterTerms } from '../domain/catalogue/matter-item.ts';

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

/** The options of each step of a matter, in the order of the digit keys. */
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

/** The name of a material. A material that the catalogue no longer has is named by its id. */
export function materialName(terms: MatterTerms | undefined, id: string): Text {
  return terms?.materials.find((one) => one.id === id)?.name ?? { zh: id, en: id };
}

/** A material with its kind, form and copies, as `身份证（主件，复印件 1 份）`; its id if the catalogue has none. */
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
