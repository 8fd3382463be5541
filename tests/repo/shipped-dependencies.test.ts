import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What the command lines, the district, the window and the console import; tools of the build and of tests are not among them. */
const SHIPPED_SOURCES =
  'src/{domain,protocol,app,store,scan,host-api,host,main,preload,ui,renderer,catalogue-review,office,district}/**/*.{ts,tsx}';
/** Electron is the program that the app is packed with. */
const PROVIDED = ['electron'];

test('every package that ships is a dependency, so that an audit without the tools sees it', () => {
  const imported = new Set(
    globSync(SHIPPED_SOURCES).flatMap((file) =>
      [
        ...readFileSync(file, 'utf8').matchAll(
          /^(?:import|export) [^;]*?from '((?:@[^/']+\/)?[^./'][^/']*)/gm,
        ),
      ].map(([, name]) => name ?? ''),
    ),
  );
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const missing = [...imported].filter((name) => !name.startsWith('node:') && !(name in dependencies));
  expect(missing.sort()).toEqual(PROVIDED);
  expect(Object.keys(dependencies).length).toBeGreaterThan(20);
});
