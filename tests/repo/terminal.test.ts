import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const CLI = fileURLToPath(new URL('../../src/cli/', import.meta.url));
/** The page of cards is a file for a browser, these print numbers of ours alone, and a passphrase is asked for on one line. */
const OTHERWISE = ['terminal.ts', 'card.ts', 'sim.ts', 'icons.ts', join('keys', 'passphrase.ts')];

test('every command line speaks through terminal.ts', () => {
  const files = readdirSync(CLI, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(50);
  const direct = files.filter((name) => {
    const text = readFileSync(join(CLI, name), 'utf8');
    return /console\.|process\.std(out|err)\.write/.test(text) && !OTHERWISE.includes(name);
  });
  expect(direct).toEqual([]);
});
