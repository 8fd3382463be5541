import { yuanText } from '../../domain/base/money.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import type { Language } from '../../domain/base/text.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import type { JournalBody } from '../../domain/journal/entry-body.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../../domain/journal/journal-entry.ts';
import type { JournalInspection } from '../../host/journal/journal-inspection.ts';

/** Entries by kind. */
export type KindCounts = ReadonlyMap<string, number>;

const CARD_REF_SHOWN = 8;
/** `booking-cancelled` is the longest. */
const KIND_WIDTH = 17;

/** The verdict on a journal, a line each, the first one the answer. */
export function verdictLines(
  inspection: JournalInspection,
  counts: KindCounts,
  language: Language,
): readonly string[] {
  const words = language === 'zh' ? CHINESE : ENGLISH;
  const { base, head, damage, tornBytes, baseNote, files, journalId } = inspection;
  const kinds = [...counts].map(([kind, count]) => `${terminalLine(kind)} ${count}`).join(', ');
  return [
    damage === null ? words.sound : words.damaged,
    words.counted(head.seq - base.seq, base.seq + 1, head.seq, files.length) +
      (kinds === '' ? '' : ` (${kinds})`),
    `${words.journal} ${journalId}`,
    ...(head.seq > base.seq ? [`${words.head} ${head.seq}: ${head.hash}`] : []),
    ...(base.seq > 0 ? [words.begins(base.seq)] : []),
    ...(damage === null ? [] : [words.damageAt(damage.seq, damage.file, damage.offset, damage.detail)]),
    ...(damage?.isMendable === true ? [words.mendable] : []),
    ...(damage !== null && !damage.isMendable ? [words.whatToDo] : []),
    ...(tornBytes > 0 ? [words.torn(tornBytes)] : []),
    ...(baseNote === 'broken' || (baseNote === 'missing' && base.seq > 0) ? [words.baseLost] : []),
  ];
}

/** One entry as a line of a table; the columns are those of `TABLE_HEAD`. */
export function entryLine(entry: JournalEntry): string {
  const { seq, siteId } = entry;
  const body = bodyOf(entry);
  const quantity = body !== null && 'quantity' in body ? body.quantity : null;
  const totalFen = body !== null && 'totalFen' in body ? body.totalFen : null;
  const person = body !== null && 'person' in body ? body.person : '';
  return [
    String(seq).padStart(8),
    wallMinuteOf(recordedAtOf(entry)).replace('T', ' '),
    entry.body.kind.padEnd(KIND_WIDTH),
    siteId.padEnd(24),
    aboutOf(body).padEnd(28),
    person.padEnd(7),
    String(quantity ?? '').padStart(3),
    (totalFen === null ? '' : yuanText(totalFen)).padStart(9),
    body !== null && 'cardRef' in body ? `${body.cardRef.slice(0, CARD_REF_SHOWN)}…` : '',
  ]
    .map(terminalLine)
    .join('  ')
    .trimEnd();
}

function aboutOf(body: JournalBody | null): string {
  if (body === null) return NEWER;
  if (body.kind === 'void') return `-> ${body.voidsSeq} ${body.reason}`;
  if ('itemId' in body) return body.itemId;
  return 'recordId' in body ? `record ${body.recordId.slice(0, CARD_REF_SHOWN)}…` : '';
}

/** In both languages, as the rest of a terminal's table. */
export const NEWER = '新版本登记 made by a newer version';

export const TABLE_HEAD = [
  'seq'.padStart(8),
  'recorded'.padEnd(16),
  'kind'.padEnd(KIND_WIDTH),
  'site'.padEnd(24),
  'item'.padEnd(28),
  'person'.padEnd(7),
  'qty'.padStart(3),
  'yuan'.padStart(9),
  'card',
].join('  ');

