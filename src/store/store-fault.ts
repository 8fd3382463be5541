import { Dexie } from 'dexie';
import type { StoreFault } from '../app/ports.ts';

/** Names of the errors with which a browser's database refuses; anything else is a bug and is thrown on. */
const STORAGE_ERRORS = new Set([
  'AbortError',
  'DataError',
  'DatabaseClosedError',
  'InvalidStateError',
  'OpenFailedError',
  'TimeoutError',
  'TransactionInactiveError',
  'UnknownError',
]);
const QUOTA_ERROR = 'QuotaExceededError';
/** Dexie wraps an error in an error; two levels are the most that it does. */
const WRAPPED_MAX = 3;

/** Runs a write and turns a refusal of the browser's database into a value; null when it was done. */
export async function faultOf(write: () => PromiseLike<StoreFault | null>): Promise<StoreFault | null> {
  try {
    return await write();
  } catch (error) {
    const names = namesOf(error);
    const detail = String(error);
    if (names.includes(QUOTA_ERROR)) return { kind: 'quota', detail };
    if (names.some((name) => STORAGE_ERRORS.has(name))) return { kind: 'storage', detail };
    throw error;
  }
}

/** An error's name and the names of the errors in it. In a bulk write the first failure counts for all. */
function namesOf(error: unknown, level = 0): string[] {
  if (!(error instanceof Error) || level === WRAPPED_MAX) return [];
  const inner: unknown =
    error instanceof Dexie.BulkError ? error.failures[0] : (error as { inner?: unknown }).inner;
  return [error.name, ...namesOf(inner, level + 1)];
}
