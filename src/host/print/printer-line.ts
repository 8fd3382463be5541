import { open } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import type { PrinterTrouble } from '../../host-api/print-api.ts';
import type { RollPrinter } from './escpos.ts';

const CONNECT_MS_MAX = 5_000;
/** A cheap printer takes a long receipt slowly; if it needs longer than this, it has stopped. */
const WRITE_MS_MAX = 20_000;
/** Printers that tell their state do it at once; many tell none. */
const STATE_MS_MAX = 1_000;

/** DLE EOT 1 and 4 ask whether the printer is ready and whether there is paper. */
const ASK_READY = Buffer.from([0x10, 0x04, 0x01]);
const ASK_PAPER = Buffer.from([0x10, 0x04, 0x04]);
const OFFLINE_BIT = 0x08;
const PAPER_END_BITS = 0x60;

/** Null if the printer took all bytes and reports no trouble. */
export type Printed = PrinterTrouble | null;

/** Sends one paper; never rejects. */
export function printOn(printer: RollPrinter, bytes: Buffer): Promise<Printed> {
  return printer.kind === 'network' ? printOnNetwork(printer, bytes) : printOnDevice(printer.path, bytes);
}

async function printOnNetwork(
  { host, port }: { readonly host: string; readonly port: number },
  bytes: Buffer,
): Promise<Printed> {
  const socket = await connected(host, port);
  if (socket === null) return 'unreachable';
  try {
    const before = await stateOf(socket);
    if (before === 'paper-out' || before === 'offline') return before;
    if (!(await isWritten(socket, bytes))) return 'uncertain';
    // If the paper or the line ends in the middle of a receipt, half of it is printed.
    return (await stateOf(socket)) === before && !socket.destroyed ? null : 'uncertain';
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
async function stateOf(socket: Socket): Promise<'well' | 'paper-out' | 'offline' | 'silent'> {
  const paper = await answerTo(socket, ASK_PAPER);
  if (paper === null) return 'silent';
  if ((paper & PAPER_END_BITS) === PAPER_END_BITS) return 'paper-out';
  const ready = await answerTo(socket, ASK_READY);
  return ready !== null && (ready & OFFLINE_BIT) !== 0 ? 'offline' : 'well';
}

function answerTo(socket: Socket, question: Buffer): Promise<number | null> {
  return new Promise((resolve) => {
    const end = (answer: number | null) => {
      clearTimeout(late);
      socket.off('data', heard);
      socket.off('close', gone);
      resolve(answer);
    };
    const heard = (data: Buffer) => end(data[0] ?? null);
    const gone = () => end(null);
    const late = setTimeout(gone, STATE_MS_MAX);
    socket.once('data', heard);
    socket.once('close', gone);
    socket.write(question);
  });
}

/** False if the printer did not take all of it in time. */
function isWritten(socket: Socket, bytes: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isWhole: boolean) => {
      clearTimeout(late);
      socket.off('close', gone);
      resolve(isWhole);
    };
    const gone = () => end(false);
    const late = setTimeout(gone, WRITE_MS_MAX);
    socket.once('close', gone);
    socket.write(bytes, (error) => end(error === undefined || error === null));
  });
}

async function printOnDevice(path: string, bytes: Buffer): Promise<Printed> {
  const file = await open(path, 'r+').catch(() => null);
  if (file === null) return 'unreachable';
  try {
    const isTaken = await withinTime(file.writeFile(bytes).then(() => true));
    return isTaken ? null : 'uncertain';
  } finally {
    // If a device hangs, closing it hangs too.
    void file.close().catch(() => undefined);
  }
}

async function withinTime(work: Promise<boolean>): Promise<boolean> {
  let late: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    late = setTimeout(() => resolve(false), WRITE_MS_MAX);
  });
  try {
    return await Promise.race([work.catch(() => false), limit]);
  } finally {
    clearTimeout(late);
  }
}
