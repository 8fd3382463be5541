import { z } from 'zod';
import { Paper } from '../domain/print/paper.ts';
import { Nothing } from './call-shapes.ts';

/** Characters of a line: 58 mm and 80 mm of paper, of which 48 and 72 mm take print. A Chinese one is two wide. */
export const ROLL_COLUMNS = { '58mm': 32, '80mm': 48 } as const;

/** The papers of a printer of the system. */
export const SHEETS = ['58mm', '80mm', 'A4'] as const;
export type SheetName = (typeof SHEETS)[number];

const Roll = {
  paper: z.enum(['58mm', '80mm']),
  /** The printer has a cutter. */
  cuts: z.boolean(),
  /** A cash drawer hangs on the printer. */
  hasDrawer: z.boolean(),
};

/** Where papers of this desk come out. */
export const Printer = z.discriminatedUnion('kind', [
  /**
   * A printer of the system. A window that fills the screen prints without a dialog, on the printer of that name or on
   * the system's own choice (null); any other window opens the system's dialog.
   */
  z.strictObject({
    kind: z.literal('dialog'),
    paper: z.enum(SHEETS).default('80mm'),
    deviceName: z.string().min(1).max(200).nullable().default(null),
  }),
  /** A receipt printer with an address of its own, which speaks ESC/POS. */
  z.strictObject({
    kind: z.literal('network'),
    host: z
      .string()
      .min(1)
      .max(253)
      .regex(/^[A-Za-z0-9.:-]+$/),
    port: z.int().min(1).max(65_535),
    ...Roll,
  }),
  /** The same on a cable: `/dev/usb/lp0`. */
  z.strictObject({
    kind: z.literal('device'),
    path: z
      .string()
      .max(200)
      .regex(/^((\/dev)(\/[\w-][\w.-]*)+|\\\\\.\\(COM|LPT)\d+)$/),
    ...Roll,
  }),
]);
export type Printer = z.infer<typeof Printer>;

/**
 * `unreachable`: off, or not there. `uncertain`: it broke off while it printed, so that the paper may be whole, half or
 * not there. Only what has certainly not been printed is tried again by itself.
 */
export const PrinterTrouble = z.enum(['unreachable', 'paper-out', 'offline', 'uncertain']);
export type PrinterTrouble = z.infer<typeof PrinterTrouble>;

export const PrintState = z.strictObject({
  printer: Printer,
  /** Papers that have not come out. */
  waiting: z.int().min(0),
  /** Null while all is well, as far as the printer says. */
  trouble: PrinterTrouble.nullable(),
});
export type PrintState = z.infer<typeof PrintState>;

/** `dialog`: the window is to print it. `full`: too many wait already. */
const PrintOutcome = z.strictObject({ kind: z.enum(['queued', 'dialog', 'full']) });

export const printApi = {
  'print.state': { input: Nothing, output: PrintState },
  /** The names of the system's printers; empty where the window prints by the system's dialog. */
  'print.systemPrinters': {
    input: Nothing,
    output: z.strictObject({ names: z.array(z.string().min(1).max(200)).max(100) }),
  },
  'print.choose': { input: Printer, output: PrintState },
  'print.paper': {
    input: z.strictObject({ paper: Paper, opensDrawer: z.boolean() }),
    output: PrintOutcome,
  },
  /** Forgets the papers that wait. */
  'print.empty': { input: Nothing, output: PrintState },
  /** The paper as a picture, as wide as the printer's roll; for the dialog, as 80 mm. */
  'print.preview': { input: z.strictObject({ paper: Paper }), output: z.strictObject({ svg: z.string() }) },
} as const;
