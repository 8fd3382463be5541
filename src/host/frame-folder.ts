import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DAY_MS } from '../domain/base/duration.ts';
import type { HostOutput } from '../host-api/host-api.ts';
import { replaceFile } from './disk/atomic-file.ts';
import { destroyFile } from './disk/destroyed-file.ts';
import { folderDisk } from './disk/disk.ts';
import { everyStep } from './every-step.ts';

const FOLDER = 'scanner-frames';
/** A power cut may leave a frame under the name of its draft. */
const NAME = /^frame-(\d{17})\.png(?:\.new)?$/;
/** The pictures may show cards, so the oldest goes when one more comes. */
const FRAMES_MAX = 20;
/** They are kept no longer than the names; a technician has looked at them by then. */
const KEPT_MS = 14 * DAY_MS;
/** More than a call of the window may bring. */
const FRAME_BYTES_MAX = 8 * 1024 * 1024;
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Pictures that a technician has kept of a camera, in the profile. A picture is overwritten before it is removed. Other
 * files in the folder stay.
 */
export interface FrameFolder {
  /** Keeps one under the time at which it came. `fault`: no PNG, or the disk does not take it. */
  save(png: {
    readonly base64: string;
    readonly nowMs: number;
    readonly highWaterMs: number;
  }): Promise<HostOutput<'scanner.saveFrame'>>;
  /**
   * Removes pictures that are more than 14 days old by the high-water mark. A clock that is set back makes none
   * younger. Rejects on disk errors, after it has tried all.
   */
  dropOld(highWaterMs: number): Promise<void>;
  /** Removes all pictures. Rejects on disk errors, after it has tried all. */
  destroyAll(): Promise<void>;
}

/** The frames of a profile. The folder need not be there. */
export function frameFolder(profileFolder: string): FrameFolder {
  const folder = join(profileFolder, FOLDER);
  const disk = folderDisk(folder);

  async function names(): Promise<string[]> {
    try {
      return (await disk.list()).filter((name) => NAME.test(name)).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // none was ever kept
      throw error;
    }
  }

  const destroy = (gone: readonly string[]) =>
    everyStep(gone.map((name) => () => destroyFile(disk, name, FRAME_BYTES_MAX)));

  async function dropOld(highWaterMs: number): Promise<void> {
    const oldest = nameOf(highWaterMs - KEPT_MS);
    await destroy((await names()).filter((name) => name < oldest));
  }

  return {
    dropOld,
    async destroyAll() {
      await destroy(await names());
    },
    async save({ base64, nowMs, highWaterMs }) {
      const bytes = Buffer.from(base64, 'base64');
      if (!bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) {
        return { ok: false, detail: 'not a PNG' };
      }
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await dropOld(highWaterMs);
        const held = await names();
        await destroy(held.slice(0, Math.max(0, held.length - FRAMES_MAX + 1)));
        const name = nameOf(nowMs);
        await replaceFile(disk, name, bytes);
        return { ok: true, path: join(folder, name) };
      } catch (error) {
        if (error instanceof Error && 'code' in error) return { ok: false, detail: error.message };
        throw error;
      }
    },
  };
}

/** Names sort as their times do. */
function nameOf(ms: number): string {
  return `frame-${new Date(ms).toISOString().replace(/\D/g, '')}.png`;
}
