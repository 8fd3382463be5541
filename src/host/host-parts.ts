import type { DistrictLine } from './district/district-line.ts';
import type { HostOptions } from './host-options.ts';
import type { Profile } from './profile/profile.ts';

/** A host put together: what it keeps, its line, and how it was started. */
export interface HostParts {
  readonly profile: Profile;
  readonly line: DistrictLine;
  readonly options: Omit<HostOptions, 'secretStore'>;
}
