import type { LineFault } from '../protocol/line-fault.ts';
import type { HostMethod } from './host-api.ts';

type LineMethod = 'kiosk.enrol' | Extract<HostMethod, `district.${string}`>;

/** True for a method that asks the district: its answer has room for a fault, whatever goes wrong. */
export function isLineMethod(method: HostMethod): method is LineMethod {
  return method === 'kiosk.enrol' || method.startsWith('district.');
}

/** The answer of a method that asks the district, if the host itself has failed. */
export function hostFault(detail: string): { readonly ok: false; readonly fault: LineFault } {
  return { ok: false, fault: { kind: 'host-fault', detail, retryAfterMs: null } };
}
