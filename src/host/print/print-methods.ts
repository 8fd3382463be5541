import { Printer } from '../../host-api/print-api.ts';
import { replaceFile } from '../disk/atomic-file.ts';
import { type Disk, folderDisk } from '../disk/disk.ts';
import type { HostMethods } from '../host-methods.ts';
import { readProfileFile } from '../profile/profile-file.ts';
import { svgOf } from './escpos.ts';
import { createPrintQueue, type PrintQueue } from './print-queue.ts';

/** The printer has a file beside the settings, since an older release reads the settings strictly. */
const PRINTER_FILE = 'printer.json';

export type PrintMethod = Extract<keyof HostMethods, `print.${string}`>;

/** The printer of a desk for which nobody has chosen one. */
const UNCHOSEN = Printer.parse({ kind: 'dialog' });
const NAMES_MAX = 100;
const NAME_LENGTH_MAX = 200;

/** Answers the calls about paper. `systemPrinters` names the printers that Electron can print on without a dialog. */
export function printMethodsOf(
  folder: string,
  queue: PrintQueue = createPrintQueue(),
  systemPrinters: () => Promise<readonly string[]> = async () => [],
): { readonly methods: Pick<HostMethods, PrintMethod>; readonly close: () => void } {
  const disk = folderDisk(folder);
  let chosen: Printer | null = null;
  const printer = async (): Promise<Printer> => {
    chosen ??= await readPrinter(disk);
    return chosen;
  };
  const state = async () => ({ printer: await printer(), ...queue.state() });
  return {
    methods: {
      'print.state': state,
      'print.systemPrinters': async () => {
        const names = await systemPrinters();
        return {
          names: names.filter(({ length }) => length >= 1 && length <= NAME_LENGTH_MAX).slice(0, NAMES_MAX),
        };
      },
      'print.choose': async (next) => {
        await replaceFile(disk, PRINTER_FILE, Buffer.from(JSON.stringify(next)));
        chosen = next;
        queue.empty();
        return state();
      },
      'print.paper': async ({ paper, opensDrawer }) => {
        const to = await printer();
        if (to.kind === 'dialog') return { kind: 'dialog' };
        return { kind: queue.add({ paper, opensDrawer, printer: to }) ? 'queued' : 'full' };
      },
      'print.empty': () => {
        queue.empty();
        return state();
      },
      'print.preview': async ({ paper }) => {
        const to = await printer();
        return { svg: svgOf(paper, to.paper === 'A4' ? '80mm' : to.paper) };
      },
    },
    close: queue.close,
  };
}

async function readPrinter(disk: Disk): Promise<Printer> {
  const read = await readProfileFile(disk, PRINTER_FILE, Printer);
  return read.kind === 'read' ? read.value : UNCHOSEN;
}
