/**
 * What browsers of the last five years may lack and this console or its libraries use. Only the missing ones are added, as
 * the standard describes them; properties that nobody lists, as the real ones are.
 */
function add(target: object, name: string, value: unknown): void {
  if (name in target) return;
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

add(Array.prototype, 'at', function at<T>(this: T[], index: number): T | undefined {
  return this[index < 0 ? this.length + index : index];
});
add(Array.prototype, 'findLast', function findLast<T>(this: T[], isWanted: (one: T) => boolean):
  | T
  | undefined {
  return [...this].reverse().find((one) => isWanted(one));
});
add(Array.prototype, 'findLastIndex', function findLastIndex<
  T,
>(this: T[], isWanted: (one: T) => boolean): number {
  for (let index = this.length - 1; index >= 0; index -= 1) {
    if (isWanted(this[index] as T)) return index;
  }
  return -1;
});
add(Array.prototype, 'toSorted', function toSorted<T>(this: T[], order?: (one: T, other: T) => number): T[] {
  return [...this].sort(order);
});
add(Array.prototype, 'toReversed', function toReversed<T>(this: T[]): T[] {
  return [...this].reverse();
});
add(String.prototype, 'at', function at(this: string, index: number): string | undefined {
  return this[index < 0 ? this.length + index : index];
});
add(String.prototype, 'isWellFormed', function isWellFormed(this: string): boolean {
  // Half a character has no place in an address, and is told so.
  try {
    encodeURIComponent(this);
    return true;
  } catch {
    return false;
  }
});
add(
  Object,
  'hasOwn',
  (object: object, name: PropertyKey) => Reflect.getOwnPropertyDescriptor(object, name) !== undefined,
);
add(Object, 'groupBy', <T>(list: Iterable<T>, keyOf: (one: T) => PropertyKey) => {
  const groups: Record<PropertyKey, T[]> = Object.create(null);
  for (const one of list) {
    const key = keyOf(one);
    const group = groups[key] ?? [];
    group.push(one);
    groups[key] = group;
  }
  return groups;
});
add(Map, 'groupBy', <T, K>(list: Iterable<T>, keyOf: (one: T) => K) => {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  return groups;
});
add(globalThis, 'structuredClone', (value: unknown) => JSON.parse(JSON.stringify(value)));
