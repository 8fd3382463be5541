import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { PROJECT_FOLDER } from '../../../src/cli/start/build-app.ts';

/** A photograph, what it says (null: no code that we read), and the row of the table that it counts in. */
export interface Photo {
  readonly name: string;
  readonly file: string;
  readonly text: string | null;
  readonly row: string;
}

const EXPECTED = 'expected.json';
const Expected = z.record(z.string(), z.string().nullable());

/** The folder given, or `shared/photos` beside the project or beside one of the folders that it lies in. */
export function photosFolder(given: string | undefined): string | null {
  if (given !== undefined) return resolve(given);
  for (let folder = PROJECT_FOLDER; ; folder = dirname(folder)) {
    const photos = join(dirname(folder), 'shared', 'photos');
    if (existsSync(join(photos, EXPECTED))) return photos;
    if (dirname(folder) === folder) return null;
  }
}

/** `expected.json` says what each file of the folder says. */
export async function photosIn(folder: string): Promise<Photo[]> {
  const expected = Expected.parse(JSON.parse(await readFile(join(folder, EXPECTED), 'utf8')));
  return Object.entries(expected).map(([name, text]) => ({
    name,
    file: join(folder, name),
    text,
    row: rowOf(name),
  }));
}

/** `qr/2-19.png` is of the set `qr 2`. */
function rowOf(name: string): string {
  const [set = '', file = ''] = name.split('/');
  const [part = ''] = file.split('-');
  return `${set} ${part}`;
}
