/** The message of whatever was thrown, on one line. */
export function messageOf(thrown: unknown): string {
  // Node tries every address of a name and wraps what came of it in an error without words.
  const told = thrown instanceof AggregateError && thrown.message === '' ? thrown.errors[0] : thrown;
  const message = told instanceof Error ? told.message || told.name : wordsOf(told);
  return message.replace(/\s+/g, ' ').trim();
}

/** The database in WebAssembly throws objects that are no errors, for instance on a full disk. */
function wordsOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  return 'message' in thrown && thrown.message ? String(thrown.message) : JSON.stringify(thrown);
}
