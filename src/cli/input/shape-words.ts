import type { ZodError } from 'zod';
import { terminalLine } from '../../domain/base/plain-text.ts';

/** As many fields as one line has room for. */
const FIELDS_MAX = 8;
const NAME_LENGTH_MAX = 40;

/** Which fields of a JSON object are wrong, in one line: their names, and nothing of what stands in them. */
export function shapeWords({ issues }: ZodError): readonly [zh: string, en: string] {
  const named = issues.flatMap((issue) => [
    issue.path.join('.'),
    ...(issue.code === 'unrecognized_keys' ? issue.keys : []),
  ]);
  const names = [...new Set(named)].filter((name) => name !== '');
  if (names.length === 0) return ['不是一个 JSON 对象', 'it is no JSON object'];
  const shown = names.slice(0, FIELDS_MAX).map((name) => terminalLine(name.slice(0, NAME_LENGTH_MAX)));
  const fields = shown.join(', ') + (names.length > FIELDS_MAX ? '…' : '');
  return [`缺少、不对或多余的字段 ${fields}`, `fields that are missing, wrong or not known: ${fields}`];
}
