import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
/** A folder that is larger than this is not understood from its names alone. */
const FILES_WITHOUT_SIGN_MAX = 15;
const READ_FIRST = 3;

const folders = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ parentPath, name }) => relative(SRC, join(parentPath, name)));
const large = folders.filter((folder) => filesIn(folder).length > FILES_WITHOUT_SIGN_MAX);

test.each(large)('src/%s says what it is and which files to read first', (folder) => {
  const sign = readFileSync(join(SRC, folder, 'README.md'), 'utf8');
  expect(sign.match(/^\d\. `[^`]+`/gm)).toHaveLength(READ_FIRST);
  const named = [...sign.matchAll(/`([^`…]+\.(?:tsx?|json))`/g)].map(([, file = '']) => file);
  expect(named.length).toBeGreaterThanOrEqual(READ_FIRST);
  expect(named.filter((file) => !existsSync(join(SRC, folder, file)))).toEqual([]);
});

function filesIn(folder: string): string[] {
  return readdirSync(join(SRC, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map(({ name }) => name);
}
