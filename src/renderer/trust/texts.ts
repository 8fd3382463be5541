import { HOTLINE } from '../../domain/catalogue/hotline.ts';

/** Namespace `trust`: the clock, the names, and what is wrong with this desk. */
export const trustChinese = {
  clock: {
    fast: '电脑时钟快了 {{off}}',
    slow: '电脑时钟慢了 {{off}}',
    byDistrict: '已按区平台时间办理，请校准电脑时间',
    confirmed: '已按 {{date}} 办理，请校准电脑时间',
    doubtful: '电脑日期可能不对，请确认今天的日期',
    minutes: '{{count}} 分钟',
    hours: '{{count}} 小时',
    days: '{{count}} 天',
  },
  names: {
    press: '按住 N 看全名',
    failed: '没能记下这次查看，所以不显示姓名',
    off: {
      on: '姓名正在接收',
      withheld: '请先确认今天的日期，再显示姓名',
      waiting: '名册太旧，姓名已删除，联网后恢复',
      locked: '姓名已锁，请技术员在设置（F10）中解锁',
      'no-passphrase': '本机没有安全存储，不显示姓名',
    },
  },
  trouble: {
    'journal-damaged': {
      title: '本机记录从第 {{seq}} 笔起损坏，不能再记录',
      next: `收费的请按原价办理，不收费的照常办理并记在纸上。不要删除任何文件，并马上联系 ${HOTLINE}。`,
    },
    'entries-lost': {
      title: '第 {{from}} 至 {{to}} 笔区里已收到，本机上丢了',
      next: '可以照常办理。这些都算数，今日记录里看不到，不要重办。请告诉技术员。',
    },
    'journal-unfit': {
      title: '本机的记录文件被人改动过',
      next: `可以照常办理。不要删除任何文件，并马上联系 ${HOTLINE}。`,
    },
    counters: {
      title: '本机的使用次数没有算清',
      next: `有次数限制的优惠可能算错，请问持卡人今年用过没有。重新打开前台；仍这样请联系 ${HOTLINE}。`,
    },
    'counters-unstored': {
      title: '本机存不下使用次数',
      next: `可以照常办理：次数现按本机记录来算，没有算错。请重新打开前台；仍这样请联系 ${HOTLINE}。`,
    },
    'disk-failing': {
      title: '本机磁盘可能快坏了',
      next: '可以照常办理，已记录的都在。请尽快通知技术员检查磁盘（设置 F10 里有说明）。',
    },
    'file-shut': {
      title: '本机有一个文件打不开',
      next: '可以照常办理。请通知技术员，不要删除文件（设置 F10 里有说明）。',
    },
    'catalogue-unread': {
      title: '优惠目录有 {{count}} 处本机版本不认识',
      next: `有关项目显示“请核对”，其余照常办理。请联系 ${HOTLINE} 更新本机（设置 F10 里有说明）。`,
    },
  },
};
