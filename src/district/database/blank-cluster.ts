import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';

/**
 * Makes a new cluster in a folder, or in memory if the folder is null. PostgreSQL's own `initdb` takes some seconds of
 * processor time, and makes the same cluster each time. So the first cluster is kept in a file beside the packages, and
 * later ones are unpacked from it. If the file cannot be written or read, `initdb` runs again.
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
  await keepBlank(file, made);
  return made;
}

/** Each version of PGlite has a file of its own, since its cluster may differ. */
function fileOfBlank(): string {
  const found = findPackageJSON('@electric-sql/pglite', import.meta.url);
  if (found === undefined) throw new Error('PGlite has no package.json');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(found, 'utf8')));
  return join(dirname(found), '..', '..', '.cache', 'talent-card-kiosk', `blank-cluster-${version}.tar.gz`);
}

/** Null if there is no file, or it is cut. It is unpacked here, since PGlite ends the process on a cut file. */
function readBlank(file: string): Blob | null {
  try {
    return new Blob([gunzipSync(readFileSync(file))], { type: 'application/x-tar' });
  } catch {
    return null;
  }
}

/** The file is written beside its place and moved there whole, since another process may read it meanwhile. */
async function keepBlank(file: string, made: PGlite): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const dump = await made.dumpDataDir('none');
    writeFileSync(unfinished, gzipSync(await dump.arrayBuffer()));
    renameSync(unfinished, file);
  } catch {
    discard(unfinished);
  }
}

/** A file that cannot be removed is passed over: the next cluster is made without it, too. */
function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {}
}

function empty(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
}
