import type { DiskHandle } from './disk.ts';

/** Reads up to `length` bytes from `start` on; fewer where the file ends before. */
export async function readBytes(
  handle: Pick<DiskHandle, 'read'>,
  start: number,
  length: number,
): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  // Every turn reads at least one byte, so the length limits the loop.
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** Writes all bytes, even if the disk takes only a few at a time. Does not flush them. */
export async function writeBytes(
  handle: Pick<DiskHandle, 'write'>,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    if (bytesWritten === 0) throw Object.assign(new Error('nothing written'), { code: 'ENOSPC' });
    written += bytesWritten;
  }
}
