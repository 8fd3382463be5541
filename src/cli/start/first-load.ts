import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What a plugin of Rollup's kind is given here; the types of Vite are not for sources. */
interface Modules {
  getModuleIds(): Iterable<string>;
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

interface Chunk {
  readonly type: 'chunk';
  readonly fileName: string;
  readonly isEntry: boolean;
  readonly facadeModuleId: string | null;
  readonly imports: readonly string[];
  readonly moduleIds: readonly string[];
  readonly code: string;
}

type Bundle = Readonly<Record<string, Chunk | { readonly type: 'asset' }>>;

/** What the build says of the scripts that a window loads before it shows its desk. */
export interface FirstLoad {
  readonly scripts: readonly { readonly file: string; readonly bytes: number }[];
  /** Sources by their path in the project, packages by their path below it. */
  readonly modules: readonly string[];
}

/** Lies beside the folders of the build and is not shipped. */
export const FIRST_LOAD_FILE = 'first-load.json';

/** Sources by the ends of their paths. */
export interface FirstLoadEntries {
  /** The script that asks the host. It must run before the large one is loaded. */
  readonly ahead: string;
  /** The window, which the first scan needs. */
  readonly window: string;
}

/**
 * Keeps what the first scan needs in one script of its own, and writes down what is in it. Left to itself, the bundler
 * puts what two dialogs share into a script that the desk loads as well, and every start then loads and runs it. What
 * asks the host ahead is a script of its own too: if it lay in the large one, it would ask only once that has run.
 */
export function firstLoad({ ahead: aheadEntry, window: entry }: FirstLoadEntries) {
  const ahead = new Set<string>();
  const modules = new Set<string>();
  return {
    plugin: {
      name: 'first-load',
      buildEnd(this: Modules) {
        addAll(this, ahead, aheadEntry);
        addAll(this, modules, entry);
      },
      writeBundle({ dir }: { readonly dir?: string | undefined }, bundle: Bundle) {
        if (dir === undefined) throw new Error('the build has no folder');
        const text = JSON.stringify(firstLoadOf(bundle, entry), null, 1);
        writeFileSync(join(dir, '..', FIRST_LOAD_FILE), `${text}\n`);
      },
    },
    /** What the entry that asks ahead imports. Nothing may wait for the entry itself, which waits for the window. */
    isAhead: (id: string) => ahead.has(id) && !id.endsWith(aheadEntry),
    has: (id: string) => modules.has(id) && !ahead.has(id),
  };
}

function addAll(graph: Modules, modules: Set<string>, entry: string): void {
  for (const id of graph.getModuleIds()) if (id.endsWith(entry)) add(graph, modules, id);
  if (modules.size === 0) throw new Error(`no module of the build is ${entry}`);
}

function add(graph: Modules, modules: Set<string>, id: string): void {
  if (modules.has(id)) return;
  modules.add(id);
  for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) add(graph, modules, imported);
}

/** The scripts that the page names and those that they import at once, with what is in them. */
function firstLoadOf(bundle: Bundle, entry: string): FirstLoad {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const reached = new Set(
    chunks.filter(({ isEntry, facadeModuleId }) => isEntry || facadeModuleId?.endsWith(entry)),
  );
  for (const { imports } of reached) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) reached.add(chunk);
  }
  return {
    scripts: [...reached].map(({ fileName, code }) => ({ file: fileName, bytes: Buffer.byteLength(code) })),
    modules: [...reached]
      .flatMap(({ moduleIds }) => moduleIds)
      .map(nameOf)
      .sort(),
  };
}

function nameOf(id: string): string {
  const path = relative(process.cwd(), id.replace(/\?.*$/, '')).replaceAll('\\', '/');
  return path.replace(/^.*?(?=node_modules\/)/, '');
}