interface Words {
  readonly sound: string;
  readonly damaged: string;
  readonly journal: string;
  readonly head: string;
  readonly mendable: string;
  readonly whatToDo: string;
  readonly baseLost: string;
  readonly none: (path: string) => string;
  readonly unreadable: (path: string, detail: string) => string;
  readonly exported: (file: string, from: number, to: number) => string;
  readonly notExportable: (entries: number, max: number) => string;
  readonly notWritten: (detail: string) => string;
  /** The kiosk's key is where no command line can reach it. */
  readonly sealed: string;
  readonly counted: (entries: number, from: number, to: number, files: number) => string;
  readonly begins: (seq: number) => string;
  readonly damageAt: (seq: number, file: string, offset: number, detail: string) => string;
  readonly torn: (bytes: number) => string;
}

const CHINESE: Words = {
  sound: '日志完好。',
  damaged: '日志损坏。',
  journal: '日志编号',
  head: '末条',
  mendable: '只错了一位，前台下次启动时会自己改回来。',
  whatToDo: '后面的内容不可信，前台也不会再往里写。请保留这个文件夹，联系技术支持。',
  baseLost: '记着日志从哪里开始的小文件没有了或读不出，以第一条记录为准。',
  none: (path) => `${path} 里没有日志。`,
  unreadable: (path, detail) => `${path} 读不出：${detail}`,
  exported: (file, from, to) => `已写好 ${file}：第 ${from} 至 ${to} 条`,
  notExportable: (entries, max) =>
    entries === 0
      ? '没有可以导出的记录。'
      : `${entries} 条太多，一个文件最多 ${max} 条，请用 --from 和 --to 分开。`,
  notWritten: (detail) => `没有写成：${detail}`,
  sealed:
    '没有导出：这台前台的密钥在系统的安全存储里，命令行打不开。请在前台窗口按 F10，选“导出到U盘”；或用 --key 指定技术员的密钥。',
  counted: (entries, from, to, files) =>
    entries === 0
      ? `没有记录，${files} 个文件`
      : `${entries} 条完好，第 ${from} 至 ${to} 条，${files} 个文件`,
  begins: (seq) => `第 ${seq} 条及以前的不在这里。`,
  damageAt: (seq, file, offset, detail) => `第 ${seq} 条损坏：${file} 第 ${offset} 字节起（${detail}）`,
  torn: (bytes) => `末尾有 ${bytes} 字节没写完的内容，从未算作登记，前台下次启动时会剪下来另存。`,
};

const ENGLISH: Words = {
  sound: 'The journal is sound.',
  damaged: 'The journal is damaged.',
  journal: 'Journal',
  head: 'Last entry',
  mendable: 'One bit is wrong; the kiosk turns it back at its next start.',
  whatToDo:
    'What follows cannot be trusted, and the kiosk writes no more to it. Keep the folder and call support.',
  baseLost:
    'The small file that says where the journal begins is gone or unreadable; its first entry says so.',
  none: (path) => `There is no journal in ${path}.`,
  unreadable: (path, detail) => `${path} cannot be read: ${detail}`,
  exported: (file, from, to) => `Written: ${file}, entries ${from} to ${to}`,
  notExportable: (entries, max) =>
    entries === 0
      ? 'There is no entry to export.'
      : `${entries} entries are too many: a file holds ${max}; part them with --from and --to.`,
  notWritten: (detail) => `Nothing was written: ${detail}`,
  sealed:
    'Nothing was exported: the key of this kiosk is in the safe storage of the system, which no command line opens. Press F10 in the window of the kiosk and choose Export to USB; or name the key of a technician with --key.',
  counted: (entries, from, to, files) =>
    entries === 0
      ? `No entries, ${files} file(s)`
      : `${entries} sound entries, ${from} to ${to}, ${files} file(s)`,
  begins: (seq) => `Entries up to ${seq} are not here.`,
  damageAt: (seq, file, offset, detail) =>
    `Entry ${seq} is damaged: ${file} from byte ${offset} on (${detail})`,
  torn: (bytes) =>
    `The last ${bytes} bytes are a write that was cut short and never counted; the kiosk cuts them off and keeps them.`,
};

export function wordsIn(
  language: Language,
): Pick<Words, 'none' | 'unreadable' | 'exported' | 'notExportable' | 'notWritten' | 'sealed'> {
  return language === 'zh' ? CHINESE : ENGLISH;
}
