import { z } from 'zod';
import { LineFault } from '../protocol/line-fault.ts';

/** The input of a call that needs none. */
export const Nothing = z.strictObject({});

/** A value, or why there is none. */
export const resultOf = <T extends z.ZodType, F extends z.ZodType>(value: T, fault: F) =>
  z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), fault }),
  ]);

/** What the district answered, or why it did not. */
export const lineResult = <T extends z.ZodType>(value: T) => resultOf(value, LineFault);

/**
 * What either binding carries back: an output still to be checked by the method's schema, or why there is
 * none. `bad-call` is a mistake of the caller, `internal` one of the host; neither is for a clerk's eyes.
 */
export const HostReply = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), output: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: z.enum(['bad-call', 'internal']), detail: z.string() }),
]);
export type HostReply = z.infer<typeof HostReply>;
