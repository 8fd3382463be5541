import { HOTLINE } from '../../domain/catalogue/hotline.ts';
import { registerTexts } from '../i18n/late-texts.ts';

const zh = {
  export: {
    setting: '待上传记录',
    open: '导出到U盘…',
    body: '区里还没有收到的 {{count}} 笔记录，可以导出到U盘，交给区里导入。',
    nothing: '没有待上传的记录，不用导出。',
    start: '导出',
    writing: '正在导出…',
    close: '完成',
    saved: '已导出 {{count}} 笔（#{{from}} 至 #{{to}}）',
    savedTo: '文件在 {{path}}',
    downloaded: '浏览器已下载 {{path}}，请把它拷到U盘。',
    notesCarried: '其中备注（如电话）{{count}} 条，已加密，只有区平台能打开。',
    notesLeft: '另有备注 {{count}} 条没有导出，留在本机，联网后自动上传。',
    still: '请交给区里导入。区里收到之前，这些记录仍显示为待上传；重复导出也只算一次。',
    cancelled: '没有选文件夹，没有导出。',
    fault: {
      'disk-full': 'U盘已满，没有导出。请删掉U盘上的旧文件，或换一个U盘。',
      'read-only': 'U盘是写保护的，没有导出。请打开写保护开关，或换一个U盘。',
      'not-permitted': '这个位置不让写，没有导出。请选U盘，或另一个文件夹。',
      'not-enrolled': '本机尚未登记，不能导出。',
      io: `没有导出成。请把U盘重新插好再试；仍不行请联系 ${HOTLINE}。`,
      host: '本机程序没有响应，没有导出。请关闭本窗口，重新打开前台再试。',
    },
  },
  startTrouble: {
    title: '开机检查',
    none: '一切正常',
    'torn-tail':
      '上次停机时有一笔没写完，当时没有显示“已记录”，不算数。不用处理；持卡人说办过的，请按 F6 核对。',
    'line-end-mended': '第 {{seq}} 笔的行尾缺了，已补好，记录完整。不用处理。',
    'end-unsettled':
      '磁盘已满：上次停机时没写完的部分还不能保存到一边，先原样留着。已有的记录都在；请技术员腾出空间，在那以前不能再记录。',
    'bit-mended': '第 {{seq}} 笔有一处变了，已改回原样，记录完整。磁盘可能快坏了，请技术员检查。',
    damaged: `本机记录从第 {{seq}} 笔起损坏，不能再记录。不要删除任何文件，请马上联系 ${HOTLINE}。`,
    'damaged-left':
      '已停用的旧记录本从第 {{seq}} 笔起损坏。本机已换用新的记录本，可以办理。不要删除任何文件，请告诉技术员。',
    'entries-lost':
      '第 {{from}} 至 {{to}} 笔区里已经收到，本机上的丢了，今日记录里看不到。这些都算数，不要重办。请告诉技术员。',
    'base-lost': '记着本机记录从哪里开始的小文件丢了，以第 {{seq}} 笔为准。不用处理。',
    'journal-left':
      '区里的记录与本机不一致（可能恢复过旧备份），已换用新的记录本。原来的 {{count}} 笔全部交区里处理，今日记录照常。请告诉技术员。',
    'journal-unfit': `有人改动过本机的记录文件，或删去了末尾几笔。已换用新的记录本，旧的交区里核对。不要删除任何文件，请联系 ${HOTLINE}。`,
    'profile-vanished':
      '本机原来的数据不在了，已重新开始。原来没有上传的记录只在原来的数据里，找到了请不要删除，交给技术员。',
    'profile-replaced': `本机的记录本不是上次的那本，可能恢复了旧备份。请告诉技术员，或联系 ${HOTLINE}。`,
    'file-put-back':
      '运行中有人删除、移走或改动了记录文件，已重新写好，一笔不少。请告诉技术员，不要动本机的数据文件夹。',
    'file-moved': '一个小文件坏了，已移到一边，按没有它继续。请看看设置是否还对，并告诉技术员。',
    'file-shut': '一个文件打不开，已原样留下。请技术员检查，不要删除。',
    'counters-rebuilt': '使用次数已按本机记录重新算过（{{count}} 笔）。不用处理。',
  },
};

