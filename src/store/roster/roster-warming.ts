import type { RosterShelf, ShelvedLayer } from './roster-shelf.ts';

/** Blocks warmed between two pauses: a few milliseconds. */
const BLOCKS_PER_PAUSE = 4;
/** The blocks of later changes are larger. */
const LATE_BLOCKS_PER_PAUSE = 1;

/** Loads the roster in service into memory, also one that enters service meanwhile; resolves when all is loaded. */
export async function warmAll(options: {
  readonly shelf: RosterShelf;
  readonly layersNow: () => Promise<readonly ShelvedLayer[]>;
  readonly pause: () => Promise<void>;
  readonly isStopped: () => boolean;
}): Promise<void> {
  const { shelf, layersNow, pause, isStopped } = options;
  const done = new WeakSet<ShelvedLayer>();
  while (!isStopped() && !shelf.isFull()) {
    // The loop asks again each time. It ends, since new generations come no faster than pulls, and each has an end.
    const shelved = (await layersNow()).find((one) => !done.has(one));
    if (shelved === undefined) return;
    const from = firstMissing(shelved);
    if (from === null) {
      done.add(shelved);
      continue;
    }
    const count = shelved.layer.late ? LATE_BLOCKS_PER_PAUSE : BLOCKS_PER_PAUSE;
    const until = Math.min(from + count, shelved.blocks.length);
    await shelf.take(shelved, { from, until });
    // The look-up that needs it finds out what cannot be read, and says so; what is of no use any longer is not kept.
    if (shelved.blocks[from] === undefined) done.add(shelved);
    await pause();
  }
}

function firstMissing({ blocks }: ShelvedLayer): number | null {
  const at = blocks.indexOf(undefined);
  return at === -1 ? null : at;
}
