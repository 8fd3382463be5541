import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
/** The page of cards is a file for a browser, these print numbers of ours alone, and a passphrase is asked for on one line. */
const OTHERWISE = ['input/terminal.ts', 'card.ts', 'sim.ts', 'icons.ts', 'keys/passphrase.ts'].map((name) =>
  join('cli', name),
);

test('every command line speaks through terminal.ts', () => {
  const files = globSync('{cli,sim}/**/*.ts', { cwd: SRC });
  expect(files.length).toBeGreaterThan(100);
  const direct = files.filter((name) => {
    const text = readFileSync(join(SRC, name), 'utf8');
    return /console\.|process\.std(out|err)\.write/.test(text) && !OTHERWISE.includes(name);
  });
  expect(direct).toEqual([]);
});
