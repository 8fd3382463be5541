import { terminalText } from '../domain/base/plain-text.ts';
import { unreachable } from '../domain/base/unreachable.ts';
import { HOTLINE } from '../domain/catalogue/hotline.ts';
import { CONNECTION_WORDS, isConnectionFault } from '../host-api/connection-words.ts';
import type { HostTrouble } from '../host-api/health-api.ts';
import type { EnrolFault } from '../host-api/kiosk-api.ts';
import type { ConnectionFault } from '../protocol/line-fault.ts';
import type { FirstStartFault } from './profile/first-start.ts';

/** Says what a start found, in one sentence in Chinese and one in English, for a terminal or a technician's log. */
export function troubleWords(trouble: HostTrouble): string {
  const [zh, en] = wordsOf(trouble);
  return terminalText(`注意：${zh}${trouble.kind === 'profile-vanished' ? ' ' : '\n'}Note: ${en}`);
}

type Words = readonly [zh: string, en: string];

function wordsOf(trouble: HostTrouble): Words {
  switch (trouble.kind) {
    case 'torn-tail':
      return [
        `上次停机时有一笔没有写完（${trouble.bytes} 字节），当时没有显示“已记录”。残余部分已保存到 ${trouble.keptIn}`,
        `The last write was cut short (${trouble.bytes} bytes) before the screen said recorded. What was left of it is kept in ${trouble.keptIn}`,
      ];
    case 'line-end-mended':
      return [
        `第 ${trouble.seq} 笔的行尾缺损，已补好，记录完整`,
        `The line end of entry ${trouble.seq} was lost and is mended; the entry is whole`,
      ];
    case 'end-unsettled':
      return [
        `磁盘已满：上次停机时没写完的部分（${trouble.file}，第 ${trouble.offset} 字节起）还不能保存到一边，先原样留着。已有的记录都在；腾出空间以前不能再记录`,
        `The disk is full: what the last stop left unfinished (${trouble.file}, from byte ${trouble.offset}) cannot be put aside yet and stays as it is. All records are there; nothing can be recorded until there is room`,
      ];
    case 'bit-mended':
      return [
        `第 ${trouble.seq} 笔有一位翻转，已按校验值改回（${trouble.file}）。这块磁盘可能快坏了，请尽早检查`,
        `One bit of entry ${trouble.seq} had turned over and was turned back by its hash (${trouble.file}). The disk may be failing: have it checked`,
      ];
    case 'damaged':
      return [
        `本机记录从第 ${trouble.seq} 笔起损坏（${trouble.file}，${trouble.detail}），不能再记录。不要删除任何文件，请联系 ${HOTLINE}`,
        `The journal is damaged from entry ${trouble.seq} on (${trouble.file}, ${trouble.detail}); nothing can be recorded. Delete no file, and call ${HOTLINE}`,
      ];
    case 'damaged-left':
      return [
        `已停用的旧记录本从第 ${trouble.seq} 笔起损坏（${trouble.file}）。本机已换用新的记录本，可以办理。不要删除任何文件，请告诉技术员`,
        `A journal that is no longer written to is damaged from entry ${trouble.seq} on (${trouble.file}). This kiosk records in a new one. Delete no file, and tell a technician`,
      ];
    case 'entries-lost':
      return [
        `第 ${trouble.fromSeq} 至 ${trouble.toSeq} 笔区平台已经收到，本机上的丢了。这些都算数，不要重办。请告诉技术员`,
        `The district has entries ${trouble.fromSeq} to ${trouble.toSeq}, which this machine has lost. They count: do not record them again. Tell a technician`,
      ];
    case 'base-lost':
      return [
        `本机记录的起点说明丢失，按第一笔 ${trouble.seq} 算起`,
        `The note on where the journal begins is lost; it begins with its own first entry, ${trouble.seq}`,
      ];
    case 'journal-left':
      return [
        `区平台上的记录本 ${trouble.journalId} 与本机的不同（可能恢复过旧备份，或整机被复制过）。本机已换用新的记录本，原来的 ${trouble.entries} 笔全部交区里处理，今日记录和次数照常累计`,
        `The district holds another end of journal ${trouble.journalId}: a backup was restored, or a disk copied. This kiosk has begun a new journal; all ${trouble.entries} records of the old one go to the district's office, and today's list and the counts go on`,
      ];
    case 'journal-unfit': {
      const [now, sealed] = [trouble.seq, trouble.sealedSeq ?? '?'];
      return [
        `记录本 ${trouble.journalId} 被人改动或删短过（现有 ${now} 笔，原有 ${sealed} 笔）。本机已换用新的记录本，旧的交区里核对。不要删除任何文件，请联系 ${HOTLINE}`,
        `Somebody has changed or cut journal ${trouble.journalId} (it has ${now} entries, and had ${sealed}). This kiosk records in a new one, and the district looks into the old one. Delete no file, and call ${HOTLINE}`,
      ];
    }
    case 'profile-vanished':
    case 'profile-replaced':
    case 'file-put-back':
    case 'file-broken':
      return fileWordsOf(trouble);
    default:
      return unreachable(trouble);
  }
}

