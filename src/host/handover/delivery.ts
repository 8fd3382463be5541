import type { HandoverTrouble } from '../../host-api/handover-api.ts';

/**
 * What became of one attempt. `refused`: the other side has it and does not take it; `isFinal` if it never will.
 * Anything else that went wrong leaves open whether it arrived, so it is sent again under the same id.
 */
export type Delivery =
  | { readonly kind: 'arrived' }
  | { readonly kind: 'refused'; readonly isFinal: boolean; readonly detail: string }
  | { readonly kind: 'failed'; readonly trouble: HandoverTrouble['kind']; readonly detail: string };

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** An error of the line, by the system's own name of it. */
export function failedBy(code: string | null, detail: string): Delivery {
  const trouble = code !== null && UNREACHABLE.has(code) ? 'unreachable' : 'broken-off';
  return { kind: 'failed', trouble, detail: code ?? detail };
}
