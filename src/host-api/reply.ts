import { z } from 'zod';

/**
 * What either binding carries back: an output still to be checked by the method's schema, or why there is
 * none. `bad-call` is a mistake of the caller, `internal` one of the host; neither is for a clerk's eyes.
 */
export const HostReply = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), output: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: z.enum(['bad-call', 'internal']), detail: z.string() }),
]);
export type HostReply = z.infer<typeof HostReply>;
