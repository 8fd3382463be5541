import { open } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import type { PrinterTrouble } from '../../host-api/print-api.ts';
import type { RollPrinter } from './escpos.ts';

const CONNECT_MS_MAX = 5_000;
/** How long a printer may take. */
export interface PrinterPatience {
  /** A cheap printer takes a long receipt slowly; if it needs longer than this, it has stopped. */
  readonly writeMsMax: number;
  /** Printers that tell their state do it at once; many tell none. */
  readonly stateMsMax: number;
}

const PATIENCE: PrinterPatience = { writeMsMax: 20_000, stateMsMax: 1_000 };

/** DLE EOT 1 and 4 ask whether the printer is ready and whether there is paper. */
const ASK_READY = Buffer.from([0x10, 0x04, 0x01]);
const ASK_PAPER = Buffer.from([0x10, 0x04, 0x04]);
const OFFLINE_BIT = 0x08;
const PAPER_END_BITS = 0x60;

/** Null if the printer took all bytes and reports no trouble. */
export type Printed = PrinterTrouble | null;

/** Sends one paper; never rejects. */
export function printOn(
  printer: RollPrinter,
  bytes: Buffer,
  patience: PrinterPatience = PATIENCE,
): Promise<Printed> {
  return printer.kind === 'network'
    ? printOnNetwork(printer, bytes, patience)
    : printOnDevice(printer.path, bytes, patience);
}

async function printOnNetwork(
  { host, port }: { readonly host: string; readonly port: number },
  bytes: Buffer,
  { writeMsMax, stateMsMax }: PrinterPatience,
): Promise<Printed> {
  const socket = await connected(host, port);
  if (socket === null) return 'unreachable';
  try {
    const before = await stateOf(socket, stateMsMax);
    if (before === 'paper-out' || before === 'offline') return before;
    if (!(await isWritten(socket, bytes, writeMsMax))) return 'uncertain';
    // The operating system takes the bytes at once. A printer that reports its state answers after it has received them.
    const after = await stateOf(socket, before === 'well' ? writeMsMax : stateMsMax);
    // If the paper or the line ends in the middle of a receipt, half of it is printed.
    return after === before && !socket.destroyed ? null : 'uncertain';
  } finally {
    socket.destroy();
  }
}

function connected(host: string, port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (result: Socket | null) => {
      clearTimeout(late);
      if (result === null) socket.destroy();
      resolve(result);
    };
    const late = setTimeout(() => end(null), CONNECT_MS_MAX);
    socket.once('connect', () => end(socket));
    // A line that breaks later is noticed by the write that it breaks.
    socket.on('error', () => end(null));
  });
}

/** What the printer says about its state. */
async function stateOf(socket: Socket, msMax: number): Promise<'well' | 'paper-out' | 'offline' | 'silent'> {
  const paper = await answerTo(socket, ASK_PAPER, msMax);
  if (paper === null) return 'silent';
  if ((paper & PAPER_END_BITS) === PAPER_END_BITS) return 'paper-out';
  const ready = await answerTo(socket, ASK_READY, msMax);
  return ready !== null && (ready & OFFLINE_BIT) !== 0 ? 'offline' : 'well';
}

function answerTo(socket: Socket, question: Buffer, msMax: number): Promise<number | null> {
  return new Promise((resolve) => {
    const end = (answer: number | null) => {
      clearTimeout(late);
      socket.off('data', heard);
      socket.off('close', gone);
      resolve(answer);
    };
    const heard = (data: Buffer) => end(data[0] ?? null);
    const gone = () => end(null);
    const late = setTimeout(gone, msMax);
    socket.once('data', heard);
    socket.once('close', gone);
    socket.write(question);
  });
}

/** False if the printer did not take all of it in time. */
function isWritten(socket: Socket, bytes: Buffer, msMax: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isWhole: boolean) => {
      clearTimeout(late);
      socket.off('close', gone);
      resolve(isWhole);
    };
    const gone = () => end(false);
    const late = setTimeout(gone, msMax);
    socket.once('close', gone);
    socket.write(bytes, (error) => end(error === undefined || error === null));
  });
}

async function printOnDevice(path: string, bytes: Buffer, { writeMsMax }: PrinterPatience): Promise<Printed> {
  const file = await open(path, 'r+').catch(() => null);
  if (file === null) return 'unreachable';
  try {
    const isTaken = await withinTime(
      file.writeFile(bytes).then(() => true),
      writeMsMax,
    );
    return isTaken ? null : 'uncertain';
  } finally {
    // If a device hangs, closing it hangs too.
    void file.close().catch(() => undefined);
  }
}

async function withinTime(work: Promise<boolean>, msMax: number): Promise<boolean> {
  let late: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    late = setTimeout(() => resolve(false), msMax);
  });
  try {
    return await Promise.race([work.catch(() => false), limit]);
  } finally {
    clearTimeout(late);
  }
}
