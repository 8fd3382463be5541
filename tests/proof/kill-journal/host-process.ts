import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { HostFinding } from '../../../src/host/host-options.ts';
import { type HostInput, type HostMethod, type HostOutput, hostApi } from '../../../src/host-api/host-api.ts';

export interface HostOrders {
  readonly profileFolder: string;
  readonly keyFile: string;
  readonly districtUrl: string;
  readonly enrolmentCode: string | null;
  readonly port: number | null;
  readonly rendererFolder: string;
}

/** A kiosk's host that can be asked, and killed. */
export interface HostProcess {
  readonly findings: readonly HostFinding[];
  /** A one-time address of its window; null where it serves none. */
  readonly address: string | null;
  /** Rejects when the process ends before it answers. */
  call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<HostOutput<M>>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

const Ready = z.object({
  kind: z.literal('ready'),
  findings: z.array(z.custom<HostFinding>()),
  address: z.string().nullable(),
});
const Answer = z.object({ id: z.number(), answer: z.unknown() });

export class HostKilled extends Error {
  override readonly name = 'HostKilled';
}

/** Starts a host in a process of its own; rejects where it does not come up. */
export async function startHostProcess(orders: HostOrders): Promise<HostProcess> {
  const script = fileURLToPath(new URL('host-child.ts', import.meta.url));
  const child = fork(script, [JSON.stringify(orders)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(cause: Error): void }>();
  const ended = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new HostKilled('the host was killed'));
    waiting.clear();
  });
  const ready = Ready.parse(await Promise.race([once(child, 'message').then(([message]) => message), ended]));
  let lastId = 0;
  child.on('message', (message) => {
    const { id, answer } = Answer.parse(message);
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
  });
  return {
    findings: ready.findings,
    address: ready.address,
    async call(method, input) {
      if (child.exitCode !== null || child.signalCode !== null) throw new HostKilled('the host is gone');
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
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
