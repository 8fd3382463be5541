import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Text } from '../../domain/base/text.ts';
import { type Disk, folderDisk } from '../../host/disk/disk.ts';
import { segmentNameIn } from '../../host/journal/file/journal-segment.ts';
import { bothOf } from '../input/file-words.ts';
import { whyNoFile } from '../input/input-file.ts';

/** Where `npm start -- --data FOLDER` keeps the kiosk's profile. */
const PROFILE_IN_DATA = 'kiosk';

/** A journal on disk: a whole folder of it, or one file alone. */
export interface JournalPlace {
  readonly disk: Disk;
  readonly only: string | null;
}

/** Throws if the path is not there; a data folder leads to the profile in it. */
export async function journalPlaceOf(path: string): Promise<JournalPlace> {
  if (!statSync(path).isDirectory()) {
    proveFile(path);
    return { disk: folderDisk(dirname(path)), only: basename(path) };
  }
  const names = await readdir(path);
  const isElsewhere = !names.some((name) => segmentNameIn(name)) && names.includes(PROFILE_IN_DATA);
  const folder = isElsewhere ? join(path, PROFILE_IN_DATA) : path;
  const files = isElsewhere ? await readdir(folder) : names;
  for (const name of files) if (segmentNameIn(name) !== null) proveFile(join(folder, name));
  return { disk: folderDisk(folder), only: null };
}

/** This path cannot be a file of a journal; `words` say why. */
export class UnfitFile extends Error {
  readonly words: Text;

  constructor(words: Text) {
    super(bothOf(words));
    this.words = words;
  }
}

/** Throws `UnfitFile` for what is no file: opening a pipe would wait for its writer. Throws what the disk throws. */
function proveFile(file: string): void {
  const why = whyNoFile(file, statSync(file));
  if (why !== null)
    throw new UnfitFile({ zh: `${basename(file)} ${why.zh}`, en: `${basename(file)}: ${why.en}` });
}
