import { chmodSync, lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** What others may do with a file, in its mode. */
const OTHERS = 0o077;
/** A folder that all may use, such as /tmp. */
const STICKY = 0o1000;
/** A data folder has fewer files than this. Further files are still inside a folder that only this user can open. */
const FILES_MAX = 100_000;

/**
 * From here on this process and its children make files for this user alone: most hold card numbers, names or keys.
 * Each entry point calls it first. Windows goes by the rights of the user's folder instead.
 */
export function keepFilesPrivate(): void {
  process.umask(OTHERS);
}

/**
 * An earlier release let everybody read these names in the folder. Takes that right away, for all that is below them
 * too. If nothing else is in the folder, the folder itself is narrowed too. Links are not followed; files of other
 * users stay as they are.
 */
export function narrowFiles(folder: string, isOurs: (name: string) => boolean): void {
  if (process.platform === 'win32') return;
  const names = namesIn(folder);
  // The folder comes first, since that shuts off everything below it.
  if (names.every(isOurs)) narrow(folder);
  let left = FILES_MAX;
  const due = names.filter(isOurs).map((name) => join(folder, name));
  for (let path = due.pop(); path !== undefined && left > 0; path = due.pop()) {
    left -= 1;
    const below = path;
    if (narrow(path)?.isDirectory()) due.push(...namesIn(path).map((name) => join(below, name)));
  }
}

/** Null if the file is not ours and so must not be narrowed. */
function narrow(path: string): Stats | null {
  try {
    const found = lstatSync(path);
    if (found.isSymbolicLink() || found.uid !== process.getuid?.() || (found.mode & STICKY) !== 0)
      return null;
    if ((found.mode & OTHERS) !== 0) chmodSync(path, found.mode & 0o7777 & ~OTHERS);
    return found;
  } catch {
    return null; // it is gone by now, or its disk has no access rights
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
