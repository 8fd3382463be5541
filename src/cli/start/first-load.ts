/** What a plugin of Rollup's kind is given here; the types of Vite are not for sources. */
interface Modules {
  getModuleIds(): Iterable<string>;
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * Keeps what the first scan needs in one script of its own. Left to itself, the bundler puts what two dialogs share
 * into a script that the desk loads as well, and every start then loads and runs it.
 */
export function firstLoad(entry: string) {
  const modules = new Set<string>();
  return {
    plugin: {
      name: 'first-load',
      buildEnd(this: Modules) {
        for (const id of this.getModuleIds()) if (id.endsWith(entry)) add(this, id);
        if (modules.size === 0) throw new Error(`no module of the build is ${entry}`);
      },
    },
    has: (id: string) => modules.has(id),
  };

  function add(graph: Modules, id: string): void {
    if (modules.has(id)) return;
    modules.add(id);
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) add(graph, imported);
  }
}
