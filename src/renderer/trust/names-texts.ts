import { registerTexts } from '../i18n/late-texts.ts';

const zh = {
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
};

const en: typeof zh = {
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
};

/** The words of the settings for the names; they come with the settings. */
export const namesTexts = { zh, en };
registerTexts('names', namesTexts);
