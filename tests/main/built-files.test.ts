import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildHalves } from '../support/built-halves.ts';
import { sharedTemporaryFolder } from '../support/temporary-folder.ts';

const out = sharedTemporaryFolder();
const HL7 = join('hl7', 'esm.js');

beforeAll(() => buildHalves(out()));

test('the preload script is one CommonJS file that requires electron and nothing else', () => {
  expect(readdirSync(join(out(), 'preload'))).toEqual(['index.cjs']);
  const preload = readFileSync(join(out(), 'preload', 'index.cjs'), 'utf8');
  expect([...preload.matchAll(/require\(\s*["'`]([^"'`]*)["'`]\s*\)/g)].map(([, name]) => name)).toEqual([
    'electron',
  ]);
  expect(preload).not.toMatch(/^\s*(import|export)\b/m);
});

test('the main process imports electron, Node’s own modules and its part for HL7, no package', () => {
  const scripts = readdirSync(join(out(), 'main'), { encoding: 'utf8', recursive: true }).filter((file) =>
    file.endsWith('.js'),
  );
  expect(scripts.sort()).toEqual([HL7, 'index.js']);
  const imported = scripts.flatMap((file) => {
    // Types in comments of packages import files that are not there.
    const script = readFileSync(join(out(), 'main', file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
    return [...script.matchAll(/(?:^import .*from |import\()\s*["']([^"']*)["']/gm)].map(([, name]) => name);
  });
  const parts = ['electron', './hl7/esm.js', '../index.js'];
  const own = new Set([...parts, ...builtinModules.flatMap((name) => [name, `node:${name}`])]);
  expect(imported).toEqual(expect.arrayContaining(['electron', './hl7/esm.js']));
  expect(imported.filter((name) => !own.has(name ?? ''))).toEqual([]);
});

test('the main process never serves HTTP', () => {
  const main = readFileSync(join(out(), 'main', 'index.js'), 'utf8');
  for (const trace of ['fastify', 'createServer(', '/#token=', 'x-kiosk-session']) {
    expect(main).not.toContain(trace);
  }
});
