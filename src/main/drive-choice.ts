import { readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { BrowserWindow, dialog } from 'electron';

const ASKED_MAX = 20;
const DRIVES_MAX = 6;

/**
 * Asks for the drive of an export by name, over a window that fills the screen: the system's own choice of folders
 * leads to every file of the machine. Null: nowhere.
 */
export async function chooseDrive(): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return null;
  for (let asked = 0; asked < ASKED_MAX; asked += 1) {
    const drives = removableDrives();
    const again = drives.length === 0 ? ['再找一次 Look again'] : [];
    const buttons = [...drives, ...again, '取消 Cancel'];
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      title: '选择U盘 · Choose the USB drive',
      message:
        drives.length === 0
          ? '没有找到U盘，请插入后再找一次。No USB drive was found: plug one in.'
          : '导出到哪个U盘？Export to which drive?',
      buttons,
      cancelId: buttons.length - 1,
      noLink: true,
    });
    if (response < drives.length) return drives[response] ?? null;
    if (response === buttons.length - 1) return null;
  }
  return null;
}

/** Where systems mount what is plugged in. */
function removableDrives(): readonly string[] {
  const places =
    process.platform === 'win32'
      ? LETTERS.filter((letter) => !(process.env['SystemDrive'] ?? 'C:').startsWith(letter)).map(
          (letter) => `${letter}:\\`,
        )
      : ['/media', '/run/media'].map((root) => join(root, userInfo().username)).flatMap(foldersIn);
  return places.filter(isThere).slice(0, DRIVES_MAX);
}

const LETTERS = [...'DEFGHIJKLMNOPQRSTUVWXYZ'];

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return []; // nothing was ever mounted there
  }
}

function isThere(folder: string): boolean {
  try {
    readdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
