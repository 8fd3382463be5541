import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from 'node-hl7-server';
import { HandoverTarget } from '../../../src/domain/handover/target.ts';

/** What a receiver has taken: by the id of the message, so that a second copy is none. */
interface Taken {
  readonly id: string;
  readonly of: string | null;
  readonly action: 'arrive' | 'cancel';
  readonly cardNumber: string;
  readonly text: string;
}

/** What the receiver makes of a message: it takes it, is wrong for a while, or never takes this one. */
export type Mood = 'takes' | 'busy' | 'refuses';

export interface Receiver {
  readonly taken: Map<string, Taken>;
  copies: number;
  target(linePort: number): HandoverTarget;
  start(): Promise<void>;
  /** Also cuts what is under way. */
  stop(): Promise<void>;
}

export type ReceiverKind = 'mllp' | 'rest' | 'folder';

export function receiverOf(
  kind: ReceiverKind,
  parts: { readonly port: number; readonly moodFor: (cardNumber: string) => Mood },
): Receiver {
  switch (kind) {
    case 'mllp':
      return mllpReceiver(parts);
    case 'rest':
      return restReceiver(parts);
    case 'folder':
      return folderReceiver();
  }
}

type Parts = Parameters<typeof receiverOf>[1];

/** The server of a library. */
function mllpReceiver({ port, moodFor }: Parts): Receiver {
  let inbound: { close(): Promise<boolean> } | null = null;
  const receiver: Receiver = {
    taken: new Map(),
    copies: 0,
    target: (linePort) =>
      HandoverTarget.parse({ kind: 'mllp', host: '127.0.0.1', port: linePort, version: '2.5' }),
    async start() {
      const server = new Server({ bindAddress: '127.0.0.1' });
      const listening = server.createInbound({ port }, (request, response) => {
        const message = request.getMessage();
        const [cardNumber, id, trigger] = ['PID.3.1', 'MSH.10', 'MSH.9.2'].map((path) =>
          message.get(path).toString(),
        );
        const mood = moodFor(cardNumber ?? '');
        if (mood === 'takes') {
          const action = trigger === 'A04' ? 'arrive' : 'cancel';
          take(receiver, {
            id: id ?? '',
            of: null,
            action,
            cardNumber: cardNumber ?? '',
            text: message.toString(),
          });
        }
        void response
          .sendResponse(mood === 'takes' ? 'AA' : mood === 'busy' ? 'AR' : 'AE')
          .catch(() => undefined);
      });
      listening.on('error', () => undefined);
      listening.on('client.error', () => undefined);
      listening.on('data.error', () => undefined);
      inbound = listening;
      await once(listening, 'listen');
    },
    async stop() {
      await inbound?.close();
      inbound = null;
    },
  };
  return receiver;
}

/** As much of a FHIR server as a conditional create and update need. */
function restReceiver({ port, moodFor }: Parts): Receiver {
  let server = createServer();
  const receiver: Receiver = {
    taken: new Map(),
    copies: 0,
    target: (linePort) =>
      HandoverTarget.parse({ kind: 'rest', url: `http://127.0.0.1:${linePort}/fhir/Encounter` }),
    async start() {
      server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of request) chunks.push(chunk);
        } catch {
          return; // it broke off
        }
        const text = Buffer.concat(chunks).toString();
        const encounter = JSON.parse(text);
        const cardNumber: string = encounter.subject.identifier.value;
        const mood = moodFor(cardNumber);
        if (mood === 'takes') {
          const action = encounter.status === 'arrived' ? 'arrive' : 'cancel';
          const of: string = encounter.identifier[0].value;
          take(receiver, { id: String(request.headers['idempotency-key']), of, action, cardNumber, text });
        }
        response.writeHead(mood === 'takes' ? 201 : mood === 'busy' ? 503 : 422).end('{}');
      });
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
  return receiver;
}

/** Reads the folder when it is asked. */
function folderReceiver(): Receiver {
  const folder = mkdtempSync(join(tmpdir(), 'handover-folder-'));
  const receiver: Receiver = {
    taken: new Map(),
    copies: 0,
    target: () => HandoverTarget.parse({ kind: 'folder', path: folder }),
    start: async () => undefined,
    async stop() {
      for (const name of readdirSync(folder).filter((one) => one.endsWith('.csv'))) {
        const text = readFileSync(join(folder, name), 'utf8');
        const cells = text.split('\r\n')[1]?.split(',') ?? [];
        if (cells.length !== 8 || !text.endsWith('live\r\n')) throw new Error(`half a file: ${text}`);
        const [id = '', of = '', action, cardNumber = ''] = cells;
        take(receiver, { id, of, action: action === 'arrive' ? 'arrive' : 'cancel', cardNumber, text });
        rmSync(join(folder, name));
      }
    },
  };
  return receiver;
}

function take(receiver: Receiver, taken: Taken): void {
  if (receiver.taken.has(taken.id)) receiver.copies += 1;
  else receiver.taken.set(taken.id, taken);
}
