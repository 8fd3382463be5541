import { registerTexts } from '../../i18n/late-texts.ts';

const zh = {
  title: '场地给散客、包场，或停用',
  hint: '登记后，这些场地在这段时间不再给持卡人。已订出的先列出来，确认后仍可登记，冲突由区里核对。',
  resource: '场馆',
  day: '日期',
  from: '开始',
  until: '结束',
  courts: '场地号',
  use: '用途',
  uses: {
    'walk-in': '散客',
    regular: '固定场',
    exclusive: '包场',
    match: '比赛',
    repair: '维修',
    rain: '雨天',
  },
  take: '登记',
  anyway: '仍要登记',
  incomplete: '请选日期和场地；结束时间要晚于开始时间',
  given: '已登记的',
  none: '今天起没有登记',
  free: '收回',
};

const en: typeof zh = {
  title: 'Courts for the public, or closed',
  hint: 'No card gets these courts for that time. What is booked already is named first and does not hinder it: the district looks at what collides.',
  resource: 'Venue',
  day: 'Day',
  from: 'From',
  until: 'Until',
  courts: 'Courts',
  use: 'For',
  uses: {
    'walk-in': 'Walk-in guests',
    regular: 'A regular booking',
    exclusive: 'The whole hall',
    match: 'A match',
    repair: 'Repair',
    rain: 'Rain',
  },
  take: 'Record it',
  anyway: 'Record it all the same',
  incomplete: 'Choose a day and courts; the end comes after the start',
  given: 'Recorded',
  none: 'Nothing from today on',
  free: 'Take back',
};

export const courtTexts = { zh, en };
registerTexts('courts', courtTexts);
