import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContentsPrintOptions } from 'electron';
import { answerCall } from '../host/host-methods.ts';
import { HOST_CHANNEL, PRINT_CHANNEL } from '../host-api/bridge.ts';
import type { HostReply } from '../host-api/call-shapes.ts';
import type { Host } from '../host-api/host-api.ts';
import type { Printer } from '../host-api/print-api.ts';
import { isOwnUrl } from './own-origin.ts';

/** Answers the window's calls on the one channel there is; a call from any other page is refused unheard. */
export function bindHost(host: Host): void {
  ipcMain.handle(HOST_CHANNEL, async (event, method: unknown, input: unknown): Promise<HostReply> => {
    if (!isOwnMainFrame(event)) return { ok: false, error: 'bad-call', detail: 'not from our own page' };
    return answerCall(host, method, input);
  });
}

/**
 * Prints for our own page without the system's dialog, which can save files: on the printer and the paper that the desk
 * has chosen. Without the size of the paper, receipts come out tiny or cut. The page says how long its receipt is. If nobody
 * can say which printer was chosen, nothing is printed: the system's own choice may stand in another office.
 */
export function bindPrinting(host: Host): void {
  ipcMain.on(PRINT_CHANNEL, (event, lengthMicrons: unknown) => {
    if (!isOwnMainFrame(event)) return;
    const { sender } = event;
    host
      .call('print.state', {})
      .then(({ printer }) => sender.print(printOptions(printer, lengthMicrons)))
      .catch((error: unknown) => process.stderr.write(`not printed: ${String(error)}\n`));
  });
}

const ROLL_WIDTH_MICRONS = { '58mm': 58_000, '80mm': 80_000 } as const;
const LENGTH_MICRONS = { usual: 297_000, min: 50_000, max: 2_000_000 };

/** A printer with an address of its own prints by ESC/POS; what comes here all the same goes to the system's own choice. */
function printOptions(printer: Printer, lengthMicrons: unknown): WebContentsPrintOptions {
  if (printer.kind !== 'dialog') return { silent: true };
  const { paper, deviceName } = printer;
  const named = { silent: true, ...(deviceName === null ? {} : { deviceName }) };
  // The margins are those of the page (`paper-sheet.module.css`).
  const margins = { marginType: 'none' } as const;
  // Without a length it is no receipt, but a sheet of its own, such as the practice cards.
  if (paper === 'A4' || lengthMicrons === null || lengthMicrons === undefined)
    return { ...named, margins, pageSize: 'A4' };
  const asked = typeof lengthMicrons === 'number' ? Math.ceil(lengthMicrons) : LENGTH_MICRONS.usual;
  const height = Math.min(LENGTH_MICRONS.max, Math.max(LENGTH_MICRONS.min, asked || LENGTH_MICRONS.usual));
  return { ...named, margins, pageSize: { width: ROLL_WIDTH_MICRONS[paper], height } };
}

function isOwnMainFrame({ senderFrame }: IpcMainInvokeEvent | IpcMainEvent): boolean {
  return (
    senderFrame !== null &&
    senderFrame !== undefined &&
    senderFrame.parent === null &&
    isOwnUrl(senderFrame.url)
  );
}
