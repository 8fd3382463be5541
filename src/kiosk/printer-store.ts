import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TimerPort } from '../app/ports.ts';
import type { Printing } from '../desk/desk-state.ts';
import type { Paper } from '../domain/print/paper.ts';
import type { Host } from '../host-api/host-api.ts';
import type { Printer, PrintState } from '../host-api/print-api.ts';

/** How often the printer's state is asked for while papers wait. */
const LOOK_EVERY_MS = 2_000;

interface PrinterState {
  /** Null before the host has said it. */
  readonly state: PrintState | null;
  /** Reads the printer's state again, and keeps reading it as long as papers wait. */
  readonly look: () => Promise<void>;
  /** The names of the printers on which the host prints without a dialog. Never rejects. */
  readonly systemPrinters: () => Promise<readonly string[]>;
  /** Returns false if the host could not keep the setting. */
  readonly choose: (printer: Printer) => Promise<boolean>;
  /** Forgets the papers that wait. */
  readonly empty: () => Promise<void>;
  /** Never rejects. */
  readonly print: (paper: Paper, opensDrawer: boolean) => Promise<Printing['outcome']>;
}

export type PrinterStore = StoreApi<PrinterState>;

/** The printer of this desk, as its host knows it. No sale waits for the printer. */
export function createPrinterStore(host: Host, timer: TimerPort): PrinterStore {
  let cancel = () => {};
  return createStore<PrinterState>((set, get) => {
    function show(state: PrintState): void {
      set({ state });
      cancel();
      if (state.waiting > 0) cancel = timer.after(LOOK_EVERY_MS, () => void get().look());
    }
    async function told(answer: Promise<PrintState>): Promise<boolean> {
      try {
        show(await answer);
        return true;
      } catch {
        return false;
      }
    }
    return {
      state: null,
      look: async () => void (await told(host.call('print.state', {}))),
      systemPrinters: () =>
        host.call('print.systemPrinters', {}).then(
          ({ names }) => names,
          () => [],
        ),
      choose: (printer) => told(host.call('print.choose', printer)),
      empty: async () => void (await told(host.call('print.empty', {}))),
      async print(paper, opensDrawer) {
        try {
          const { kind } = await host.call('print.paper', { paper, opensDrawer });
          // The window has to know on which paper it prints.
          if (kind !== 'dialog' || get().state === null) await get().look();
          return kind;
        } catch {
          return 'failed';
        }
      },
    };
  });
}
