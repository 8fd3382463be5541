import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';

/**
 * Makes a new cluster in a folder; in memory if the folder is null. PostgreSQL's own `initdb` takes some seconds of
 * processor time, and makes the same each time. So what it made is kept in a file beside the packages, and unpacked from
 * the second time on. If there is no room for the file, or it cannot be read, `initdb` runs again.
 */
export async function createCluster(dataDir: string | null, file = fileOfBlank()): Promise<PGlite> {
  const place = dataDir === null ? {} : { dataDir };
  const kept = readBlank(file);
  if (kept !== null) {
    try {
      return await PGlite.create({ ...place, loadDataDir: kept });
    } catch {
      discard(file);
      if (dataDir !== null) empty(dataDir);
    }
  }
  const made = await PGlite.create(place);
  await keepBlank(file, await made.dumpDataDir('none'));
  return made;
}

/** Another version of PGlite has another cluster. */
function fileOfBlank(): string {
  const found = findPackageJSON('@electric-sql/pglite', import.meta.url);
  if (found === undefined) throw new Error('PGlite has no package.json');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(found, 'utf8')));
  return join(dirname(found), '..', '..', '.cache', 'talent-card-kiosk', `blank-cluster-${version}.tar.gz`);
}

/** Null if there is none, or it is not whole. PGlite itself would end the process if a compressed file is cut. */
function readBlank(file: string): Blob | null {
  try {
    return new Blob([gunzipSync(readFileSync(file))], { type: 'application/x-tar' });
  } catch {
    return null;
  }
}

/** Written beside its place and moved there whole, since another process may look for it meanwhile. */
async function keepBlank(file: string, dump: Blob): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, gzipSync(await dump.arrayBuffer()));
    renameSync(unfinished, file);
  } catch {
    discard(unfinished);
  }
}

/** Where nothing can be written, nothing need be removed. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

function empty(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
}
