import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { answerCall } from '../host/host-methods.ts';
import { HOST_CHANNEL, PRINT_CHANNEL } from '../host-api/bridge.ts';
import type { HostReply } from '../host-api/call-shapes.ts';
import type { Host } from '../host-api/host-api.ts';
import { isOwnUrl } from './own-origin.ts';

/** Answers the window's calls on the one channel there is; a call from any other page is refused unheard. */
export function bindHost(host: Host): void {
  ipcMain.handle(HOST_CHANNEL, async (event, method: unknown, input: unknown): Promise<HostReply> => {
    if (!isOwnMainFrame(event)) return { ok: false, error: 'bad-call', detail: 'not from our own page' };
    return answerCall(host, method, input);
  });
}

/** Prints for our own page, on the system's printer and without its dialog, which can save files. */
export function bindPrinting(): void {
  ipcMain.on(PRINT_CHANNEL, (event) => {
    if (isOwnMainFrame(event)) event.sender.print({ silent: true });
  });
}

function isOwnMainFrame({ senderFrame }: IpcMainInvokeEvent | IpcMainEvent): boolean {
  return (
    senderFrame !== null &&
    senderFrame !== undefined &&
    senderFrame.parent === null &&
    isOwnUrl(senderFrame.url)
  );
}
