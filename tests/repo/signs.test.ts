import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** A folder that is larger than this is not understood from its names alone. */
const FILES_WITHOUT_SIGN_MAX = 15;
const READ_FIRST = 3;

/** Folders with rows of one kind. The page of the folder above describes them. */
const ROWS: readonly string[] = ['tests/sim/planted', 'tests/protocol/fixtures/v1', 'tests/cli/desk'];

const folders = ['src', 'tests']
  .flatMap((root) => readdirSync(join(PROJECT, root), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ parentPath, name }) => relative(PROJECT, join(parentPath, name)).replaceAll('\\', '/'))
  .filter((folder) => !ROWS.includes(folder));
const large = folders.filter((folder) => filesIn(folder).length > FILES_WITHOUT_SIGN_MAX);

test.each(large)('%s says what it is and which files to read first', (folder) => {
  const sign = readFileSync(join(PROJECT, folder, 'README.md'), 'utf8');
  expect(sign.match(/^\d\. `[^`]+`/gm)).toHaveLength(READ_FIRST);
  const named = [...sign.matchAll(/`([^`…]+\.(?:tsx?|json))`/g)].map(([, file = '']) => file);
  expect(named.length).toBeGreaterThanOrEqual(READ_FIRST);
  expect(named.filter((file) => !existsSync(join(PROJECT, folder, file)))).toEqual([]);
});

function filesIn(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map(({ name }) => name);
}
