import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createCluster, readBlank } from '../../src/district/database/blank-cluster.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function answers(dataDir: string | null, file: string): Promise<unknown> {
  const cluster = await createCluster(dataDir, file);
  try {
    await cluster.exec('create table kept (value text)');
    return (await cluster.query(`insert into kept values ('荔湾') returning value`)).rows;
  } finally {
    await cluster.close();
  }
}

/** A file of a tar begins this far after its name. */
const TAR_BLOCK = 512;
const ANSWER = [{ value: '荔湾' }];

test('a new cluster is made once and unpacked from then on, in memory and in a folder, without what was put in since', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'cache', 'blank.sealed');
  expect(await answers(null, file)).toEqual(ANSWER);
  const { mtimeMs } = statSync(file);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  expect(await answers(data, file)).toEqual(ANSWER);
  expect(await answers(null, file)).toEqual(ANSWER);
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});

/** A file as the cache keeps it: the digest of what follows, and the packed tar. */
function sealed(tar: Uint8Array): Buffer {
  const packed = gzipSync(tar);
  return Buffer.concat([createHash('sha256').update(packed).digest(), packed]);
}

test.each<[string, (file: string) => void]>([
  ['is cut', (file) => writeFileSync(file, sealed(randomBytes(10_000)).subarray(0, 5_000))],
  ['is empty', (file) => writeFileSync(file, '')],
  ['has no digest', (file) => writeFileSync(file, gzipSync(Buffer.alloc(1_024)))],
  ['has another digest', (file) => writeFileSync(file, sealed(Buffer.alloc(1_024)).fill(0, 0, 1))],
  ['is a folder', (file) => mkdirSync(file)],
  ['is not there', () => undefined],
])('a file that %s is not unpacked: PGlite may end the process on it', (_name, breakIt) => {
  const file = join(temporaryFolder(), 'blank.sealed');
  breakIt(file);
  expect(readBlank(file)).toBeNull();
});

test('a cluster is kept again in place of a folder that has its name', async () => {
  const file = join(temporaryFolder(), 'blank.sealed');
  mkdirSync(join(file, 'inside'), { recursive: true });
  expect(await answers(null, file)).toEqual(ANSWER);
  expect(readBlank(file)?.size).toBeGreaterThan(0);
});

test('a file that nobody has changed and whose cluster does not start is made again', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'blank.sealed');
  expect(await answers(null, file)).toEqual(ANSWER);
  const cluster = gunzipSync(readFileSync(file).subarray(32));
  const control = cluster.indexOf('/global/pg_control') + TAR_BLOCK;
  writeFileSync(file, sealed(Buffer.from(cluster).fill(0, control, control + TAR_BLOCK)));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  expect(await answers(data, file)).toEqual(ANSWER);
  expect(gunzipSync(readFileSync(file).subarray(32))).toHaveLength(cluster.length);
});

test('a place that cannot be written keeps nobody from a cluster', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(await answers(null, join(file, 'blank.sealed'))).toEqual(ANSWER);
});
