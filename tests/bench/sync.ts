import { benchAppend } from './sync/append.ts';
import { benchDrains } from './sync/drains.ts';
import type { SyncOptions } from './sync/options.ts';

/** How fast a sale is on disk, then how fast what has waited is with the district. */
export async function benchSync(options: SyncOptions): Promise<void> {
  if (options.only.includes('append')) await benchAppend();
  if (options.only.some((part) => part !== 'append')) await benchDrains(options);
}
