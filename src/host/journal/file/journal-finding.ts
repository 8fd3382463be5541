import type { StartFinding } from '../../../host-api/health-api.ts';

/** What opening the journal found out of the ordinary; nothing is ever dropped without one of these. */
export type JournalFinding = Exclude<
  StartFinding,
  { kind: 'file-broken' | 'profile-vanished' | 'profile-replaced' }
>;
