import { z } from 'zod';

/** Errors as the district writes them. A newer district may know more kinds than this console. */
export const ErrorBody = z.object({ error: z.object({ kind: z.string(), message: z.string() }) });

/** Why the district did not do what was asked of it. */
export class OfficeFault extends Error {
  override readonly name = 'OfficeFault';
  /** `no-line`: nobody answered; `strange`: an answer that this console cannot read; else the district's kind. */
  readonly kind: string;
  readonly status: number;
  readonly retryAfterS: number | null;

  constructor(fault: {
    readonly kind: string;
    readonly message: string;
    readonly status?: number;
    readonly retryAfterS?: number | null;
  }) {
    super(fault.message);
    this.kind = fault.kind;
    this.status = fault.status ?? 0;
    this.retryAfterS = fault.retryAfterS ?? null;
  }
}

export function faultKindOf(thrown: unknown): string {
  return thrown instanceof OfficeFault ? thrown.kind : 'strange';
}
