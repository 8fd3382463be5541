import { open, rename, rm, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { messageOf } from '../../../domain/base/message-of.ts';
import { folderFileOf } from '../../../domain/handover/folder-line.ts';
import type { Handover } from '../../../domain/handover/handover.ts';
import type { FolderTarget } from '../../../domain/handover/target.ts';
import { folderDisk } from '../../disk/disk.ts';
import { errorCodeOf } from '../../disk/error-code.ts';
import type { Delivery } from '../delivery.ts';

/** Whoever may read the folder may read what lies in it; nobody may run it. */
const READERS = 0o444;
const OWNER_WRITES = 0o600;

/** Writes one file. What takes the files sees it whole or not at all: it gets its name once it is on the disk. */
export async function sendByFolder(handover: Handover, { path }: FolderTarget): Promise<Delivery> {
  if (!isAbsolute(path)) return { kind: 'failed', trouble: 'settings', detail: 'not absolute' };
  const { name, text } = folderFileOf(handover);
  const draft = join(path, `${name}.part`);
  try {
    // A folder that is not there is a drive that is not mounted: making it would hide that.
    const { mode } = await stat(path);
    const file = await open(draft, 'w', OWNER_WRITES);
    try {
      await file.writeFile(text);
      await file.chmod((mode & READERS) | OWNER_WRITES);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(draft, join(path, name));
    await folderDisk(path).sync();
    return { kind: 'arrived' };
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    return { kind: 'failed', trouble: 'folder', detail: errorCodeOf(error) ?? messageOf(error) };
  }
}
