import { registerTexts } from '../../i18n/late-texts.ts';

const zh = {
  search: '查找记录',
  text: '卡尾号、编号、项目或人员',
  keypad: '屏幕键盘',
  item: '项目',
  anyItem: '全部项目',
  member: '经手人',
  anyMember: '全部人员',
  state: { all: '全部', standing: '有效', voided: '已撤销', waiting: '待上传' },
  by: '经手',
  gone: '已不在名单',
  found: '找到 {{count}} 笔，共 {{of}} 笔；合计 {{yuan}} 元',
  none: '没有符合的记录',
  hint: '出示英才卡，就只列这张卡的记录',
  card: '只列卡尾号 {{tail}} 的记录',
  all: '显示全部',
  serve: '办理这张卡',
  voidedBy: '{{name}} 撤销',
  approvedBy: '{{name}} 批准',
};

const en: typeof zh = {
  search: 'Search the records',
  text: 'End of a card, number, item or member',
  keypad: 'Keypad on the screen',
  item: 'Item',
  anyItem: 'All items',
  member: 'Recorded by',
  anyMember: 'All members',
  state: { all: 'All', standing: 'Valid', voided: 'Voided', waiting: 'Waiting' },
  by: 'By',
  gone: 'no longer listed',
  found: '{{count}} of {{of}} found; total {{yuan}} yuan',
  none: 'No record fits',
  hint: 'Show a talent card to list only what it did',
  card: 'Only the card that ends in {{tail}}',
  all: 'Show all',
  serve: 'Serve this card',
  voidedBy: 'voided by {{name}}',
  approvedBy: 'allowed by {{name}}',
};

export const listTexts = { zh, en };
registerTexts('list', listTexts);
