import type { z } from 'zod';
import type { LineFault } from '../protocol/line-fault.ts';
import { clockApi } from './clock-api.ts';
import { demoApi } from './demo-api.ts';
import { districtApi } from './district-api.ts';
import { journalApi } from './journal-api.ts';
import { kioskApi } from './kiosk-api.ts';
import { namesApi } from './names-api.ts';
import { notesApi } from './notes-api.ts';
import { printApi } from './print-api.ts';
import { scannerApi } from './scanner-api.ts';
import { settingsApi } from './settings-api.ts';
import { staffApi } from './staff-api.ts';

/**
 * Everything the UI may ask of its host: names, input and output. Both bindings (Electron IPC, HTTP on
 * loopback) check both sides against these schemas; a call that is not listed here does not exist.
 */
export const hostApi = {
  ...kioskApi,
  ...settingsApi,
  ...clockApi,
  ...namesApi,
  ...journalApi,
  ...notesApi,
  ...districtApi,
  ...scannerApi,
  ...printApi,
  ...staffApi,
  ...demoApi,
} as const;

export type HostMethod = keyof typeof hostApi;

type LineMethod = 'kiosk.enrol' | Extract<HostMethod, `district.${string}`>;

/** True for a method that asks the district: its answer has room for a fault, whatever goes wrong. */
export function isLineMethod(method: HostMethod): method is LineMethod {
  return method === 'kiosk.enrol' || method.startsWith('district.');
}

/** What a method that asks the district answers where the host has failed at it. */
export function hostFault(detail: string): { readonly ok: false; readonly fault: LineFault } {
  return { ok: false, fault: { kind: 'host-fault', detail, retryAfterMs: null } };
}

export type HostInput<M extends HostMethod> = z.input<(typeof hostApi)[M]['input']>;
export type HostOutput<M extends HostMethod> = z.output<(typeof hostApi)[M]['output']>;

/** One host behind either binding. */
export interface Host {
  call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<HostOutput<M>>;
}
