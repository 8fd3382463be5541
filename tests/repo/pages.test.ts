import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** The folders that `.gitignore` names, with or without a slash. Pages in them do not belong to the project. */
const IGNORED: readonly string[] =
  readFileSync(join(PROJECT, '.gitignore'), 'utf8').match(/^[^*\n]+?(?=\/?$)/gm) ?? [];
const PAGES_MIN = 20;

const pages = globSync('**/*.md', { cwd: PROJECT, exclude: (path) => IGNORED.includes(path) }).sort();
const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(PROJECT, 'package.json'), 'utf8'),
);

test('finds the pages', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', join('docs', 'keys.md')]));
  expect(pages.length).toBeGreaterThanOrEqual(PAGES_MIN);
});

test.each(pages)('%s points only to what is there', (page) => {
  const text = readFileSync(join(PROJECT, page), 'utf8');
  expect(untruePointers(page, text)).toEqual([]);
});

test.each([
  ['a link to a page that is not there', 'See [the journal](docs/nowhere.md).', 'docs/nowhere.md'],
  ['a picture that is not there', '![A desk](docs/gallery/nowhere.png)', 'docs/gallery/nowhere.png'],
  ['a link to no heading of a page', '[Rolling](docs/keys.md#unrolling-them)', 'docs/keys.md#unrolling-them'],
  ['a link to no heading of its own page', '# One\n\n[Two](#two)', '#two'],
  ['a path that is not there', 'It is in `src/nowhere.ts`.', 'src/nowhere.ts'],
  ['a path in a command', '```sh\nnode tests/nowhere.ts --count 3   # counts\n```', 'tests/nowhere.ts'],
  ['a script that is not there', 'Type `npm run -s nowhere -- --all`.', 'npm run nowhere'],
])('finds %s', (_name, text, pointer) => {
  expect(untruePointers('README.md', text)).toEqual([pointer]);
});

test('accepts addresses, placeholders and what exists', () => {
  const text = [
    '# A page: of `code`, and more',
    '[here](#a-page-of-code-and-more) [there](docs/keys.md#rolling-them) [away](https://example.org/docs/a.md)',
    '`src/app/record/redeem.ts`, `src/store/roster-*`, `tests/…/x.ts`, `docs/<name>.md`, `src/FOLDER/NAME.ts`',
    '`npm run build`, `npm run -s quote -- --json`, `npm run NAME`, `npm run …`',
  ].join('\n');
  expect(untruePointers('README.md', text)).toEqual([]);
});

/** All links, paths in backticks and `npm run` commands of a page that do not exist. */
function untruePointers(page: string, text: string): string[] {
  const code = [...text.matchAll(/```[^\n]*\n([\s\S]*?)```|`([^`\n]+)`/g)].map(
    ([, block = '', word = '']) => block + word,
  );
  const prose = text.replaceAll(/```[\s\S]*?```|`[^`\n]+`/g, '');
  return [
    ...linksIn(prose).filter((link) => !leadsSomewhere(page, text, link)),
    ...code.flatMap(pathsIn).filter((path) => !existsSync(join(PROJECT, path))),
    ...code
      .flatMap(scriptsIn)
      .filter((name) => !Object.hasOwn(scripts, name))
      .map((name) => `npm run ${name}`),
  ];
}

function linksIn(prose: string): string[] {
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(page: string, text: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const file = join(PROJECT, dirname(page), path);
  if (path !== '' && !existsSync(file)) return false;
  if (heading === undefined) return true;
  return headingsOf(path === '' ? text : readFileSync(file, 'utf8')).includes(heading);
}

/** The headings of a page, as GitHub writes them in links. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function pathsIn(code: string): string[] {
  return code
    .split(/[\s'"=]+/)
    .filter((word) => /^(?:src|tests|resources|docs|\.ci)\//.test(word))
    .map((word) => word.replace(/[\]),.:;]+$/, ''))
    .filter((path) => !path.split('/').some(isPlaceholder));
}

/** `*.ts`, `<name>`, `…`, `FOLDER` or `NAME.ts` stand for a name; `README.md` is one. */
function isPlaceholder(part: string): boolean {
  return /[*…<>]/.test(part) || (/^[A-Z][A-Z-]*(?:\.[a-z]+)?$/.test(part) && part !== 'README.md');
}

function scriptsIn(code: string): string[] {
  return [...code.matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)].map(([, name = '']) => name);
}
