/** The value of a JSON text; `undefined` if the text is not JSON. No schema of ours accepts `undefined`. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
