/** Some of a key's forms are asked for thousands of times in a run and never again in the next one. */
const MOST_HELD = 256;

/** What `make` gave for a name, until too many others were asked for. */
export function boundedMemo<Made>(): (name: string, make: () => Made) => Made {
  const held = new Map<string, Made>();
  return (name, make) => {
    const known = held.get(name);
    if (known !== undefined) return known;
    const made = make();
    if (held.size >= MOST_HELD) held.clear();
    held.set(name, made);
    return made;
  };
}
