import type { CacheKeys } from '../../app/cache-port.ts';
import type { RosterPull, RosterPullKind } from '../../app/ports.ts';
import type { KeysInUse } from '../../domain/trust/signing-key.ts';
import type { SealedDatabase } from './roster-pointer.ts';
import type { RosterWriter, StoreAnswer } from './roster-pull.ts';
import type { WorkerAnswer, WorkerCall, WorkerReply } from './roster-worker-call.ts';

/** Takes pages into the roster, in a worker where there are any. */
export interface RosterTaker {
  begin(kind: RosterPullKind, keys: KeysInUse): Promise<StoreAnswer<RosterPull>>;
  /** A pull is about to come, and someone waits for it: whatever takes time to start may start. */
  prepare(): void;
  close(): void;
}

/** Takes pages on this thread, where there are no workers. The code for it is loaded with the first pull: a window has workers. */
export function inlineTaker(database: SealedDatabase): RosterTaker {
  let writer: RosterWriter | null = null;
  return {
    async begin(kind, keys) {
      const { beginPull } = await import('./roster-pull.ts');
      const { rosterWriter } = await import('./roster-writer.ts');
      const { browserRoom } = await import('./roster-room.ts');
      writer ??= rosterWriter(database, { estimateRoom: browserRoom });
      return beginPull(writer, kind, keys);
    },
    prepare() {},
    close() {},
  };
}

/**
 * Takes pages in a worker, which starts with the first pull or earlier. To verify, parse, pack and seal a million cards
 * takes seconds, and a scan must be answered meanwhile.
 */
export function workerTaker(storeKeys: CacheKeys): RosterTaker {
  let worker: Worker | null = null;
  let lastCall = 0;
  let waiting = new Map<number, { resolve: (answer: never) => void; reject: (cause: Error) => void }>();

  function started(): Worker {
    const next = new Worker(new URL('./roster-worker.ts', import.meta.url), { type: 'module' });
    next.onmessage = ({ data }: MessageEvent<WorkerReply>) => {
      const call = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.kind === 'failed') call?.reject(new Error(data.message));
      else call?.resolve(data.answer as never);
    };
    next.onerror = (event) => failAll(new Error(`the roster's worker failed: ${event.message}`));
    return next;
  }

  function failAll(cause: Error): void {
    const failed = waiting;
    waiting = new Map();
    worker?.terminate();
    worker = null;
    for (const { reject } of failed.values()) reject(cause);
  }

  function call<K extends WorkerCall['kind']>(
    message: Extract<WorkerCall, { kind: K }>,
  ): Promise<WorkerAnswer[K]> {
    worker ??= started();
    lastCall += 1;
    const id = lastCall;
    worker.postMessage({ id, call: message });
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
  }

  return {
    async begin(kind, keys) {
      const begun = await call({ kind: 'begin', storeKeys, pull: kind, keys });
      if (begun !== null) return { ok: false, fault: begun };
      return {
        ok: true,
        value: {
          add: (page) => call({ kind: 'add', page }),
          finish: (pulledAt) => call({ kind: 'finish', pulledAt }),
        },
      };
    },
    prepare() {
      worker ??= started();
    },
    close: () => failAll(new Error('the roster was closed')),
  };
}
