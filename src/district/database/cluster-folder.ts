import { existsSync, mkdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createCluster } from './blank-cluster.ts';

/** PGlite's own folder in a data folder. */
export const CLUSTER = 'pgdata';
/** A restored cluster, whole, that only wants its place. */
export const RESTORED = 'pgdata.restored';

/** True if a district was ever begun in this folder. */
export function hasCluster(folder: string): boolean {
  return existsSync(join(folder, CLUSTER)) || existsSync(join(folder, RESTORED));
}

/**
 * A cluster is made beside its place and moved there whole: a process that is stopped while it makes one
 * would otherwise leave half a cluster, which never opens again.
 */
export async function openCluster(folder: string): Promise<PGlite> {
  await finishRestore(folder);
  const dataDir = join(folder, CLUSTER);
  if (!existsSync(dataDir)) {
    const unfinished = join(folder, `${CLUSTER}.unfinished`);
    await rm(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    const made = await createCluster(unfinished);
    await made.close();
    await rename(unfinished, dataDir);
  }
  return PGlite.create({ dataDir });
}

/**
 * Moves a restored cluster to its place, if that is free: a process may have been stopped after it had put the one
 * before aside. If it was stopped earlier, the one before is in force, and the restore is to be done again.
 */
export async function finishRestore(folder: string): Promise<void> {
  const restored = join(folder, RESTORED);
  const inForce = join(folder, CLUSTER);
  if (existsSync(restored) && !existsSync(inForce)) await rename(restored, inForce);
}