const en: typeof zh = {
  export: {
    setting: 'Records to send',
    open: 'Export to USB…',
    body: 'Records that the district has not got yet: {{count}}. They can be exported to a USB drive and taken in there.',
    nothing: 'Nothing waits: there is nothing to export.',
    start: 'Export',
    writing: 'Exporting…',
    close: 'Done',
    saved: 'Records exported: {{count}} (#{{from}} to #{{to}})',
    savedTo: 'The file is {{path}}',
    downloaded: 'The browser has downloaded {{path}}: copy it to the USB drive.',
    notesCarried:
      'Notes with them, such as telephones: {{count}}. They are sealed, and only the district can open them.',
    notesLeft:
      'Notes that were not exported: {{count}}. They stay here and are sent once there is a connection.',
    still:
      'Hand it to the district. Until the district has them, the records are still shown as to be sent; exported twice they count once.',
    cancelled: 'No folder was chosen, nothing was exported.',
    fault: {
      'disk-full': 'The drive is full, nothing was exported. Delete old files on it, or take another.',
      'read-only': 'The drive is write-protected, nothing was exported. Unlock it, or take another.',
      'not-permitted':
        'This place cannot be written, nothing was exported. Choose the drive, or another folder.',
      'not-enrolled': 'This kiosk is not enrolled and cannot export.',
      io: `The export failed. Plug the drive in again and retry; if it still fails, call ${HOTLINE}.`,
      host: 'The kiosk program does not answer, nothing was exported. Close this window and start the kiosk again.',
    },
  },
  startTrouble: {
    title: 'Start-up check',
    none: 'All is well',
    'torn-tail':
      'The last write was cut short before the screen said recorded, and does not count. Nothing to do; if a holder says it was done, look at F6.',
    'line-end-mended': 'The line end of #{{seq}} was lost and is mended; the record is whole. Nothing to do.',
    'end-unsettled':
      'The disk is full: what the last stop left unfinished cannot be put aside yet and stays as it is. All records are there; nothing can be recorded until a technician makes room.',
    'bit-mended':
      'One bit of #{{seq}} had turned over and was turned back; the record is whole. The disk may be failing: have a technician look.',
    damaged: `The records are damaged from #{{seq}} on; nothing can be recorded. Delete no file, and call ${HOTLINE} now.`,
    'damaged-left':
      'A journal that is no longer written to is damaged from #{{seq}} on. This kiosk records in a new one. Delete no file, and tell a technician.',
    'entries-lost':
      'The district has #{{from}} to #{{to}}, which this machine has lost; today’s list does not show them. They count: do not record them again. Tell a technician.',
    'base-lost':
      'The small file that says where the records begin is lost; they begin with #{{seq}}. Nothing to do.',
    'journal-left':
      'The records here and at the district differ (a backup may have been restored), and a new journal was begun. All {{count}} records of the old one go to the district, and today’s list goes on. Tell a technician.',
    'journal-unfit': `Somebody has changed the file of the records, or cut its last ones. A new journal was begun, and the district looks into the old one. Delete no file, and call ${HOTLINE}.`,
    'profile-vanished':
      'The data that this kiosk had is gone, and a new profile was begun. What was not sent yet is in the old data alone: if it is found, delete nothing and give it to a technician.',
    'profile-replaced': `This is not the journal of the last start: an older profile may have been restored. Tell a technician, or call ${HOTLINE}.`,
    'file-put-back':
      'While the kiosk ran somebody deleted, moved or changed the file of the records; it was written again and no record is missing. Tell a technician, and leave the data folder alone.',
    'file-moved':
      'A small file was broken; it is moved aside and the kiosk goes on without it. Look whether the settings are right, and tell a technician.',
    'file-shut': 'A file cannot be opened and was left as it is. Have a technician look; do not delete it.',
    'counters-rebuilt': 'The uses were counted again from the records ({{count}}). Nothing to do.',
  },
};

/** Namespace `records`: what is kept here, what a start found in it, and how it is carried away by hand. */
export const recordsTexts = { zh, en };
registerTexts('records', recordsTexts);
