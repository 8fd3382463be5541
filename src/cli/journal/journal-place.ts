import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Disk, folderDisk } from '../../host/disk.ts';
import { segmentNameIn } from '../../host/journal-segment.ts';

/** Where `npm start -- --data FOLDER` keeps the kiosk's profile. */
const PROFILE_IN_DATA = 'kiosk';

/** A journal on disk: a whole folder of it, or one file alone. */
export interface JournalPlace {
  readonly disk: Disk;
  readonly only: string | null;
}

/** Throws where the path is not there; a data folder leads to the profile in it. */
export async function journalPlaceOf(path: string): Promise<JournalPlace> {
  if (!statSync(path).isDirectory()) return { disk: folderDisk(dirname(path)), only: basename(path) };
  const names = await readdir(path);
  const isElsewhere = !names.some((name) => segmentNameIn(name)) && names.includes(PROFILE_IN_DATA);
  return { disk: folderDisk(isElsewhere ? join(path, PROFILE_IN_DATA) : path), only: null };
}
