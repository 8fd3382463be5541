import type { HostMethod } from './host-api.ts';

/** Carries one call over and brings the untrusted reply back; rejects when the host is not there. */
export type Transport = (method: HostMethod, input: unknown) => Promise<unknown>;

/** A push may wait for a slow line; past this the host counts as gone. */
const HOST_CALL_MS_MAX = 90_000;

/** Over `window.kioskHost` of the preload script; rejects where `bridge` is not one. */
export function ipcTransport(bridge: unknown): Transport {
  const call: unknown = typeof bridge === 'object' && bridge !== null ? Reflect.get(bridge, 'call') : null;
  return async (method, input) => {
    if (typeof call !== 'function') throw new Error('this window has no host bridge');
    return call(method, input);
  };
}

/** Over `POST {basePath}/{method}` of the loopback server; `basePath` is `/host` there. */
export function httpTransport(
  fetchFn: (url: string, init: RequestInit) => Promise<Response>,
  basePath: string,
): Transport {
  return async (method, input) => {
    const response = await fetchFn(`${basePath}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(HOST_CALL_MS_MAX),
    });
    return response.json();
  };
}
