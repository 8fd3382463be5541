import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Hit, Needles } from './needles.ts';
import { unpackedIn } from './unpacked.ts';

/** Where a secret lies on the disk. */
export interface Leak extends Hit {
  /** Below the folder that was scanned. */
  readonly file: string;
  /** How the bytes were had: as they lie in the file, or unpacked from it. */
  readonly from: string;
}

export interface Scan {
  readonly files: number;
  readonly bytes: number;
  readonly leaks: readonly Leak[];
}

/** Enough to see what leaks where; a thousand canaries in a plain table are told by their number. */
const LEAKS_KEPT_MAX = 100_000;

/** Looks into every byte of every file of a folder, which may be written to at the same time. */
export function scanFolder(folder: string, needles: Needles): Scan {
  const scan = { files: 0, bytes: 0, leaks: [] as Leak[] };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readOrNull(path);
    if (bytes === null) continue;
    scan.files += 1;
    scan.bytes += bytes.length;
    const file = relative(folder, path);
    const parts = [{ from: 'file', bytes }, ...unpackedIn(bytes)];
    // A file's own name may tell as much as what is in it.
    for (const part of [...parts, { from: 'its name', bytes: Buffer.from(file) }]) {
      for (const hit of needles.in(part.bytes)) {
        if (scan.leaks.length < LEAKS_KEPT_MAX) scan.leaks.push({ ...hit, file, from: part.from });
      }
    }
  }
  return scan;
}

/** Null for a file that was removed since the folder was listed. */
function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
