import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';

/** What filling the profile took, kept beside it. */
const Loaded = z.strictObject({
  loadCpuSeconds: z.number(),
  loadWallSeconds: z.number(),
  bytesPerCard: z.number(),
});
export type Loaded = z.infer<typeof Loaded>;

/**
 * A filled profile as it lies on the disk. `killed`: at the moment when the import said that it was done, as a
 * `kill -9` would leave it. `closed`: the browser was idle again and then closed, and never started since.
 */
export type ImageName = 'killed' | 'closed';

/** A folder of both images of one cache, or where they are to go. */
export interface Images {
  readonly folder: string;
}

/** What the images took to make; null where there are none yet. */
export async function loadedOf({ folder }: Images): Promise<Loaded | null> {
  const names = await readdir(folder).catch((): readonly string[] => []);
  if (!names.includes('loaded.json')) return null;
  return Loaded.parse(JSON.parse(await readFile(join(folder, 'loaded.json'), 'utf8')));
}

export async function keepImage({ folder }: Images, name: ImageName, profileFolder: string): Promise<void> {
  const image = join(folder, name);
  await rm(image, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await copyProfile(profileFolder, `${image}.part`);
  await rename(`${image}.part`, image);
}

/** Last, because it says that both images are whole. */
export async function keepLoaded({ folder }: Images, loaded: Loaded): Promise<void> {
  await writeFile(join(folder, 'loaded.json'), JSON.stringify(loaded));
}

/** Works on a copy of an image. */
export async function withImage<T>(
  { folder }: Images,
  name: ImageName,
  work: (profileFolder: string) => Promise<T>,
): Promise<T> {
  return withFolder(async (own) => {
    const profileFolder = join(own, 'profile');
    await copyProfile(join(folder, name), profileFolder);
    return work(profileFolder);
  });
}

/** Works in a folder that is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-roster-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes the system forget what it has of a profile's files in memory, as after the machine was switched on. */
export async function dropFromMemory(profileFolder: string): Promise<void> {
  const entries = await readdir(profileFolder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    // As the manual of dd has it for a whole file: write back what is not on the disk yet, then drop it.
    const parts = [`of=${file}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0', 'status=none'];
    execFileSync('dd', parts, { stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

/** The lock of the browser that runs on it stays behind: it would keep a second one from starting on the copy. */
function copyProfile(from: string, to: string): Promise<void> {
  return cp(from, to, { recursive: true, filter: (path) => !basename(path).startsWith('Singleton') });
}
