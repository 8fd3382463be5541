import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Who imports one of these draws cases by the seed of the run. */
const SOURCES = [/from 'fast-check'/, /import[^;]*\btestSeed\b[^;]*support\/random\.ts'/];
const IMPORT = /from '(\.{1,2}\/[^']+)'/g;
/** These drive browsers, one after another; their proofs have commands and seeds of their own. */
const LEFT_OUT = [join('tests', 'e2e'), join('tests', 'electron')];

/** The test files, by their paths in the project, that draw random cases themselves or by a helper in `tests`. */
export function drawingTests(projectFolder: string): readonly string[] {
  const known = new Map<string, boolean>();
  const testsFolder = join(projectFolder, 'tests');
  return readdirSync(testsFolder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(testsFolder, name))
    .filter((file) => /\.test\.tsx?$/.test(file) && draws(file))
    .map((file) => relative(projectFolder, file))
    .filter((file) => !LEFT_OUT.some((folder) => file.startsWith(folder + sep)))
    .sort();

  function draws(file: string): boolean {
    const before = known.get(file);
    if (before !== undefined) return before;
    known.set(file, false); // ends a circle of imports
    const text = readFileSync(file, 'utf8');
    const answer = SOURCES.some((source) => source.test(text)) || helpersOf(file, text).some(draws);
    known.set(file, answer);
    return answer;
  }

  function helpersOf(file: string, text: string): readonly string[] {
    return [...text.matchAll(IMPORT)]
      .map(([, path = '']) => join(dirname(file), path))
      .filter((helper) => helper.startsWith(testsFolder + sep) && /\.tsx?$/.test(helper))
      .filter(existsSync); // text within a test may look like an import
  }
}
