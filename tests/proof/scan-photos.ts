import { parseArgs } from 'node:util';
import { startNodeDecoder } from '../../src/cli/scan/node-decoder.ts';
import { readPictureFile } from '../../src/cli/scan/picture-file.ts';
import { readStill } from '../../src/cli/scan/still-video.ts';
import { codeReaderOf } from '../../src/scan/camera/camera-reader.ts';
import type { Picture } from '../../src/scan/picture/picture.ts';
import { startPeers } from '../bench/scan/engines.ts';
import { DISTORTION_NAMES, distorted } from './photos/distortions.ts';
import { type Photo, photosFolder, photosIn } from './photos/photo-folder.ts';

const FRAMES = 14;
const OURS = ['ours, photo', 'ours, video'] as const;

type Read = (picture: Picture) => Promise<readonly string[]> | readonly string[];
type Outcome = 'right' | 'wrong' | 'nothing';

/** A photograph as it is, or with one distortion. */
interface Variant {
  readonly photo: Photo;
  readonly distortion: string | null;
}

/**
 * `node tests/proof/scan-photos.ts [--photos FOLDER] [--only SET] [--distorted SEED]`: every photograph of the folder
 * (`shared/photos` beside the project or above it) by `scan`, by `scan --frames 14` and by three other readers. With
 * `--distorted` each is read once with each distortion of `photos/distortions.ts` instead. Exit code 1 for any wrong text of
 * ours, and for any row in which a peer reads more than either of ours.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { photos: { type: 'string' }, only: { type: 'string' }, distorted: { type: 'string' } },
  });
  const folder = photosFolder(values.photos);
  if (folder === null) {
    console.log(
      'There are no photographs here (shared/photos beside the project, or --photos FOLDER): skipped.',
    );
    return 0;
  }
  // The baseline complains on the console of every picture that it does not read.
  console.warn = () => {};
  const readers = await startReaders();
  const rows = new Map<string, Map<string, Outcome[]>>();
  const photos = (await photosIn(folder)).filter(({ name }) => name.startsWith(values.only ?? ''));
  const distortions = values.distorted === undefined ? [null] : DISTORTION_NAMES;
  for (const photo of photos) {
    for (const distortion of distortions) {
      const variant = { photo, distortion };
      const rowName = distortion === null ? photo.row : `${photo.row}, ${distortion}`;
      const row = rows.get(rowName) ?? new Map<string, Outcome[]>();
      rows.set(rowName, row);
      const picture = await pictureOf(variant, values.distorted ?? '');
      for (const [name, read] of readers) {
        const outcome = outcomeOf(photo, await read(picture));
        row.set(name, [...(row.get(name) ?? []), outcome]);
        const isOurs = name === OURS[0] || name === OURS[1];
        if (isOurs && outcome !== 'right')
          console.log(`${name}: ${outcome} ${photo.name} ${distortion ?? ''}`);
      }
    }
  }
  return report(rows);
}

async function pictureOf({ photo, distortion }: Variant, seed: string): Promise<Picture> {
  const file = await readPictureFile(photo.file);
  if (!file.ok) throw new Error(`${photo.file}: ${file.message}`);
  if (distortion === null) return file.picture;
  return distorted(file.picture, { name: distortion, seed: `${photo.name} ${seed}` });
}

async function startReaders(): Promise<Map<string, Read>> {
  const decoder = await startNodeDecoder();
  const reader = codeReaderOf(decoder);
  const texts = (codes: readonly { text: string }[]) => codes.map(({ text }) => text);
  const readers = new Map<string, Read>([
    [OURS[0], (picture) => texts(decoder.readPicture(picture).codes)],
    [
      OURS[1],
      (picture) => texts(readStill(reader, picture, { frames: FRAMES, added: [] }).map(({ code }) => code)),
    ],
  ]);
  for (const { name, read } of await startPeers()) {
    readers.set(name, (picture) => read({ ...picture, text: null }));
  }
  return readers;
}

/** Blanks at the end of a text are not told apart. A photograph without an expected text shows no code of ours. */
function outcomeOf({ text }: Photo, texts: readonly string[]): Outcome {
  if (texts.some((one) => one.trim() !== text?.trim())) return 'wrong';
  return texts.length > 0 || text === null ? 'right' : 'nothing';
}

function report(rows: ReadonlyMap<string, ReadonlyMap<string, readonly Outcome[]>>): number {
  let isGood = rows.size > 0;
  for (const [row, outcomes] of rows) {
    const counts = [...outcomes].map(([name, own]) => ({
      name,
      files: own.length,
      right: own.filter((one) => one === 'right').length,
      wrong: own.filter((one) => one === 'wrong').length,
      isOurs: OURS.some((one) => one === name),
    }));
    const best = Math.max(...counts.filter(({ isOurs }) => !isOurs).map(({ right }) => right));
    const isBelow = counts.some(({ isOurs, right, wrong }) => isOurs && (right < best || wrong > 0));
    isGood &&= !isBelow;
    const figures = counts.map(
      ({ name, right, wrong }) => `${name} ${right}${wrong > 0 ? ` (${wrong} wrong)` : ''}`,
    );
    console.log(`${row}, ${counts[0]?.files} files: ${figures.join(' | ')}${isBelow ? '  BELOW' : ''}`);
  }
  return isGood ? 0 : 1;
}

process.exit(await main());
