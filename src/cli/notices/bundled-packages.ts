import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** What a plugin of Rollup's kind needs here; the types of Vite are not for sources. */
interface Bundle {
  readonly [fileName: string]:
    | { readonly type: 'chunk'; readonly moduleIds: readonly string[] }
    | { readonly type: 'asset'; readonly originalFileNames: readonly string[] };
}

/** Notes every package that a bundle has code or files of: modules, fonts, WebAssembly. */
export function noteBundledPackages(into: Set<string>) {
  let root = process.cwd();
  return {
    name: 'bundled-packages',
    configResolved(config: { readonly root: string }) {
      root = config.root;
    },
    generateBundle(_options: unknown, bundle: Bundle) {
      for (const output of Object.values(bundle)) {
        const files = output.type === 'chunk' ? output.moduleIds : output.originalFileNames;
        for (const file of files) {
          const folder = packageFolderOf(resolve(root, file.replace(/^\0+/, '')));
          if (folder !== null) into.add(folder);
        }
      }
    },
  };
}

/** The innermost package of a path; null for our own files and what bundlers make up. */
function packageFolderOf(file: string): string | null {
  const path = file.replace(/\?.*$/, '').replaceAll('\\', '/');
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/@][^/]*)\//.exec(path)?.[1] ?? null;
}

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  author: z.union([z.string(), z.object({ name: z.string() })]).optional(),
  homepage: z.string().optional(),
});

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;
/** What is compiled into a package and has no package of its own. */
const COMPILED_IN: Readonly<Record<string, string>> = {
  'zxing-wasm':
    'With ZXing-C++ (Apache License 2.0, whose text stands at @zxing/library), https://github.com/zxing-cpp/zxing-cpp\n',
  '@undecaf/zbar-wasm':
    'With ZBar (LGPL 2.1), https://github.com/mchehab/zbar; the WebAssembly file may be replaced.\n',
};

const RULE = '='.repeat(79);

/** One text for all of them, by name. Throws for a package that says nothing of its licence. */
export function noticesOf(folders: Iterable<string>): string {
  const notices = [...folders].map(noticeOf).sort((one, other) => (one.name < other.name ? -1 : 1));
  const list = notices.map(({ name, version, license }) => `  ${name} ${version} (${license})`);
  return [
    '本程序使用的开源软件及其许可 · Open source in this program, and its licences',
    '',
    ...list,
    ...notices.map(({ text }) => text),
  ].join('\n');
}

function noticeOf(folder: string) {
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const files = readdirSync(folder).filter((name) => LICENCE_FILE.test(name));
  if (files.length === 0 && !existsSync(standardTextOf(manifest.license))) {
    throw new Error(`${manifest.name} has no licence file, and there is none for ${manifest.license}`);
  }
  const texts =
    files.length > 0 ? files.map((name) => join(folder, name)) : [standardTextOf(manifest.license)];
  const head = `${manifest.name} ${manifest.version} (${manifest.license})`;
  const { author = '' } = manifest;
  const by = typeof author === 'string' ? author : author.name;
  const text = ['', RULE, head, by, manifest.homepage ?? '', RULE, '']
    .concat(COMPILED_IN[manifest.name] ?? [])
    .concat(texts.map((file) => readFileSync(file, 'utf8').trim()))
    .join('\n');
  return { ...manifest, text };
}

/** For packages that name their licence and do not bring its text; the build runs in the project's folder. */
function standardTextOf(license: string): string {
  return join('src', 'cli', 'notices', `${license}.txt`);
}
