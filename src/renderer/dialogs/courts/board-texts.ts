import { registerTexts } from '../../i18n/late-texts.ts';

const zh = {
  title: '场地表',
  days: '日期',
  resource: '场馆',
  grid: '场地表，方向键移动，Enter 订场',
  time: '时间',
  book: '订这个场 Enter',
  scanFirst: '先扫卡，再按 Enter 订场',
  lock: '锁场',
  print: '打印当日安排 P',
  close: '返回 Esc',
  legend: '图例',
  today: '今天',
  unnamed: '另有 {{count}} 笔预订没有写场地号，订场前请核对',
};

const en: typeof zh = {
  title: 'Board of the courts',
  days: 'Day',
  resource: 'Venue',
  grid: 'Board: arrow keys move, Enter books',
  time: 'Time',
  book: 'Book it Enter',
  scanFirst: 'Scan the card first, then Enter books',
  lock: 'Give to',
  print: 'Print the day P',
  close: 'Back Esc',
  legend: 'Legend',
  today: 'Today',
  unnamed: '{{count}} more bookings name no court. Check before you book',
};

export const boardTexts = { zh, en };
registerTexts('board', boardTexts);
