/**
 * Loaded into a process by `--import`, it lets the process live a day earlier: a district and its desk that begin so, die,
 * and start again without it have slept over a night.
 */
const DAY_MS = 24 * 60 * 60 * 1000;
const Today = globalThis.Date;

class Yesterday extends Today {
  constructor(...given: readonly [] | readonly [value: number | string | Date]) {
    super(given.length === 0 ? Yesterday.now() : given[0]);
  }
  static override now(): number {
    return Today.now() - DAY_MS;
  }
}

globalThis.Date = Yesterday as DateConstructor;

export {};
