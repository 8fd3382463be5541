import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createCluster } from '../../src/district/database/blank-cluster.ts';
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
  const file = join(folder, 'cache', 'blank.tar.gz');
  expect(await answers(null, file)).toEqual(ANSWER);
  const { mtimeMs } = statSync(file);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  expect(await answers(data, file)).toEqual(ANSWER);
  expect(await answers(null, file)).toEqual(ANSWER);
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
});

test('a file that is cut, or holds a cluster that does not start, is made again', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'blank.tar.gz');
  writeFileSync(file, gzipSync(randomBytes(10_000)).subarray(0, 5_000));
  expect(await answers(null, file)).toEqual(ANSWER);
  const cluster = gunzipSync(readFileSync(file));

  const control = cluster.indexOf('/global/pg_control') + TAR_BLOCK;
  writeFileSync(file, gzipSync(Buffer.from(cluster).fill(0, control, control + TAR_BLOCK)));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  expect(await answers(data, file)).toEqual(ANSWER);
  expect(gunzipSync(readFileSync(file))).toHaveLength(cluster.length);
});

test('a place that cannot be written keeps nobody from a cluster', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(await answers(null, join(file, 'blank.tar.gz'))).toEqual(ANSWER);
});