type FileTrouble = Extract<
  HostTrouble,
  { kind: 'profile-vanished' | 'profile-replaced' | 'file-put-back' | 'file-broken' }
>;

/** The words for files of the profile that are gone, changed, or cannot be read. */
function fileWordsOf(trouble: FileTrouble): Words {
  switch (trouble.kind) {
    case 'profile-vanished':
      return [
        `原来的数据（记录本 ${trouble.journalId}）不在了，已重新开始。`,
        `the data that was here (journal ${trouble.journalId}) is gone; a new profile was begun.`,
      ];
    case 'profile-replaced':
      return [
        `数据文件夹里不是上次的记录本（上次是 ${trouble.journalId}），可能是恢复了旧备份。上次的记录若还在别处，请不要删除，联系 ${HOTLINE}`,
        `This is not the journal of the last start (${trouble.journalId}); an older profile may have been restored. If the other is still somewhere, do not delete it, and call ${HOTLINE}`,
      ];
    case 'file-put-back':
      return [
        `运行中有人删除、移走或改动了 ${trouble.file}，已按内存里的记录重新写好，一笔不少${trouble.keptIn === null ? '' : `；原处的文件保存为 ${trouble.keptIn}`}`,
        `While the kiosk ran somebody deleted, moved or changed ${trouble.file}; it was written again from memory and no record is missing${trouble.keptIn === null ? '' : `; what lay in its place is kept as ${trouble.keptIn}`}`,
      ];
    case 'file-broken':
      return trouble.keptIn === null
        ? [
            `文件打不开，已原样留下：${trouble.file}`,
            `A file cannot be opened and was left as it is: ${trouble.file}`,
          ]
        : [
            `文件已损坏，已移到 ${trouble.keptIn}，按没有这个文件继续`,
            `A file is broken and was moved to ${trouble.keptIn}; the kiosk goes on without it`,
          ];
    default:
      return unreachable(trouble);
  }
}

const ENROL_FAULTS: Readonly<
  Record<Exclude<EnrolFault['kind'], ConnectionFault>, readonly [zh: string, en: string]>
> = {
  unreachable: [
    '连不上区平台，请检查网线和地址',
    'the district cannot be reached; check the cable and the address',
  ],
  timeout: ['区平台没有回应，请稍后再试', 'the district does not answer; try again later'],
  nonsense: [
    '这个地址不是区平台，或网络需要先登录',
    'this address is no district, or the network wants a login first',
  ],
  'bad-request': [
    '区平台看不懂本机的请求，可能版本不同',
    'the district does not understand this kiosk; their versions may differ',
  ],
  refused: ['区平台没有接受，请稍后再试', 'the district did not accept it; try again later'],
  fork: [
    `本机记录与区平台不一致，请联系 ${HOTLINE}`,
    `the records here and at the district differ; call ${HOTLINE}`,
  ],
  'not-enrolled': ['登记没有成功，请再试一次', 'it did not work; try again'],
  'device-revoked': [`本机已被停用，请联系 ${HOTLINE}`, `this kiosk was disabled; call ${HOTLINE}`],
  'code-unknown': ['登记码不对，请核对', 'the code is wrong; check it'],
  'code-expired': ['登记码已过期，请索取新的', 'the code has expired; ask for a new one'],
  'code-used': ['登记码已用过，请索取新的', 'the code was used before; ask for a new one'],
  'too-many-tries': ['错误次数太多，请 15 分钟后再试', 'too many wrong codes; try again in 15 minutes'],
  'not-writable': [
    '本机磁盘写不进去，可能已满或写保护。还没有向区平台登记，登记码没有用掉，磁盘好了可再用',
    'the disk of this kiosk cannot be written; it may be full or write-protected. The district was not asked, so that the code is not used up and will do once the disk is mended',
  ],
  'not-stored': [
    '登记码已用掉，可是登记写不进本机磁盘。请先处理磁盘，再索取新的登记码',
    'the code is used up, but the disk of this kiosk could not be written; see to the disk, then ask for a new code',
  ],
  'revoked-unproved': [
    '有回应说本机已停用，但无法核实',
    'an answer says that this kiosk is disabled, without proof',
  ],
  'too-large': [
    '网络设备不让请求通过（太大），请检查代理',
    'the network lets no request through: it is too large for a proxy on the way',
  ],
  'host-fault': [
    '本机程序联网出错，请重新启动后再试',
    'the kiosk program failed to use the network; start it again and try once more',
  ],
};

