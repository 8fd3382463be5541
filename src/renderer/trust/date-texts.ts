import { registerTexts } from '../i18n/late-texts.ts';

const zh = {
  title: '电脑日期可能不对',
  shown: '电脑显示的日期是 {{date}}，与本机所知不符。',
  question: '今天是 {{date}} 吗？不是请改成今天的日期。',
  date: '今天的日期',
  yes: '是，今天是 {{date}}',
  later: '以后再说',
  after: '确认只管今天。请通知技术员校准电脑时间。',
  noDate: '请按 2026-12-31 的样子填写日期',
  fault: {
    'before-last-known': '这一天已经过去了：本机上次联网是在 {{date}} 或之后。',
    'too-far-ahead': '这一天太远了，请再看一遍。',
    'district-differs': '区平台说今天是 {{date}}，以区平台为准。',
  },
};

const en: typeof zh = {
  title: 'The computer’s date may be wrong',
  shown: 'The computer shows {{date}}, which does not fit what this kiosk knows.',
  question: 'Is today {{date}}? If not, put in today’s date.',
  date: 'Today’s date',
  yes: 'Yes, it is {{date}}',
  later: 'Later',
  after: 'This holds for today. Ask a technician to set the computer’s clock.',
  noDate: 'Type the date as in 2026-12-31',
  fault: {
    'before-last-known': 'That day is over: this kiosk was online on {{date}} or later.',
    'too-far-ahead': 'That day is too far ahead. Please look again.',
    'district-differs': 'The district says that today is {{date}}, and that counts.',
  },
};

/** The words of the question for the date; they come with its dialog. */
export const dateTexts = { zh, en };
registerTexts('date', dateTexts);
