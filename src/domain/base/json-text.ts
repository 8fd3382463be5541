/** The value of a JSON text; `undefined` if the text is not JSON. No schema of ours accepts `undefined`. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What RFC 8785 can write: no endless number and no half character. A deeper value would cost a reader its stack. */
export function isPlainJson(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  const isDeep = depth === 0;
  return (
    !isDeep &&
    Object.entries(value)
      .flat()
      .every((inner) => isPlainJson(inner, depth - 1))
  );
}
