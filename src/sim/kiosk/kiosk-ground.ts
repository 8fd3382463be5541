import { readFileSync } from 'node:fs';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { TrustedKeys } from '../../domain/catalogue/catalogue-file.ts';
import type { Disk } from '../../host/disk/disk.ts';
import type { DistrictTransport } from '../../host/district/district-transport.ts';
import type { Life } from '../world/life.ts';
import type { Random } from '../world/random.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import type { SimulatedCache } from './simulated-cache.ts';

/** What a kiosk's process stands on. */
export interface KioskGround {
  readonly life: Life;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly disk: Disk;
  readonly cache: SimulatedCache;
  readonly transport: DistrictTransport;
  readonly catalogue: Catalogue;
  readonly siteId: string;
  /** The device's own clock, right or wrong. */
  readonly wallMs: () => number;
  /** Is told why a window could not be opened again. */
  readonly windowFailed: (cause: unknown) => void;
}

/** What simulated kiosks believe. */
export const SIMULATED_ROOTS: TrustedKeys = TrustedKeys.parse(
  JSON.parse(readFileSync(new URL('../../../resources/trusted-keys.json', import.meta.url), 'utf8')),
);
