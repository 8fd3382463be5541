import type { DecodeReply, DecodeRequest, FoundCode } from './decoder-message.ts';

type DecodeResult =
  | { readonly kind: 'codes'; readonly codes: readonly FoundCode[] }
  /** Asked for too much at once: try again later. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly detail: string };

interface Decoder {
  /** All Code 128 and QR in the picture. A bitmap with `give` is moved to the worker, not copied. */
  decode(picture: ImageBitmap | ImageData, options?: { readonly give: boolean }): Promise<DecodeResult>;
  close(): void;
}

/** A frame and a few pictures that were clicked on. */
const PENDING_MAX = 4;
/** The first picture waits for the wasm to be compiled. */
const REPLY_MS_MAX = 15_000;
/** In a row, without one answer in between: then something is wrong for good. */
const CRASHES_MAX = 5;

interface Pending {
  readonly resolve: (result: DecodeResult) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Starts the decoder's worker. One that crashes or hangs is replaced, at most five times in a row. */
export function createDecoder(): Decoder {
  const pending = new Map<number, Pending>();
  let crashes = 0;
  let lastId = 0;
  let worker: Worker | null = start();

  function start(): Worker {
    const started = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
    started.onmessage = ({ data }: MessageEvent<DecodeReply>) => settle(data);
    started.onerror = (event) => crash(event.message || 'the worker could not start');
    return started;
  }

  function settle(reply: DecodeReply): void {
    crashes = 0;
    finish(
      reply.id,
      reply.kind === 'codes'
        ? { kind: 'codes', codes: reply.codes }
        : { kind: 'failed', detail: reply.detail },
    );
  }

  function crash(detail: string): void {
    worker?.terminate();
    crashes += 1;
    worker = crashes < CRASHES_MAX ? start() : null;
    for (const id of [...pending.keys()]) finish(id, { kind: 'failed', detail });
  }

  function finish(id: number, result: DecodeResult): void {
    const waiting = pending.get(id);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    pending.delete(id);
    waiting.resolve(result);
  }

  return {
    decode(picture, options) {
      const running = worker;
      if (running === null) return Promise.resolve({ kind: 'failed', detail: 'the decoder keeps crashing' });
      if (pending.size >= PENDING_MAX) return Promise.resolve({ kind: 'busy' });
      lastId += 1;
      const request: DecodeRequest = { id: lastId, picture };
      const give = options?.give === true && picture instanceof ImageBitmap ? [picture] : [];
      return new Promise((resolve) => {
        const timer = setTimeout(() => crash('the worker does not answer'), REPLY_MS_MAX);
        pending.set(request.id, { resolve, timer });
        running.postMessage(request, give);
      });
    },
    close() {
      worker?.terminate();
      worker = null;
      for (const id of [...pending.keys()]) finish(id, { kind: 'failed', detail: 'closed' });
    },
  };
}
