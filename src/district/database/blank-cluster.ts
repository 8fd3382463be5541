import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';

/** The file begins with the digest of what follows. */
const DIGEST_BYTES = 32;

/**
 * Makes a new cluster in a folder, or in memory if the folder is null. PostgreSQL's own `initdb` takes some seconds of
 * processor time, and makes the same cluster each time. So the first cluster is kept in a file beside the packages, and
 * later ones are unpacked from it. If the file cannot be written or read, or is not the one that was written, `initdb`
 * runs again.
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
  return join(dirname(found), '..', '..', '.cache', 'talent-card-kiosk', `blank-cluster-${version}.sealed`);
}

/**
 * Null if there is no file, or if it is not as it was written: PGlite may end the process on a tar that is cut, empty or
 * lacks a file, so that nothing could be caught then.
 */
export function readBlank(file: string): Blob | null {
  try {
    const bytes = readFileSync(file);
    const packed = bytes.subarray(DIGEST_BYTES);
    if (!digestOf(packed).equals(bytes.subarray(0, DIGEST_BYTES))) return null;
    return new Blob([gunzipSync(packed)], { type: 'application/x-tar' });
  } catch {
    return null;
  }
}

function digestOf(packed: Uint8Array): Buffer {
  return createHash('sha256').update(packed).digest();
}

/** The file is written beside its place and moved there whole, since another process may read it meanwhile. */
async function keepBlank(file: string, made: PGlite): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const dump = await made.dumpDataDir('none');
    const packed = gzipSync(await dump.arrayBuffer());
    writeFileSync(unfinished, Buffer.concat([digestOf(packed), packed]));
    discardFolder(file);
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

/** No file can take the name of a folder. */
function discardFolder(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) rmSync(file, { recursive: true });
}

function empty(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
}
