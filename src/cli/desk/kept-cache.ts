import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { IDBFactory } from 'fake-indexeddb';
import { bothOf, fileWords } from '../input/file-words.ts';
import { CommandFault } from '../input/terminal.ts';

/** An object store as the file has it. */
interface KeptStore {
  readonly name: string;
  readonly keyPath: string | string[] | null;
  readonly autoIncrement: boolean;
  readonly indexes: readonly {
    readonly name: string;
    readonly keyPath: string | string[];
    readonly unique: boolean;
    readonly multiEntry: boolean;
  }[];
  readonly rows: readonly { readonly key: IDBValidKey; readonly value: unknown }[];
}

interface KeptDatabase {
  readonly name: string;
  readonly version: number;
  readonly stores: readonly KeptStore[];
}

/** The IndexedDB of a desk without a browser: in memory, and whole in one file. */
export interface KeptCache {
  readonly factory: IDBFactory;
  /** Writes it to its file if it has changed. Throws `CommandFault` if the disk refuses. */
  keep(): Promise<void>;
}

/** Opens what the file holds; a file that cannot be read is an empty cache, as in a browser that lost it. */
export async function openKeptCache(file: string): Promise<KeptCache> {
  let factory = new IDBFactory();
  let before: Buffer | null = existsSync(file) ? readFileSync(file) : null;
  try {
    for (const database of before === null ? [] : databasesIn(before)) await restore(factory, database);
  } catch {
    // No cache is better than half a cache: it is rebuilt from the journal and the district.
    factory = new IDBFactory();
  }
  return {
    factory,
    async keep() {
      const bytes = serialize(await databasesOf(factory));
      if (before?.equals(bytes) === true) return;
      try {
        writeFileSync(`${file}.draft`, bytes, { mode: 0o600 });
        renameSync(`${file}.draft`, file);
      } catch (thrown) {
        throw new CommandFault(`${file}: 写不了 cannot be written: ${bothOf(fileWords(thrown))}`);
      }
      before = bytes;
    },
  };
}

function databasesIn(bytes: Buffer): readonly KeptDatabase[] {
  try {
    return deserialize(bytes);
  } catch {
    return [];
  }
}

async function databasesOf(factory: IDBFactory): Promise<readonly KeptDatabase[]> {
  const kept: KeptDatabase[] = [];
  for (const { name } of await factory.databases()) {
    if (name === undefined) continue;
    const database = await answerOf(factory.open(name));
    const names = [...database.objectStoreNames];
    // In one transaction, so that what is synced meanwhile is in all stores or in none.
    const transaction = names.length === 0 ? null : database.transaction(names);
    const stores = await Promise.all(
      names.flatMap((name) => transaction?.objectStore(name) ?? []).map(storeOf),
    );
    kept.push({ name, version: database.version, stores });
    database.close();
  }
  return kept;
}

async function storeOf(store: IDBObjectStore): Promise<KeptStore> {
  const [keys, values] = await Promise.all([answerOf(store.getAllKeys()), answerOf(store.getAll())]);
  const { name, autoIncrement } = store;
  const indexes = [...store.indexNames].map((index) => {
    const { keyPath, unique, multiEntry } = store.index(index);
    return { name: index, keyPath, unique, multiEntry };
  });
  return {
    ...{ name, autoIncrement, indexes },
    keyPath: store.keyPath,
    rows: keys.map((key, index) => ({ key, value: values[index] })),
  };
}

async function restore(factory: IDBFactory, { name, version, stores }: KeptDatabase): Promise<void> {
  const opening = factory.open(name, version);
  opening.onupgradeneeded = () => {
    for (const { name: store, keyPath, autoIncrement, indexes, rows } of stores) {
      const made = opening.result.createObjectStore(store, { keyPath, autoIncrement });
      for (const { name: index, keyPath: path, unique, multiEntry } of indexes) {
        made.createIndex(index, path, { unique, multiEntry });
      }
      for (const { key, value } of rows) {
        if (keyPath === null) made.put(value, key);
        else made.put(value);
      }
    }
  };
  (await answerOf(opening)).close();
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
