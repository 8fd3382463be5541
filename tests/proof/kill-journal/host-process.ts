import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { HandoverTiming } from '../../../src/host/handover/handover-runner.ts';
import type { HostTrouble } from '../../../src/host-api/health-api.ts';
import { type HostInput, type HostMethod, type HostOutput, hostApi } from '../../../src/host-api/host-api.ts';

export interface HostOrders {
  readonly profileFolder: string;
  readonly keyFile: string;
  readonly districtUrl: string;
  readonly enrolmentCode: string | null;
  readonly port: number | null;
  readonly rendererFolder: string;
  readonly siteId?: string;
  readonly handoverTiming?: HandoverTiming;
}

/** A kiosk's host that can be asked, and killed. */
export interface HostProcess {
  readonly troubles: readonly HostTrouble[];
  /** A one-time address of its window; null where it serves none. */
  readonly address: string | null;
  /** Rejects when the process ends before it answers. */
  call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<HostOutput<M>>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

/** A host whose program is loaded and which opens its profile now. */
export interface OpeningHost {
  /** Rejects with `HostKilled` where it is killed before, with another error where it ends by itself. */
  readonly ready: Promise<HostProcess>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

const Opening = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loaded') }),
  z.object({
    kind: z.literal('ready'),
    troubles: z.array(z.custom<HostTrouble>()),
    address: z.string().nullable(),
  }),
]);
type Ready = Extract<z.infer<typeof Opening>, { kind: 'ready' }>;
const Answer = z.object({ id: z.number(), answer: z.unknown() });

export class HostKilled extends Error {
  override readonly name = 'HostKilled';
}

/** Starts a host in a process of its own and resolves as soon as it begins to open the profile. */
export async function openHostProcess(orders: HostOrders): Promise<OpeningHost> {
  const script = fileURLToPath(new URL('host-child.ts', import.meta.url));
  const child = fork(script, [JSON.stringify(orders)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const loaded = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<Ready>();
  // An end before it is loaded is told by `loaded` alone.
  ready.promise.catch(() => undefined);
  const hear = (message: unknown): void => {
    const told = Opening.parse(message);
    if (told.kind === 'loaded') {
      loaded.resolve();
      return;
    }
    child.off('message', hear);
    ready.resolve(told);
  };
  child.on('message', hear);
  void ended.then(([code]) => {
    const cause =
      code === null ? new HostKilled('killed while it opened') : new Error(`it ended with ${code}`);
    loaded.reject(cause);
    ready.reject(cause);
  });
  await loaded.promise;
  return {
    ready: ready.promise.then((told) => askable(child, told)),
    kill: () => killed(child, ended),
  };
}

function askable(child: ChildProcess, { troubles, address }: Ready): HostProcess {
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(cause: Error): void }>();
  const ended = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new HostKilled('the host was killed'));
    waiting.clear();
  });
  let lastId = 0;
  child.on('message', (message) => {
    const { id, answer } = Answer.parse(message);
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
  });
  return {
    troubles,
    address,
    async call(method, input) {
      if (hasEnded(child)) throw new HostKilled('the host is gone');
      lastId += 1;
      const id = lastId;
      const answer = await new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child.send({ id, method, input }, (error) => {
          if (error !== null) reject(new HostKilled(error.message));
        });
      });
      return hostApi[method].output.parse(answer) as HostOutput<typeof method>;
    },
    kill: () => killed(child, ended),
  };
}

async function killed(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGKILL');
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
