import type { AddedSymbology } from '../../../domain/card/scanner-additions.ts';
import type { DecodeReply, DecodeRequest, PictureReading } from './decoder-message.ts';
import type { Picture } from './grey-picture.ts';

type DecodeResult =
  | { readonly kind: 'reading'; readonly reading: PictureReading }
  /** Too much was asked for at once, or a frame before the worker runs: try again later. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly detail: string };

interface Decoder {
  /**
   * Reads a picture in the worker; a frame or bitmap is moved there, not copied, and is gone afterwards.
   * Never rejects.
   */
  read(
    picture: Picture,
    options: {
      readonly mode: 'frame' | 'picture';
      readonly diagnose?: boolean;
      /** Read beside Code 128 and QR; none by default. */
      readonly added?: readonly AddedSymbology[];
    },
  ): Promise<DecodeResult>;
  /** The stream before the camera is another one. */
  forget(): void;
  /** The last frame without a code, as PNG; null if there is none or nobody answers. */
  lastMiss(): Promise<Blob | null>;
  close(): void;
}

/** This many may wait at once: a frame and a few pictures that were clicked on. */
const PENDING_MAX = 4;
/** The first picture waits for the wasm to be compiled. */
const FIRST_REPLY_MS_MAX = 40_000;
/** A thorough look at a large photo takes two seconds, and six times as long on an old machine. */
const REPLY_MS_MAX = 20_000;
/** A worker that is told to stop reads what it was given before; after this long it is ended anyway. */
const RETIRE_MS_MAX = 5_000;
/** How long a restart waits: not at all after a first crash, and longer each time if nothing was read in between. */
const RESTART_MS = [0, 0, 1_000, 5_000, 30_000] as const;

interface Pending {
  readonly resolve: (reply: DecodeReply) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** A question without its number, which `ask` adds. */
type Question = { readonly [K in DecodeRequest['kind']]: Omit<Extract<DecodeRequest, { kind: K }>, 'id'> }[
  | 'read'
  | 'last-miss'];

/**
 * Starts the decoder's worker. One that crashes or hangs is replaced by itself, for as long as it takes;
 * `onCrash` hears of each with the number of those in a row.
 */
export function createDecoder(onCrash: (crashes: number, detail: string) => void = () => {}): Decoder {
  const questions = openQuestions(() => keeper.crash('the worker does not answer'));
  const keeper = keepWorker(questions, onCrash);
  return {
    async read(picture, { mode, diagnose = false, added = [] }) {
      const worker = keeper.worker();
      const isTooMuch = questions.size() >= PENDING_MAX || (mode === 'frame' && !keeper.isReady());
      const refusal = worker === null ? NOT_RUNNING : isTooMuch ? BUSY : null;
      if (worker === null || refusal !== null) {
        if (!(picture instanceof ImageData)) picture.close();
        return refusal ?? NOT_RUNNING;
      }
      const moved = picture instanceof ImageData ? [] : [picture];
      const reply = await questions.ask(
        worker,
        { kind: 'read', mode, picture, diagnose, added },
        { moved, patienceMs: keeper.patienceMs() },
      );
      if (reply.kind === 'reading') return { kind: 'reading', reading: reply.reading };
      return { kind: 'failed', detail: reply.kind === 'failed' ? reply.detail : 'another answer' };
    },
    forget() {
      keeper.worker()?.postMessage({ kind: 'forget' } satisfies DecodeRequest);
    },
    async lastMiss() {
      const worker = keeper.worker();
      if (worker === null) return null;
      const reply = await questions.ask(
        worker,
        { kind: 'last-miss' },
        { moved: [], patienceMs: keeper.patienceMs() },
      );
      return reply.kind === 'last-miss' ? reply.png : null;
    },
    close() {
      keeper.close();
      questions.failAll('closed');
    },
  };
}

/** Keeps one worker running, and passes its answers on. */
function keepWorker(
  questions: ReturnType<typeof openQuestions>,
  onCrash: (crashes: number, detail: string) => void,
) {
  let crashes = 0;
  let hasAnswered = false;
  /** The worker's script runs. A frame sent before is lost where it never does, and a camera has three in all. */
  let isReady = false;
  let starting: ReturnType<typeof setTimeout> | undefined;
  let restart: ReturnType<typeof setTimeout> | undefined;
  let worker: Worker | null = start();

  function start(): Worker {
    hasAnswered = false;
    isReady = false;
    clearTimeout(starting);
    starting = setTimeout(() => crash('the worker does not start'), FIRST_REPLY_MS_MAX);
    const started = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
    started.onmessage = ({ data }: MessageEvent<DecodeReply>) => settle(data);
    started.onerror = (event) => crash(event.message || 'the worker could not start', true);
    return started;
  }

  function settle(reply: DecodeReply): void {
    clearTimeout(starting);
    isReady = true;
    if (reply.kind === 'ready') return;
    crashes = 0;
    hasAnswered = true;
    questions.finish(reply);
  }

  /** A worker that can still hear closes the frames that wait for it; one that hangs hears nothing. */
  function crash(detail: string, canHear = false): void {
    clearTimeout(starting);
    if (worker !== null) retire(worker, canHear && questions.size() > 0);
    worker = null;
    const delayMs = RESTART_MS[Math.min(crashes, RESTART_MS.length - 1)] ?? 0;
    crashes += 1;
    questions.failAll(detail);
    clearTimeout(restart);
    if (delayMs === 0) worker = start();
    else
      restart = setTimeout(() => {
        worker = start();
      }, delayMs);
    onCrash(crashes, detail);
  }

  return {
    /** Null while it is being started again. */
    worker: () => worker,
    isReady: () => isReady,
    patienceMs: () => (hasAnswered ? REPLY_MS_MAX : FIRST_REPLY_MS_MAX),
    crash,
    close(): void {
      clearTimeout(restart);
      clearTimeout(starting);
      if (worker !== null) retire(worker, questions.size() > 0);
      worker = null;
    },
  };
}

/** The questions that the worker has not answered; `onLate` hears of one that it takes too long over. */
function openQuestions(onLate: () => void) {
  const pending = new Map<number, Pending>();
  let lastId = 0;

  function finish(reply: Exclude<DecodeReply, { kind: 'ready' }>): void {
    const waiting = pending.get(reply.id);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    pending.delete(reply.id);
    waiting.resolve(reply);
  }

  return {
    size: () => pending.size,
    ask(
      worker: Worker,
      question: Question,
      { moved, patienceMs }: { readonly moved: Transferable[]; readonly patienceMs: number },
    ): Promise<DecodeReply> {
      lastId += 1;
      const request: DecodeRequest = { ...question, id: lastId };
      return new Promise((resolve) => {
        const timer = setTimeout(onLate, patienceMs);
        pending.set(request.id, { resolve, timer });
        worker.postMessage(request, moved);
      });
    },
    finish,
    failAll(detail: string): void {
      for (const id of [...pending.keys()]) finish({ kind: 'failed', id, detail });
    },
  };
}

/**
 * Ends a worker. A worker that still has a frame is told to stop and ends by itself. If a frame dies with its worker,
 * it is never closed, and Chromium complains on the console.
 */
function retire(worker: Worker, hasPictures: boolean): void {
  worker.onmessage = null;
  worker.onerror = null;
  if (!hasPictures) {
    worker.terminate();
    return;
  }
  worker.postMessage({ kind: 'stop' } satisfies DecodeRequest);
  setTimeout(() => worker.terminate(), RETIRE_MS_MAX);
}

const BUSY = { kind: 'busy' } as const;
const NOT_RUNNING = { kind: 'failed', detail: 'the decoder is being started again' } as const;
