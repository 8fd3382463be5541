import type { DistrictLine } from './district/district-line.ts';
import type { StatusReporter } from './district/status-report.ts';
import type { HandoverDesk } from './handover/handover-desk.ts';
import type { HostOptions } from './host-options.ts';
import type { Profile } from './profile/profile.ts';

/** The parts of a host: what it keeps, its line, and how it was started. */
export interface HostParts {
  readonly profile: Profile;
  readonly line: DistrictLine;
  /** Absent if no office looks after kiosks, as in a simulation. */
  readonly reporter?: StatusReporter;
  /** Absent if nothing is handed over, as in a simulation. */
  readonly handover?: HandoverDesk | undefined;
  readonly options: Omit<HostOptions, 'secretStore'>;
}
