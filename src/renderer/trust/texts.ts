import { HOTLINE } from '../../domain/catalogue/hotline.ts';

const zh = {
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
  confirm: {
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
  settings: {
    title: '姓名（技术员）',
    state: {
      on: '显示中（只显示部分，按住 N 看全名并留痕）',
      withheld: '暂不显示：日期未确认',
      waiting: '暂无：下次联网时接收',
      locked: '已锁：输入口令解锁，到下次启动前有效',
      'no-passphrase': '不显示：系统没有安全存储。可设口令，每次启动后由技术员解锁',
    },
    current: '现在的口令',
    next: '新口令（至少 8 个字）',
    again: '再输一遍新口令',
    unlock: '解锁',
    set: '设口令',
    change: '改口令',
    forget: '忘记口令：删除姓名',
    done: '好了',
    differs: '两遍输入的新口令不一样',
    fault: {
      wrong: '口令不对，什么都没有改变',
      triesLeft: '口令不对，什么都没有改变。还可试 {{count}} 次，之后姓名会被删除',
      wait: '刚才口令不对，请 {{count}} 秒后再试',
      'too-short': '口令至少要 {{count}} 个字',
      'not-set': '还没有设口令',
      'not-needed': '本机有安全存储，不需要口令',
      'given-up': '口令错得太多，姓名和口令都已删除。请重新设口令，联网后恢复姓名',
      host: '没有做成：本机程序没有响应，或磁盘写不进去',
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

const en: typeof zh = {
  clock: {
    fast: 'The computer’s clock is {{off}} fast',
    slow: 'The computer’s clock is {{off}} slow',
    byDistrict: 'the district’s time is used; set the computer’s clock',
    confirmed: '{{date}} is used; set the computer’s clock',
    doubtful: 'The computer’s date may be wrong: confirm today’s date',
    minutes: '{{count}} min',
    hours: '{{count}} h',
    days: '{{count}} days',
  },
  confirm: {
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
  },
  names: {
    press: 'Hold N for the full name',
    failed: 'This look could not be recorded, so the name is not shown',
    off: {
      on: 'names are being received',
      withheld: 'confirm today’s date to see names',
      waiting: 'the card list was too old, names are gone until it is online again',
      locked: 'names are locked; a technician unlocks them in the settings (F10)',
      'no-passphrase': 'no safe storage here, names are not shown',
    },
  },
  settings: {
    title: 'Names (technician)',
    state: {
      on: 'Shown in part; holding N shows a full name and records it',
      withheld: 'Not shown: the date is not confirmed',
      waiting: 'None here: they come with the next connection',
      locked: 'Locked: the passphrase opens them until the next start',
      'no-passphrase':
        'Not shown: this system has no safe storage. With a passphrase, a technician can unlock them after each start',
    },
    current: 'Present passphrase',
    next: 'New passphrase (8 characters or more)',
    again: 'New passphrase again',
    unlock: 'Unlock',
    set: 'Set passphrase',
    change: 'Change passphrase',
    forget: 'Forgotten: delete the names',
    done: 'Done',
    differs: 'The two new passphrases differ',
    fault: {
      wrong: 'Wrong passphrase; nothing was changed',
      triesLeft: 'Wrong passphrase; nothing was changed. {{count}} tries left, then the names are deleted',
      wait: 'The last one was wrong: try again in {{count}} s',
      'too-short': 'It needs {{count}} characters or more',
      'not-set': 'There is no passphrase yet',
      'not-needed': 'This computer has safe storage and needs no passphrase',
      'given-up':
        'Too many wrong passphrases: the names and the passphrase are deleted. Set a new one; names come back online',
      host: 'Not done: the kiosk program did not answer, or the disk cannot be written',
    },
  },
  trouble: {
    'journal-damaged': {
      title: 'The records of this desk are damaged from #{{seq}} on; nothing can be recorded',
      next: `Charge the list price for what costs money; serve what is free as usual, and note it on paper. Delete no file, and call ${HOTLINE} now.`,
    },
    'entries-lost': {
      title: 'The district has #{{from}} to #{{to}}, which this machine has lost',
      next: 'Go on working. They count although today’s list does not show them: do not record them again. Tell a technician.',
    },
    'journal-unfit': {
      title: 'Somebody has changed the records of this kiosk',
      next: `Go on working. Delete no file, and call ${HOTLINE} at once.`,
    },
    counters: {
      title: 'The uses recorded here could not be counted',
      next: `Benefits with a limit may be counted wrongly: ask the holder what was used this year. Open the kiosk again; if it stays so, call ${HOTLINE}.`,
    },
    'counters-unstored': {
      title: 'The use counts cannot be stored on this computer',
      next: `Go on working: the uses are counted from the records, and rightly. Open the kiosk again; if it stays so, call ${HOTLINE}.`,
    },
    'disk-failing': {
      title: 'The disk of this computer may be failing',
      next: 'Go on working: everything recorded is there. Have a technician check the disk soon (settings F10 say more).',
    },
    'file-shut': {
      title: 'A file of this kiosk cannot be opened',
      next: 'Go on working. Tell a technician, and delete no file (settings F10 say more).',
    },
    'catalogue-unread': {
      title: 'This kiosk’s version does not know {{count}} places of the catalogue',
      next: `The benefits concerned say “check”; everything else goes on as usual. Call ${HOTLINE} to have the kiosk updated (settings F10 say more).`,
    },
  },
};

/** Namespace `trust`: the clock, the names, and what is wrong with this desk. */
export const trustTexts = { zh, en };
