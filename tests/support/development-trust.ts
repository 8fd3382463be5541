import { join } from 'node:path';
import { DEVELOPMENT_ROOTS_FILE, pinnedTrustIn } from '../../src/cli/input/pinned-trust.ts';
import { PROJECT_FOLDER } from '../../src/cli/start/build-app.ts';
import type { PinnedTrust } from '../../src/host-api/trust-api.ts';

/** Whom a demo believes, with the catalogue that ships. */
export function developmentTrust(): PinnedTrust {
  return pinnedTrustIn(join(PROJECT_FOLDER, 'resources', DEVELOPMENT_ROOTS_FILE));
}
