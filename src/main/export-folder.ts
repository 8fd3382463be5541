import { BrowserWindow, dialog } from 'electron';

/** Asks the clerk for the drive or folder that an export goes to, over the kiosk's own window; null: nowhere. */
export async function chooseExportFolder(): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return null;
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: '选择U盘 · Choose the USB drive',
    buttonLabel: '导出到这里 · Export here',
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] ?? null;
}
