import { z } from 'zod';
import {
  type Host,
  type HostInput,
  type HostMethod,
  type HostOutput,
  hostApi,
  hostFault,
  isLineMethod,
} from './host-api.ts';
import { HostReply } from './reply.ts';

/** A push may wait for a slow line; past this the host counts as gone. */
const HOST_CALL_MS_MAX = 90_000;

/** The host did not answer, or not in its own words: 本机程序没有响应. */
export class HostGone extends Error {
  override readonly name = 'HostGone';
}

/** Carries one call over and brings the untrusted reply back; rejects when the host is not there. */
type Transport = (method: HostMethod, input: unknown) => Promise<unknown>;

const Bridge = z.object({ call: z.custom<(method: string, input: unknown) => Promise<unknown>>(isFunction) });

/**
 * The host behind `window.kioskHost` of the preload script. Throws `HostGone` at once where `bridge` is not
 * one; detect the binding by `BRIDGE_NAME in window`.
 */
export function ipcHost(bridge: unknown): Host {
  const parsed = Bridge.safeParse(bridge);
  if (!parsed.success) throw new HostGone('this window has no host bridge');
  return hostOver((method, input) => parsed.data.call(method, input));
}

/** The host behind `POST {basePath}/{method}` of the loopback server; `basePath` is `/host` there. */
export function httpHost(
  fetchFn: (url: string, init: RequestInit) => Promise<Response>,
  basePath: string,
): Host {
  return hostOver(async (method, input) => {
    const response = await fetchFn(`${basePath}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(HOST_CALL_MS_MAX),
    });
    return response.json();
  });
}

function hostOver(transport: Transport): Host {
  return {
    async call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<HostOutput<M>> {
      // A wrong input is a bug of the caller and throws as such, before anything leaves the window.
      const checked = hostApi[method].input.parse(input);
      const reply = await transport(method, checked).catch((cause: unknown) => {
        throw new HostGone(`${method}: no answer`, { cause });
      });
      return outputOf(method, reply);
    },
  };
}

function outputOf<M extends HostMethod>(method: M, untrusted: unknown): HostOutput<M> {
  const reply = HostReply.safeParse(untrusted);
  if (!reply.success) throw new HostGone(`${method}: the answer is not the host's`);
  if (!reply.data.ok) return noOutput(method, `${reply.data.error}: ${reply.data.detail}`);
  const output = hostApi[method].output.safeParse(reply.data.output);
  if (!output.success) return noOutput(method, z.prettifyError(output.error));
  return output.data as HostOutput<M>;
}

/** A host that answers in its own words is there, whatever became of the line that it was to use. */
function noOutput<M extends HostMethod>(method: M, why: string): HostOutput<M> {
  if (isLineMethod(method)) return hostFault(`${method}: ${why}`) as HostOutput<M>;
  throw new HostGone(`${method}: ${why}`);
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}
