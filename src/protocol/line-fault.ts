import { z } from 'zod';

/** What kept a connection to the district from being made. A technician has to do something about each. */
const CONNECTION_FAULTS = [
  'name-unknown',
  'connection-refused',
  'connection-cut',
  'proxy-login',
  'proxy-failed',
  'address-unusable',
  'address-credentials',
  'http-not-allowed',
  'https-wanted',
  'tls-self-signed',
  'tls-unknown-authority',
  'tls-not-yet-valid',
  'tls-expired',
  'tls-wrong-name',
  'tls-not-spoken',
  'tls-too-old',
  'tls-failed',
] as const;
export type ConnectionFault = (typeof CONNECTION_FAULTS)[number];

/**
 * Why the district could not be asked or did not do it. One set for every call that needs a line. `bad-request`: the
 * district itself can make nothing of what it was asked; asked the same way again it says the same. `refused`: it, or
 * what stands before it, would not or could not just now. `too-large`: the way to it takes not even a small request.
 * `host-fault`: the host itself failed at it, which says nothing of the line and ends nothing else.
 */
export const LineFault = z.strictObject({
  kind: z.enum([
    'unreachable',
    'timeout',
    'nonsense',
    'bad-request',
    'refused',
    'fork',
    'not-enrolled',
    'device-revoked',
    'code-unknown',
    'code-expired',
    'code-used',
    'too-many-tries',
    ...CONNECTION_FAULTS,
    'too-large',
    'revoked-unproved',
    'host-fault',
  ]),
  /** For the technician, small and grey. */
  detail: z.string(),
  /** From `Retry-After`, when the district asked for patience. */
  retryAfterMs: z.int().min(0).nullable(),
});
export type LineFault = Readonly<z.infer<typeof LineFault>>;
