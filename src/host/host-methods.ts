import type { z } from 'zod';
import { type HostInput, type HostMethod, type HostOutput, hostApi } from '../host-api/host-api.ts';
import type { KioskHost } from './host-options.ts';

type Api = typeof hostApi;

/** One function for each method, on inputs that were checked and with outputs that will be. */
export type HostMethods = {
  readonly [M in HostMethod]: (input: z.output<Api[M]['input']>) => Promise<z.input<Api[M]['output']>>;
};

/** A host whose every call is checked by the schemas of `hostApi`; a wrong input or output is a bug and throws. */
export function checkedHost(methods: HostMethods, close: () => Promise<void>): KioskHost {
  return {
    async call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<HostOutput<M>> {
      // The compiler cannot follow that input, function and output belong to one method.
      const run = methods[method] as (checked: unknown) => Promise<unknown>;
      const output = await run(hostApi[method].input.parse(input));
      return hostApi[method].output.parse(output) as HostOutput<M>;
    },
    close,
  };
}
