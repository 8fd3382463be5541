import { chmodSync, lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** What others may do with a file, in its mode. */
const OTHERS = 0o077;
/** A folder that all may use, such as /tmp. */
const STICKY = 0o1000;
/** More files than a data folder has; what is beyond lies in a narrowed folder all the same. */
const FILES_MAX = 100_000;

/**
 * From here on this process and its children make files for this user alone: most hold card numbers, names or keys.
 * Each entry point calls it first. Windows goes by the rights of the user's folder instead.
 */
export function keepFilesPrivate(): void {
  process.umask(OTHERS);
}

/**
 * Takes from everybody else what an earlier release gave them of these names in the folder, with all that is below.
 * The folder itself is narrowed where nothing else lies in it. Links are not followed; what is not this user's stays.
 */
export function narrowFiles(folder: string, isOurs: (name: string) => boolean): void {
  if (process.platform === 'win32') return;
  const names = namesIn(folder);
  // First the folder, which shuts off all below.
  if (names.every(isOurs)) narrow(folder);
  let left = FILES_MAX;
  const due = names.filter(isOurs).map((name) => join(folder, name));
  for (let path = due.pop(); path !== undefined && left > 0; path = due.pop()) {
    left -= 1;
    const below = path;
    if (narrow(path)?.isDirectory()) due.push(...namesIn(path).map((name) => join(below, name)));
  }
}

/** Null for what is not ours to narrow. */
function narrow(path: string): Stats | null {
  try {
    const found = lstatSync(path);
    if (found.isSymbolicLink() || found.uid !== process.getuid?.() || (found.mode & STICKY) !== 0)
      return null;
    if ((found.mode & OTHERS) !== 0) chmodSync(path, found.mode & 0o7777 & ~OTHERS);
    return found;
  } catch {
    return null; // gone meanwhile, or a disk without rights
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
