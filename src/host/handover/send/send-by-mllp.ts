import { connect, type Socket } from 'node:net';
import { rootCertificates, connect as secureConnect } from 'node:tls';
import { shownText } from '../../../domain/base/plain-text.ts';
import type { Handover } from '../../../domain/handover/handover.ts';
import { hl7MessageOf } from '../../../domain/handover/hl7-message.ts';
import type { MllpTarget } from '../../../domain/handover/target.ts';
import { errorCodeOf } from '../../disk/error-code.ts';
import { type Delivery, failedBy } from '../delivery.ts';

/** An acknowledgement takes some hundred bytes. */
const ANSWER_BYTES_MAX = 64 * 1024;
const DETAIL_LENGTH_MAX = 80;
const TAKEN = new Set(['AA', 'CA']);
const REFUSED = new Set(['AE', 'AR', 'CE', 'CR']);

/**
 * Sends one message on a connection of its own, and waits for the acknowledgement that names it. The library frames the
 * message and reads the answer. Its client is not used: it keeps a queue in memory, and tells nobody of a line that closed.
 */
export async function sendByMllp(
  handover: Handover,
  target: MllpTarget,
  { answerMs, signal }: { readonly answerMs: number; readonly signal: AbortSignal },
): Promise<Delivery> {
  // It is large, and most desks never need it.
  const { Message, MLLPCodec } = await import('node-hl7-client');
  const codec = new MLLPCodec('utf8');
  const socket = socketTo(target);
  let isSent = false;
  let bytes = 0;
  const waiting = Promise.withResolvers<Delivery>();
  const end = waiting.resolve;
  const fail = (code: string | null, detail: string) =>
    end(isSent ? { kind: 'failed', trouble: 'broken-off', detail: code ?? detail } : failedBy(code, detail));
  const timer = setTimeout(
    () => end({ kind: 'failed', trouble: isSent ? 'no-answer' : 'unreachable', detail: `${answerMs} ms` }),
    answerMs,
  );
  const stop = () => end({ kind: 'failed', trouble: 'broken-off', detail: 'closed' });
  signal.addEventListener('abort', stop, { once: true });
  socket.once(target.isTls ? 'secureConnect' : 'connect', () => {
    isSent = true;
    codec.sendMessage(socket, hl7MessageOf(handover, target), 'utf8');
  });
  socket.on('data', (chunk) => {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) return fail(null, 'too long');
    if (!codec.receiveData(chunk)) return;
    const answer = answerIn(codec.getLastMessage() ?? '', handover.id, (text) => new Message({ text }));
    if (answer !== null) end(answer);
  });
  socket.on('error', (error) => fail(errorCodeOf(error), error.message));
  socket.on('close', () => fail(null, 'closed'));
  try {
    return await waiting.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    socket.destroy();
  }
}

function socketTo({ host, port, isTls, authorityPem }: MllpTarget): Socket {
  if (!isTls) return connect({ host, port });
  const ca = [...rootCertificates, ...(authorityPem === null ? [] : [authorityPem])];
  return secureConnect({ host, port, servername: host, ca, minVersion: 'TLSv1.2' });
}

interface ReadMessage {
  get(path: string): { toString(): string };
}

/** The answer to this message. Null for anything else: an answer to an earlier one may come late, or twice. */
function answerIn(text: string, id: string, read: (text: string) => ReadMessage): Delivery | null {
  for (const one of text.split(/\r(?=MSH)/)) {
    const answer = readOf(one, read);
    if (answer?.id !== id) continue;
    const { code, detail } = answer;
    if (TAKEN.has(code)) return { kind: 'arrived' };
    // Systems answer AE and AR also while they are starting: it is sent some times more before a technician must look.
    if (REFUSED.has(code)) return { kind: 'refused', isFinal: false, detail: `${code} ${detail}`.trim() };
  }
  return null;
}

function readOf(text: string, read: (text: string) => ReadMessage) {
  try {
    const message = read(text);
    const [code, id, detail] = ['MSA.1', 'MSA.2', 'MSA.3'].map((path) => message.get(path).toString());
    return { code: code ?? '', id: id ?? '', detail: shownText(detail ?? '').slice(0, DETAIL_LENGTH_MAX) };
  } catch {
    return null; // it is no message of HL7
  }
}
