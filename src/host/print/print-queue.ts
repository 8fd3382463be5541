import type { Paper } from '../../domain/print/paper.ts';
import type { PrinterTrouble } from '../../host-api/print-api.ts';
import { escposOf, type RollPrinter } from './escpos.ts';
import { type Printed, printOn } from './printer-line.ts';

/** A printer that is off for a day must not fill the memory. */
export const WAITING_MAX = 50;
const TRY_AGAIN_MS = 5_000;

export interface PrintJob {
  readonly paper: Paper;
  readonly opensDrawer: boolean;
  readonly printer: RollPrinter;
}

/** Papers on their way to a printer: no sale ever waits for one. They are in memory only, and end with the process. */
export interface PrintQueue {
  /** Returns false if too many papers wait. */
  add(job: PrintJob): boolean;
  state(): { readonly waiting: number; readonly trouble: PrinterTrouble | null };
  empty(): void;
  close(): void;
}

/** `print` sends one paper and never rejects. */
export function createPrintQueue(
  print: (job: PrintJob) => Promise<Printed> = sent,
  tryAgainMs: number = TRY_AGAIN_MS,
): PrintQueue {
  let jobs: PrintJob[] = [];
  let trouble: PrinterTrouble | null = null;
  let isPrinting = false;
  let isClosed = false;
  let again: NodeJS.Timeout | undefined;

  async function work(): Promise<void> {
    const [job] = jobs;
    if (isPrinting || isClosed || job === undefined) return;
    isPrinting = true;
    clearTimeout(again);
    const printed = await print(job);
    isPrinting = false;
    const isEmptied = !jobs.includes(job);
    // A paper that may have come out is not printed again by itself: the clerk looks, and prints it again if needed.
    if (printed === null || printed === 'uncertain') jobs = jobs.filter((one) => one !== job);
    trouble = isEmptied && printed !== 'uncertain' ? null : printed;
    if (jobs.length === 0 || isClosed) return;
    if (printed === null || isEmptied) void work();
    else again = setTimeout(() => void work(), tryAgainMs).unref();
  }

  return {
    add(job) {
      if (jobs.length >= WAITING_MAX) return false;
      jobs = [...jobs, job];
      void work();
      return true;
    },
    state: () => ({ waiting: jobs.length, trouble }),
    empty() {
      jobs = [];
      trouble = null;
      clearTimeout(again);
    },
    close() {
      isClosed = true;
      clearTimeout(again);
    },
  };
}

function sent({ paper, printer, opensDrawer }: PrintJob): Promise<Printed> {
  return printOn(printer, escposOf(paper, printer, opensDrawer));
}
