import { app, dialog } from 'electron';
import type { HostStart } from '../host/host-options.ts';
import { alreadyOpenWords, vanishedWords } from '../host/start-words.ts';

export type StartFault =
  | Exclude<HostStart, { kind: 'ready' | 'profile-vanished' }>
  | { readonly kind: 'no-safe-storage' }
  | { readonly kind: 'refused-options'; readonly options: readonly string[] }
  | { readonly kind: 'page-keeps-dying' }
  | { readonly kind: 'broken'; readonly detail: string };

/** Tells why the kiosk cannot start, in both languages since no settings are read yet, and ends the program. */
export function stopWith(fault: StartFault): void {
  dialog.showErrorBox('英才卡前台未能启动 · The kiosk did not start', wordsOf(fault));
  app.exit(1);
}

/** Asks whoever is at the desk; to close the question is to leave all as it is. */
export function wantsNewProfile(vanished: { readonly folder: string; readonly journalId: string }): boolean {
  const answer = dialog.showMessageBoxSync({
    type: 'warning',
    title: '英才卡前台 · Talent card kiosk',
    message: '本机的记录不见了 · The records of this kiosk are gone',
    detail: vanishedWords(vanished),
    buttons: ['退出 Quit', '重新开始 Begin anew'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return answer === 1;
}

function wordsOf(fault: StartFault): string {
  switch (fault.kind) {
    case 'profile-in-use':
      return alreadyOpenWords(fault.ownerPid);
    case 'profile-unusable':
      return `数据文件夹无法使用：${fault.detail}\nThe data folder cannot be used: ${fault.detail}`;
    case 'no-safe-storage':
      return '系统的安全存储不可用，请联系技术员。\nThe safe storage of this system is not available; call a technician.';
    case 'refused-options':
      return `本程序不接受这些启动参数：${fault.options.join(' ')}\nThis program does not take: ${fault.options.join(' ')}`;
    case 'page-keeps-dying':
      return '画面反复出错，前台将关闭。已记录的都在。请重新启动电脑，仍这样请联系技术员。\nThe page keeps failing, and the kiosk closes. Everything recorded is there. Restart this computer; if it stays so, call a technician.';
    case 'broken':
      return `启动出错：${fault.detail}\nStarting failed: ${fault.detail}`;
  }
}
