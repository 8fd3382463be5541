import type { z } from 'zod';
import { earlyApi } from './early-api.ts';
import { lateApi } from './late-api.ts';

/**
 * Everything the UI may ask of its host: names, input and output. Both bindings (Electron IPC, HTTP on
 * loopback) check both sides against these schemas; a call that is not listed here does not exist.
 */
export const hostApi = { ...earlyApi, ...lateApi } as const;

export type HostMethod = keyof typeof hostApi;

export type HostInput<M extends HostMethod> = z.input<(typeof hostApi)[M]['input']>;
export type HostOutput<M extends HostMethod> = z.output<(typeof hostApi)[M]['output']>;

/** One host behind either binding. */
export interface Host {
  call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<HostOutput<M>>;
}
