import type { JournalFault } from '../host-api/host-api.ts';
import { errorCodeOf } from './error-code.ts';

/** What a failed write or flush means to the desk. */
export function diskFaultOf(error: unknown): JournalFault {
  const code = codeOf(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return faultOf('disk-full', code);
    case 'EROFS':
      return faultOf('read-only', code);
    case 'EACCES':
    case 'EPERM':
      return faultOf('not-permitted', code);
    default:
      return faultOf('io', code);
  }
}

export function faultOf(kind: JournalFault['kind'], detail: string): JournalFault {
  return { kind, detail };
}

/** The system's own name for what failed, for example `ENOSPC`. */
export function codeOf(error: unknown): string {
  return errorCodeOf(error) ?? String(error);
}
