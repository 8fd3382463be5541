import { registerTexts } from '../../i18n/late-texts.ts';

const zh = {
  title: '待办事项',
  titleOf: '待办事项：{{count}} 件',
  titleLate: '待办事项：{{count}} 件，其中逾期 {{late}} 件',
  empty: '现在没有待办事项。',
  explained:
    '以下事项到时会列在这里：到期的办件、待补的材料、要告知的结果；30 天内到期的年卡、半年卡；已过开始时间还没登记到场的预订。办完自动消失。',
  practice: '练习中没有待办事项。',
  renew: '持卡人来时出示英才卡，按 R 续卡',
  more: '还有 {{count}} 件，办完前面的再显示',
  hint: '↑ ↓ 选择，Enter 办理',
  close: '关闭',
};

const en: typeof zh = {
  title: 'What is due',
  titleOf: 'What is due: {{count}}',
  titleLate: 'What is due: {{count}}, {{late}} of them late',
  empty: 'Nothing is due now.',
  explained:
    'These are listed here when their time comes: matters that are due, papers that are missing, results that the holder must be told; passes that end within 30 days; bookings that have begun and of which nobody has recorded whether the holder came. What is done disappears.',
  practice: 'In practice nothing is due.',
  renew: 'When the holder comes: scan the card and press R',
  more: '{{count}} more are shown once these are done',
  hint: '↑ ↓ choose, Enter does it',
  close: 'Close',
};

export const taskTexts = { zh, en };

registerTexts('tasks', taskTexts);
