import { registerTexts } from '../i18n/late-texts.ts';

const zh = {
  number: '办件编号',
  numberLater: '办件编号（收件前可补登）',
  audience: '观众人数（演出人员不计）',
  charge: '费用（元）',
  ownNumber: '卡号（自动取号，也可输入）',
  ownNumberTyped: '卡号（可不填）',
  until: '补齐期限',
  supplyBy: '补齐期限（如 {{example}}；不填则领证时补齐）',
  correctBy: '补正期限（如 {{example}}；可不填）',
  errandNumber: '工单号',
  answerBy: '答复期限（如 {{example}}）',
  agreedOn: '约定日期（如 {{example}}；不约定可不填）',
  all: '全部勾选',
  found: '编号 {{number}}',
  notFound: '本机没有这个编号的办件。请核对编号，或请持卡人出示英才卡。',
  close: '返回',
};

const en: typeof zh = {
  number: 'Number of the matter',
  numberLater: 'Number of the matter (may come later, before its papers)',
  audience: 'How many will watch (who performs is not counted)',
  charge: 'Charge (yuan)',
  ownNumber: 'Number (the next one, or type another)',
  ownNumberTyped: 'Number (may be left empty)',
  until: 'To be handed in by',
  supplyBy: 'To be handed in by, such as {{example}}; left empty: at collection',
  correctBy: 'To be supplied by, such as {{example}}; may be left empty',
  errandNumber: 'Number',
  answerBy: 'To be answered by, such as {{example}}',
  agreedOn: 'Agreed day, such as {{example}}; empty for none',
  all: 'Tick all',
  found: 'Number {{number}}',
  notFound: 'This kiosk knows no matter of that number. Check the number, or ask for the card.',
  close: 'Back',
};

/** The words of the matters of the service hall. They are loaded with the first matter. */
export const matterTexts = { zh, en };
registerTexts('matter', matterTexts);
