/** Takes back what a transaction has done so far, the last thing first. */
export interface UndoLog {
  push(undo: () => void): void;
}

/**
 * Rows by key, in the order of their first insertion. Rows are values: they are replaced, never changed, so
 * that a copy of the table is a copy of its map.
 */
export class MemoryTable<Key, Row> {
  #rows = new Map<Key, Row>();
  readonly #undo: UndoLog;

  constructor(undo: UndoLog) {
    this.#undo = undo;
  }

  get(key: Key): Row | undefined {
    return this.#rows.get(key);
  }

  values(): IterableIterator<Row> {
    return this.#rows.values();
  }

  put(key: Key, row: Row): void {
    const before = this.#rows.get(key);
    const rows = this.#rows;
    rows.set(key, row);
    this.#undo.push(() => {
      if (before === undefined) rows.delete(key);
      else rows.set(key, before);
    });
  }

  remove(key: Key): void {
    const before = this.#rows.get(key);
    if (before === undefined) return;
    const rows = this.#rows;
    rows.delete(key);
    this.#undo.push(() => rows.set(key, before));
  }

  copy(): ReadonlyMap<Key, Row> {
    return new Map(this.#rows);
  }

  restore(rows: ReadonlyMap<Key, Row>): void {
    this.#rows = new Map(rows);
  }
}

/** Lists that only grow, by key: journals. */
export class MemoryLists<Row> {
  #lists = new Map<string, Row[]>();
  readonly #undo: UndoLog;

  constructor(undo: UndoLog) {
    this.#undo = undo;
  }

  get(key: string): readonly Row[] {
    return this.#lists.get(key) ?? [];
  }

  append(key: string, rows: readonly Row[]): void {
    const list = this.#lists.get(key) ?? [];
    this.#lists.set(key, list);
    const length = list.length;
    list.push(...rows);
    this.#undo.push(() => {
      list.length = length;
    });
  }

  copy(): ReadonlyMap<string, readonly Row[]> {
    return new Map([...this.#lists].map(([key, rows]) => [key, rows.slice()]));
  }

  restore(lists: ReadonlyMap<string, readonly Row[]>): void {
    this.#lists = new Map([...lists].map(([key, rows]) => [key, rows.slice()]));
  }
}
