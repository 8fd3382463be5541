import { z } from 'zod';
import { HostReply } from './call-shapes.ts';
import { earlyApi } from './early-api.ts';
import type { Host, HostInput, HostMethod, HostOutput } from './host-api.ts';
import { hostFault, isLineMethod } from './line-method.ts';
import type { Transport } from './transport.ts';

/** The host did not answer, or not in its own words: 本机程序没有响应. */
export class HostGone extends Error {
  override readonly name = 'HostGone';
}

/** The host behind a transport. Rejects with `HostGone` where no answer comes, or none in the host's own words. */
export function hostBehind(transport: Transport): Host {
  return {
    async call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<HostOutput<M>> {
      // A wrong input is a bug of the caller and throws as such, before anything leaves the window.
      const shapes = await shapesOf(method).catch((cause: unknown) => {
        throw new HostGone(`${method}: its schemas were not loaded`, { cause });
      });
      const checked = shapes.input.parse(input);
      const reply = await transport(method, checked).catch((cause: unknown) => {
        throw new HostGone(`${method}: no answer`, { cause });
      });
      return outputOf(method, reply, shapes.output);
    },
  };
}

interface CallShapes {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

async function shapesOf(method: HostMethod): Promise<CallShapes> {
  if (isEarly(method)) return earlyApi[method];
  const { lateApi } = await import('./late-api.ts');
  return lateApi[method];
}

function isEarly(method: HostMethod): method is keyof typeof earlyApi {
  return Object.hasOwn(earlyApi, method);
}

function outputOf<M extends HostMethod>(method: M, untrusted: unknown, shape: z.ZodType): HostOutput<M> {
  const reply = HostReply.safeParse(untrusted);
  if (!reply.success) throw new HostGone(`${method}: the answer is not the host's`);
  if (!reply.data.ok) return noOutput(method, `${reply.data.error}: ${reply.data.detail}`);
  const output = shape.safeParse(reply.data.output);
  if (!output.success) return noOutput(method, z.prettifyError(output.error));
  return output.data as HostOutput<M>;
}

/** A host that answers in its own words is there, whatever became of the line that it was to use. */
function noOutput<M extends HostMethod>(method: M, why: string): HostOutput<M> {
  if (isLineMethod(method)) return hostFault(`${method}: ${why}`) as HostOutput<M>;
  throw new HostGone(`${method}: ${why}`);
}
