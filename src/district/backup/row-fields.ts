/** The places of a row's fields in its JSON text. */
interface RowField {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Finds the fields of a JSON object without reading their values: a value stays the very text that the database wrote.
 * Null for text that is no object. Each turn goes at least one character on, so that the text bounds the loop.
 */
export function fieldsOfRow(row: string): readonly RowField[] | null {
  const text = row.trimEnd();
  if (!text.startsWith('{') || !text.endsWith('}')) return null;
  const fields: RowField[] = [];
  const end = text.length - 1;
  let at = skipSpace(text, 1);
  while (at < end) {
    const nameEnd = endOfString(text, at);
    const colon = skipSpace(text, nameEnd);
    const name = text[at] === '"' && text[colon] === ':' ? nameOf(text.slice(at, nameEnd)) : null;
    if (name === null) return null;
    const from = skipSpace(text, colon + 1);
    const to = endOfValue(text, from, end);
    if (to === from) return null;
    fields.push({ name, from, to });
    if (to < end && text[to] !== ',') return null;
    at = skipSpace(text, to + 1);
  }
  return fields;
}

/**
 * The row with these fields as JSON strings of their own text. PostgreSQL keeps a `json` value that holds NUL (`\u0000`),
 * and refuses to take any record apart that holds one; a string with the escape escaped it takes.
 */
export function withTextFor(row: string, names: ReadonlySet<string>): string {
  const fields = fieldsOfRow(row);
  if (fields === null) throw new Error('a row of the backup is no JSON object');
  let changed = '';
  let copied = 0;
  for (const { name, from, to } of fields) {
    if (!names.has(name)) continue;
    const value = row.slice(from, to).trimEnd();
    if (value === 'null') continue;
    changed += row.slice(copied, from) + JSON.stringify(value);
    copied = to;
  }
  return changed + row.slice(copied);
}

function endOfValue(text: string, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at) - 1;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    else if (character === ',' && depth === 0) return at;
  }
  return end;
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at += 1;
  return at;
}

function nameOf(quoted: string): string | null {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return null;
  }
}
