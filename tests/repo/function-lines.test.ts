import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

/*
 * A function fits on a screen, its signature and its comments included. The linter counts fewer lines than a reader sees:
 * it leaves out lines that only close a brace.
 */
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const LINES_MAX = 80;

test(`no function of src has more than ${LINES_MAX} lines`, () => {
  const files = readdirSync(join(PROJECT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name));
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((file) =>
    longFunctionsIn(readFileSync(file, 'utf8'), file).map((line) => `${relative(PROJECT, file)}:${line}`),
  );
  expect(found).toEqual([]);
});

const functionOf = (lines: number, head = 'function tall() {', end = '}') =>
  `${head}\n${'  // a line\n'.repeat(lines - 2)}${end}\n`;

test.each([
  { what: 'a function of 80 lines', text: functionOf(LINES_MAX), found: [] },
  { what: 'a function of 81 lines', text: functionOf(LINES_MAX + 1), found: [1] },
  { what: 'an arrow function', text: functionOf(LINES_MAX + 1, 'const tall = () => {', '};'), found: [1] },
  {
    what: 'a method',
    text: `const parts = {\n${functionOf(LINES_MAX + 1, 'tall() {', '},')}};\n`,
    found: [2],
  },
  {
    what: 'a long list outside of functions',
    text: `const LIST = [\n${'  1,\n'.repeat(LINES_MAX)}];\n`,
    found: [],
  },
])('of long functions is found: $what', ({ text, found }) => {
  expect(longFunctionsIn(text, 'planted.ts')).toEqual(found);
});

/** The first lines of the functions that are too long, counted from 1. */
function longFunctionsIn(text: string, file: string): readonly number[] {
  // A short file needs no parser.
  if (text.split('\n').length <= LINES_MAX) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) {
      const [first, last] = [node.getStart(source), node.end].map(
        (at) => source.getLineAndCharacterOfPosition(at).line,
      );
      if (first !== undefined && last !== undefined && last - first >= LINES_MAX) found.push(first + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
