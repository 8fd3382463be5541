import { readFile } from 'node:fs/promises';
import { PinnedTrust } from '../host-api/trust-api.ts';

/** The build writes it beside the program; see `electron.vite.config.ts`. */
export const PINNED_TRUST_FILE = 'pinned-trust.json';

/** Whom this kiosk believes. Rejects where the file is not there or not what the build writes. */
export async function readPinnedTrust(file: string): Promise<PinnedTrust> {
  return PinnedTrust.parse(JSON.parse(await readFile(file, 'utf8')));
}
