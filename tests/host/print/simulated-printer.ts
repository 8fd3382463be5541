import { type AddressInfo, createServer, type Socket } from 'node:net';

/** How the printer behaves. */
export interface PrinterTemper {
  /** Answers questions about its state; many cheap printers do not. */
  readonly tells?: boolean;
  readonly isPaperOut?: boolean;
  readonly isOffline?: boolean;
  /** Paper ends once so many bytes have come. */
  readonly paperEndsAfter?: number;
  /** Takes so many bytes, and then no more: the line stays open. */
  readonly stopsAfter?: number;
  /** How long it needs for each 2 KiB. */
  readonly pauseMs?: number;
  /** The line breaks once so many bytes have come. */
  readonly breaksAfter?: number;
}

const PIECE_BYTES = 2_048;
/** DLE EOT 1 and 4. They are answered when they are read, and are no part of what is printed. */
const QUESTION = [0x10, 0x04] as const;

/** A printer on a socket of this machine: takes bytes, and tells its state as ESC/POS says (DLE EOT 1 and 4). */
export async function startPrinter(first: PrinterTemper = {}) {
  let temper = first;
  const printed: Buffer[] = [];
  let taken = 0;
  let isStopped = false;
  const sockets = new Set<Socket>();

  function answer(socket: Socket, question: number | undefined): void {
    if (temper.tells !== true) return;
    const isOut = temper.isPaperOut === true || taken > (temper.paperEndsAfter ?? Number.POSITIVE_INFINITY);
    if (question === 4) socket.write(Buffer.from([isOut ? 0x72 : 0x12]));
    else socket.write(Buffer.from([temper.isOffline === true ? 0x1a : 0x12]));
  }

  /** A question may come behind other bytes in one piece. */
  async function take(socket: Socket, piece: Buffer): Promise<void> {
    const at = piece.lastIndexOf(Buffer.from(QUESTION));
    const isAsked = at >= 0 && at === piece.length - 3;
    const bytes = isAsked ? piece.subarray(0, at) : piece;
    if (bytes.length > 0) {
      printed.push(bytes);
      taken += bytes.length;
      if (temper.pauseMs !== undefined) await new Promise((resolve) => setTimeout(resolve, temper.pauseMs));
      if (temper.breaksAfter !== undefined && taken > temper.breaksAfter) socket.destroy();
      if (temper.stopsAfter !== undefined && taken > temper.stopsAfter) isStopped = true;
    }
    if (isAsked && !isStopped && !socket.destroyed) answer(socket, piece.at(-1));
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    let last = Promise.resolve();
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      for (let from = 0; from < data.length && !isStopped; from += PIECE_BYTES) {
        const piece = data.subarray(from, from + PIECE_BYTES);
        last = last.then(() => take(socket, piece));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    bytes: () => Buffer.concat(printed),
    become(next: PrinterTemper) {
      temper = next;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
