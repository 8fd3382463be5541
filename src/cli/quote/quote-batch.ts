import { type QuoteResult, quoteOf } from '../../catalogue-review/quotation.ts';
import { jsonOf } from '../../domain/base/json-text.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { parseArguments } from './quote-arguments.ts';

/** The answer to one line of a batch: a JSON array of arguments. Errors are answers too. */
export function answerOfLine(catalogue: Catalogue, line: string): QuoteResult {
  const args = argumentsOfLine(line);
  if (args === null) {
    return { error: { kind: 'bad-line', message: '每行应为 JSON 字符串数组 (not a JSON array of strings)' } };
  }
  const parsed = parseArguments(args);
  return parsed.ok ? quoteOf(catalogue, parsed.request) : { error: parsed.error };
}

/** Numbers are taken as they are written, so that `["--minutes", 90]` is understood. */
function argumentsOfLine(line: string): readonly string[] | null {
  const value = jsonOf(line);
  if (!Array.isArray(value)) return null;
  const isWord = (entry: unknown) => typeof entry === 'string' || typeof entry === 'number';
  return value.every(isWord) ? value.map(String) : null;
}
