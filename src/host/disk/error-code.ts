/** The system's or the runtime's own name for what failed, for example `ENOSPC`; null if there is none. */
export function errorCodeOf(error: unknown): string | null {
  // A `DOMException` has a number there: 23 for a time-out.
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
