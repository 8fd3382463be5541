import type { StoreFault } from '../../app/ports.ts';

/**
 * A new roster needs room beside the old one, and the browser's database gives room back late. A new generation was
 * measured to take up to seven times its own size for a while, and four times for long.
 */
const PEAK_FACTOR = 7;

/** What the browser says about room; undefined if it does not say. */
export type EstimateRoom = () => Promise<{ readonly usage?: number; readonly quota?: number }>;

/** `quota` if a write of this many bytes could fill the disk half-way; null if there is room. */
export async function roomFault(estimate: EstimateRoom, bytes: number): Promise<StoreFault | null> {
  const { usage, quota } = await estimate();
  if (usage === undefined || quota === undefined) return null;
  const needed = bytes * PEAK_FACTOR;
  if (usage + needed <= quota) return null;
  return { kind: 'quota', detail: `${needed} bytes wanted, ${Math.max(0, quota - usage)} left` };
}

/**
 * Asks the browser not to throw the database away when the disk gets full. It may say no, and may do it anyway: then
 * the kiosk starts without a roster, and loads one.
 */
export function askToKeep(): void {
  // Nothing depends on the answer; a browser that cannot even be asked is no trouble of the desk's.
  globalThis.navigator?.storage?.persist?.().catch(() => {});
}

/** The browser's own answer; Node has none. */
export const browserRoom: EstimateRoom = async () =>
  (await globalThis.navigator?.storage?.estimate?.()) ?? {};
