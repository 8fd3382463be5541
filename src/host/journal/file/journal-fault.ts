import type { JournalFault } from '../../../domain/journal/journal-state.ts';
import type { HostTrouble } from '../../../host-api/health-api.ts';
import { errorCodeOf } from '../../disk/error-code.ts';

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
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
    case 'ESTALE':
      return faultOf('storage-gone', code);
    case TAKEN_OVER:
      return faultOf('taken-over', code);
    default:
      return faultOf('io', code);
  }
}

/** Another program owns the profile: nothing may be written or removed any longer. */
const TAKEN_OVER = 'PROFILE_TAKEN_OVER';

export function takenOver(): Error {
  return Object.assign(new Error('another program holds the profile'), { code: TAKEN_OVER });
}

/** The file is gone, and cannot be written again now. */
export function storageGone(path: string): Error {
  return Object.assign(new Error(`${path} is gone`), { code: 'ENOENT' });
}

export function faultOf(kind: JournalFault['kind'], detail: string): JournalFault {
  return { kind, detail };
}

/** The system's own name for what failed, for example `ENOSPC`. */
export function codeOf(error: unknown): string {
  return errorCodeOf(error) ?? String(error);
}

/** What was unusual when the journal was opened. Each thing that is dropped is reported in this way. */
export type JournalTrouble = Exclude<
  HostTrouble,
  { kind: 'file-broken' | 'profile-vanished' | 'profile-replaced' }
>;
