import { type AddressInfo, createServer, type Socket } from 'node:net';

/** How the printer behaves. */
export interface PrinterTemper {
  /** Answers questions about its state; many cheap printers do not. */
  readonly tells?: boolean;
  readonly isPaperOut?: boolean;
  readonly isOffline?: boolean;
  /** Paper ends once so many bytes have come. */
  readonly paperEndsAfter?: number;
  /** The line breaks once so many bytes have come. */
  readonly breaksAfter?: number;
}

/** A printer on a socket of this machine: takes bytes, and tells its state as ESC/POS says (DLE EOT 1 and 4). */
export async function startPrinter(first: PrinterTemper = {}) {
  let temper = first;
  const printed: Buffer[] = [];
  let taken = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const question = data.length === 3 && data[0] === 0x10 && data[1] === 0x04 ? data[2] : null;
      if (question === null) {
        printed.push(data);
        taken += data.length;
        if (temper.breaksAfter !== undefined && taken > temper.breaksAfter) socket.destroy();
        return;
      }
      if (temper.tells !== true) return;
      const isOut = temper.isPaperOut === true || taken > (temper.paperEndsAfter ?? Number.POSITIVE_INFINITY);
      if (question === 4) socket.write(Buffer.from([isOut ? 0x72 : 0x12]));
      else socket.write(Buffer.from([temper.isOffline === true ? 0x1a : 0x12]));
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
