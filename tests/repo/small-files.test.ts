import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const LINES_SMALL_MAX = 24;
/** A small file that this many files use counts as a concept of its own. */
const USERS_MIN = 3;

/** Each of these answers a question by its name, and a stranger looks for it under that name. */
const OWN_BY_KIND: readonly RegExp[] = [
  // A command of package.json or the first file of a window, a page or a worker.
  /^src\/cli\/[a-z]+\.ts$/,
  /\/(?:main|index)\.tsx?$/,
  /-worker\.ts$/,
  // One kind of item each, in the table of `workflows.ts`.
  /^src\/domain\/workflow\//,
  // One step of the district's database each, in the table of `migrations.ts`; a step is never changed.
  /^src\/district\/database\/[a-z-]+-migration\.ts$/,
  // One area of the host's calls each, in the table of `host-api.ts`.
  /^src\/host-api\/[a-z]+-api\.ts$/,
  // The English words of one part of the window each, in the table of `i18n/english.ts`.
  /^src\/renderer\/[a-z]+\/english\.ts$/,
  // A dialog or another part of the screen that can be named.
  /^src\/(?:renderer|office)\/.*\/[A-Z]\w+\.tsx$/,
];

/** The reason stands beside each. */
const OWN: Readonly<Record<string, string>> = {
  'src/host/district/bounded-body.ts': 'the line and its stand-in in the simulator read a reply by it',
  'src/office/shell/use-tell-once.tsx': 'officers and members of the desks are shown their secrets by it',
  'src/sim/seeds/uncaught.ts': 'a run begins with it, and a device of the run reports to it',
};

const files = readdirSync(join(PROJECT, 'src'), { recursive: true, withFileTypes: true })
  .concat(readdirSync(join(PROJECT, 'tests'), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map(({ parentPath, name }) => ({
    name: relative(PROJECT, join(parentPath, name)).replaceAll('\\', '/'),
    text: readFileSync(join(parentPath, name), 'utf8'),
  }));

test('a small file is a concept of its own, or lives with a neighbour', () => {
  expect(strays(files)).toEqual([]);
});

test('every exception is needed', () => {
  const own = Object.keys(OWN);
  expect(strays(files, {}).filter((name) => own.includes(name))).toEqual(own);
});

const LARGE = 'const line = 1;\n'.repeat(LINES_SMALL_MAX + 1);
const usedBy = (...names: string[]) => [
  { name: 'src/app/small.ts', text: 'export const small = 1;\n' },
  ...names.map((name) => ({ name, text: `import { small } from './small.ts';\n${LARGE}` })),
];

test.each([
  { what: 'one that nobody uses', tree: usedBy(), found: ['src/app/small.ts'] },
  {
    what: 'one that two files use',
    tree: usedBy('src/app/a.ts', 'src/app/b.ts'),
    found: ['src/app/small.ts'],
  },
  { what: 'one that three use', tree: usedBy('src/app/a.ts', 'src/app/b.ts', 'src/app/c.ts'), found: [] },
  { what: 'one as large as others', tree: [{ name: 'src/app/a.ts', text: LARGE }], found: [] },
  { what: 'a command', tree: [{ name: 'src/cli/build.ts', text: 'run();\n' }], found: [] },
])('of small files is found: $what', ({ tree, found }) => {
  expect(strays(tree)).toEqual(found);
});

function strays(
  tree: readonly { readonly name: string; readonly text: string }[],
  own: Readonly<Record<string, string>> = OWN,
): readonly string[] {
  const users = new Map<string, number>();
  for (const { name, text } of tree) {
    const used = [...text.matchAll(/(?:from|import|import\()\s*'(\.[^']+)'/g)].map(([, path = '']) =>
      join(dirname(name), path).replaceAll('\\', '/'),
    );
    for (const path of new Set(used)) users.set(path, (users.get(path) ?? 0) + 1);
  }
  return tree
    .filter(({ name, text }) => name.startsWith('src/') && text.split('\n').length - 1 <= LINES_SMALL_MAX)
    .map(({ name }) => name)
    .filter((name) => (users.get(name) ?? 0) < USERS_MIN)
    .filter((name) => !Object.hasOwn(own, name) && !OWN_BY_KIND.some((kind) => kind.test(name)));
}
