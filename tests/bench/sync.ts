import { benchAppend } from './sync/append.ts';

/** What `npm run bench -- sync` measures, in order; each prints its own table. */
const PARTS: readonly (() => Promise<void>)[] = [benchAppend];

/** How fast a sale is on disk. */
export async function benchSync(): Promise<void> {
  for (const part of PARTS) await part();
}
