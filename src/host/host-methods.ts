import { z } from 'zod';
import { messageOf } from '../domain/base/message-of.ts';
import type { HostReply } from '../host-api/call-shapes.ts';
import {
  type Host,
  type HostInput,
  type HostMethod,
  type HostOutput,
  hostApi,
} from '../host-api/host-api.ts';
import { hostFault, isLineMethod } from '../host-api/line-method.ts';
import type { KioskHost } from './host-options.ts';

type Api = typeof hostApi;

/** One function for each method, on inputs that were checked and with outputs that will be. */
export type HostMethods = {
  readonly [M in HostMethod]: (input: z.output<Api[M]['input']>) => Promise<z.input<Api[M]['output']>>;
};

/**
 * A host whose every call is checked by the schemas of `hostApi`. A wrong input is a bug and throws. So is a wrong
 * output, or a method that throws. If the method asks the district, the bug becomes a fault of the line instead, so
 * that a desk goes on recording as it does without a line.
 */
export function checkedHost(methods: HostMethods, close: () => Promise<void>): KioskHost {
  return {
    async call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<HostOutput<M>> {
      // The compiler cannot follow that input, function and output belong to one method.
      const run = methods[method] as (checked: unknown) => Promise<unknown>;
      const checked = hostApi[method].input.parse(input);
      const answer = async () => hostApi[method].output.parse(await run(checked));
      const output = isLineMethod(method) ? await answer().catch(faultOfBug) : await answer();
      return output as HostOutput<M>;
    },
    close,
  };
}

function faultOfBug(cause: unknown) {
  return hostFault(messageOf(cause));
}

/**
 * Answers one call from outside the process: an unlisted method or a wrong input is refused before it reaches the host.
 * A bug of the host becomes a reply. Never rejects.
 */
export async function answerCall(host: Host, method: unknown, input: unknown): Promise<HostReply> {
  if (!isMethod(method)) return { ok: false, error: 'bad-call', detail: 'no such method' };
  const checked = hostApi[method].input.safeParse(input);
  if (!checked.success) return { ok: false, error: 'bad-call', detail: z.prettifyError(checked.error) };
  try {
    return { ok: true, output: await host.call(method, checked.data) };
  } catch (error) {
    return { ok: false, error: 'internal', detail: messageOf(error) };
  }
}

function isMethod(method: unknown): method is HostMethod {
  return typeof method === 'string' && Object.hasOwn(hostApi, method);
}