/** What a fault of the line is called, for a terminal. */
export function lineFaultWords(kind: EnrolFault['kind']): readonly [zh: string, en: string] {
  if (!isConnectionFault(kind)) return ENROL_FAULTS[kind];
  const { zh, en } = CONNECTION_WORDS[kind];
  return [zh, en];
}

/** Why the enrolment of a first start failed. A kiosk without any is asked for a code by its window. */
function enrolFaultWords(fault: EnrolFault): string {
  const [zh, en] = lineFaultWords(fault.kind);
  return `登记没有成功：${zh}。可在窗口里再输入登记码（原来登记过的，按 F10）。\nThis kiosk could not be enrolled: ${en}. Its window takes a code again (under F10 where it was enrolled before). (${fault.detail})`;
}

/** Says in both languages what could not be done at a first start; it may quote the answer. */
export function firstStartWords(fault: FirstStartFault): string {
  return terminalText(firstStartFaultWords(fault));
}

function firstStartFaultWords(fault: FirstStartFault): string {
  switch (fault.kind) {
    case 'not-enrolled':
      return enrolFaultWords(fault.fault);
    case 'unknown-site':
      return unknownSiteWords(fault);
    case 'site-not-stored':
      return siteNotStoredWords(fault);
    default:
      return unreachable(fault);
  }
}

function unknownSiteWords({ siteId, siteIds }: Extract<FirstStartFault, { kind: 'unknown-site' }>): string {
  return `没有这个台：${siteId}\nThere is no desk ${siteId}; choose one of:\n  ${siteIds.join('\n  ')}`;
}

function siteNotStoredWords(fault: Extract<FirstStartFault, { kind: 'site-not-stored' }>): string {
  const { siteId, detail } = fault;
  return `没能把本机设为 ${siteId} 台：设置写不进磁盘（${detail}），可能已满或写保护。本机还是原来的台，请先看清窗口上的台名再办理。\nThis kiosk could not become desk ${siteId}: the disk does not take its settings (${detail}); it may be full or write-protected. The desk is the one it was: look at its name in the window first.`;
}

/** Another start is using the data folder. */
export function alreadyOpenWords(ownerPid: number | null): string {
  const [zh, en] = ownerPid === null ? ['', ''] : [`（进程 ${ownerPid}）`, ` (process ${ownerPid})`];
  return `本机已有一个前台程序在运行${zh}，请用那个窗口。\nThis kiosk is already open${en}; use its window.`;
}

/** There was a profile, and the folder no longer has one: somebody must decide. */
export function vanishedWords(vanished: { readonly folder: string; readonly journalId: string }): string {
  const { folder, journalId } = vanished;
  return `${folder} 里原来有本机的记录（记录本 ${journalId}），现在没有了：可能被删除、移走，或所在的磁盘没有接上。请先找回来放回原处再启动；还没有上传的记录都在那里。确定找不回来，才重新开始。\nThere were records of this kiosk in ${folder} (journal ${journalId}), and there are none now: they were deleted or moved, or their disk is not connected. Put them back and start again, since what was not sent yet is there alone; begin anew only if they are lost.`;
}
