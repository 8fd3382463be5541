import { readFileSync } from 'node:fs';
import { TrustedKeys } from '../../domain/catalogue/catalogue-file.ts';

/** What simulated kiosks believe. */
export const SIMULATED_ROOTS: TrustedKeys = TrustedKeys.parse(
  JSON.parse(readFileSync(new URL('../../../resources/trusted-keys.json', import.meta.url), 'utf8')),
);
