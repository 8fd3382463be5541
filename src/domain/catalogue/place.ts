import type { z } from 'zod';
import { shownText } from '../base/plain-text.ts';
import { isJsonObject } from './catalogue-rule.ts';

/** Longer names are cut: what a file calls a field of its own may be of any length. */
const NAME_LENGTH_MAX = 64;

/** Where in a catalogue: `items/outdoor-ticket/season`. Nothing in it hides or commands. */
export function placeOf(...names: readonly string[]): string {
  return names.map(nameText).join('/');
}

function nameText(name: string): string {
  const text = shownText(name.slice(0, NAME_LENGTH_MAX + 1));
  if (text === '') return '""';
  return text.length > NAME_LENGTH_MAX ? `${text.slice(0, NAME_LENGTH_MAX)}…` : text;
}

/** As many fields of one part are named. */
const FIELDS_NAMED_MAX = 3;

/**
 * The fields of a part that this release does not know, or whose value it does not understand; some, where there are
 * many.
 */
export function unknownFieldsOf(given: unknown, parsed: z.ZodSafeParseResult<object>): readonly string[] {
  const fields = parsed.success
    ? changedFields(given, parsed.data)
    : [...new Set(faultyFields(parsed.error))];
  return fields.length > FIELDS_NAMED_MAX ? fields.slice(0, FIELDS_NAMED_MAX) : fields;
}

/** The fields whose value a schema let pass by leaving it out, or by taking another for it. */
export function changedFields(given: unknown, read: object): readonly string[] {
  if (!isJsonObject(given)) return [];
  const known = read as Readonly<Record<string, unknown>>;
  return Object.keys(given).filter((field) =>
    field === 'kind' ? known[field] !== given[field] : known[field] === undefined,
  );
}

function faultyFields({ issues }: z.ZodError): readonly string[] {
  return issues.flatMap((issue) => {
    const [first] = issue.path;
    if (first !== undefined) return [String(first)];
    return issue.code === 'unrecognized_keys' ? issue.keys.slice(0, FIELDS_NAMED_MAX) : [];
  });
}
