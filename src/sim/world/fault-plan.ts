import { DISK_REFUSALS } from '../kiosk/simulated-disk.ts';
import { LINE_FAULTS } from '../kiosk/simulated-line.ts';
import type { Random } from './random.ts';

/** Every fault that may happen in a run, apart from those of a single request on the line. */
const WORLD_FAULTS = [
  'line-down',
  'long-outage',
  'district-down',
  'crash-at-await',
  'killed',
  'power-cut',
  'bit-flip',
  'cache-full',
  'cache-gone',
  'disk-cloned',
  'clock-jump',
  'server-restored',
  'keys-rotated',
  'district-older',
  'district-newer',
  'enrolment-damaged',
  'names-damaged',
  'clock-damaged',
  'note-damaged',
  'hand-edit',
  'newer-release',
  'stale-lease',
  'device-revoked',
  'card-revoked',
  'card-replaced',
  'first-release',
] as const;

/** Every kind of fault that there is: what a report must account for, whether it happened or not. */
export const FAULT_KINDS = [...LINE_FAULTS, ...DISK_REFUSALS, ...WORLD_FAULTS] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/**
 * The kinds of fault that may happen in one run. They are only some, so that a few often meet without the
 * rest (swarm testing).
 */
export function faultsOfRun(random: Random): ReadonlySet<FaultKind> {
  const share = random.pick([0.15, 0.3, 0.6, 1]);
  return new Set(FAULT_KINDS.filter(() => random.chance(share)));
}
