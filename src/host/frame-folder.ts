import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostOutput } from '../host-api/host-api.ts';
import { replaceFile } from './atomic-file.ts';
import { folderDisk } from './disk.ts';

const FOLDER = 'scanner-frames';
const NAME = /^frame-\d{17}\.png$/;
/** They may show cards: the oldest goes when one more comes. */
const FRAMES_MAX = 20;
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Keeps a camera's picture in the profile for the technician, under the time at which it came. `fault`: no
 * PNG, or the disk does not take it.
 */
export async function saveFrame(
  profileFolder: string,
  png: { readonly base64: string; readonly nowMs: number },
): Promise<HostOutput<'scanner.saveFrame'>> {
  const bytes = Buffer.from(png.base64, 'base64');
  if (!bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) {
    return { ok: false, detail: 'not a PNG' };
  }
  const folder = join(profileFolder, FOLDER);
  const name = `frame-${new Date(png.nowMs).toISOString().replace(/\D/g, '')}.png`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await dropOldest(folder);
    await replaceFile(folderDisk(folder), name, bytes);
    return { ok: true, path: join(folder, name) };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { ok: false, detail: error.message };
    throw error;
  }
}

async function dropOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  for (const name of names.slice(0, Math.max(0, names.length - FRAMES_MAX + 1))) {
    await rm(join(folder, name), { force: true });
  }
}
