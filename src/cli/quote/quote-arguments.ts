import {
  type QuoteError,
  type QuoteRequest,
  type QuoteResult,
  quoteOf,
} from '../../catalogue-review/quotation.ts';
import { jsonOf } from '../../domain/base/json-text.ts';
import type { Fen } from '../../domain/base/money.ts';
import { plainTyped } from '../../domain/base/typed-text.ts';
import { WallMinute } from '../../domain/base/wall-time.ts';
import { Person } from '../../domain/card/family.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { USE_BOUNDS } from '../../domain/decision/use-bounds.ts';

export type ParsedArguments =
  | { readonly ok: true; readonly request: QuoteRequest; readonly json: boolean }
  | { readonly ok: false; readonly error: QuoteError; readonly json: boolean };

/** A price is given for everything that a journal may have; a desk records less. */
const { minutesMax: MINUTES_MAX, quantityMax: QUANTITY_MAX } = USE_BOUNDS.journal;

const OPTIONS = [
  '--site',
  '--item',
  '--start',
  '--minutes',
  '--quantity',
  '--person',
  '--list-price',
] as const;
type Option = (typeof OPTIONS)[number];
type Given = ReadonlyMap<Option, string>;

/** Reads `--site ID --item ID --start YYYY-MM-DDTHH:MM` and the rest; `--name=value` is understood too. */
export function parseArguments(args: readonly string[]): ParsedArguments {
  const json = args.includes('--json');
  const given = collect(args.filter((argument) => argument !== '--json'));
  if ('kind' in given) return { ok: false, error: given, json };
  const request = requestOf(given);
  return 'kind' in request ? { ok: false, error: request, json } : { ok: true, request, json };
}

function collect(args: readonly string[]): Given | QuoteError {
  const given = new Map<Option, string>();
  for (let index = 0; index < args.length; index++) {
    const [name, inline] = splitOnce(args[index] ?? '');
    const option = OPTIONS.find((candidate) => candidate === name);
    if (option === undefined)
      return { kind: 'unknown-argument', message: `不认识的参数 (unknown argument): ${name}` };
    if (given.has(option))
      return { kind: 'repeated-argument', message: `${option} 只能给一次 (given twice)` };
    const value = inline ?? args[++index];
    if (value === undefined) return { kind: 'missing-argument', message: `${option} 缺少值 (needs a value)` };
    given.set(option, plainTyped(value));
  }
  return given;
}

function splitOnce(argument: string): readonly [string, string | undefined] {
  const equals = argument.indexOf('=');
  return equals < 0 ? [argument, undefined] : [argument.slice(0, equals), argument.slice(equals + 1)];
}

function requestOf(given: Given): QuoteRequest | QuoteError {
  for (const option of ['--site', '--item', '--start'] as const) {
    if (!given.has(option)) return { kind: 'missing-argument', message: `缺少 ${option} (missing)` };
  }
  const start = given.get('--start') ?? '';
  if (!isStart(start)) {
    return {
      kind: 'bad-start',
      message: `--start 应为 2000 至 2099 年的 YYYY-MM-DDTHH:MM (not such a minute): ${start}`,
    };
  }
  const minutes = given.get('--minutes');
  if (minutes !== undefined && !isWholeUpTo(minutes, MINUTES_MAX)) {
    return {
      kind: 'bad-minutes',
      message: `--minutes 应为 1 至 ${MINUTES_MAX} 的整数 (a whole number from 1 to ${MINUTES_MAX}): ${minutes}`,
    };
  }
  const quantity = given.get('--quantity');
  if (quantity !== undefined && !isWholeUpTo(quantity, QUANTITY_MAX)) {
    return {
      kind: 'bad-quantity',
      message: `--quantity 应为 1 至 ${QUANTITY_MAX} 的整数 (a whole number from 1 to ${QUANTITY_MAX}): ${quantity}`,
    };
  }
  const named = given.get('--person');
  const person = Person.safeParse(named).data;
  if (named !== undefined && person === undefined) {
    return { kind: 'bad-person', message: `--person 应为 holder、spouse 或 child (one of these): ${named}` };
  }
  const listPrice = given.get('--list-price');
  const listFen = listPrice === undefined ? undefined : fenOfYuan(listPrice);
  if (listFen === null) {
    return {
      kind: 'bad-list-price',
      message: `--list-price 应为正数，单位元，最多两位小数 (yuan above 0, two decimals): ${listPrice}`,
    };
  }
  return {
    siteId: given.get('--site') ?? '',
    itemId: given.get('--item') ?? '',
    start,
    ...(minutes === undefined ? {} : { minutes: Number(minutes) }),
    ...(quantity === undefined ? {} : { quantity: Number(quantity) }),
    ...(person === undefined ? {} : { person }),
    ...(listFen === undefined ? {} : { listFen }),
  };
}

/** A real minute of the years that the calendar reaches. */
function isStart(start: string): boolean {
  return /^20[0-9]{2}-/.test(start) && WallMinute.safeParse(start).success;
}

function isWholeUpTo(text: string, max: number): boolean {
  return /^[1-9][0-9]{0,3}$/.test(text) && Number(text) <= max;
}

/** `35.5` as 3550; null for what is not a price above nothing, up to 999,999.99 yuan. */
function fenOfYuan(yuan: string): Fen | null {
  const [, whole = '', cents = ''] = /^([0-9]{1,6})(?:\.([0-9]{1,2}))?$/.exec(yuan) ?? [];
  const fen = Number(whole) * 100 + Number(cents.padEnd(2, '0'));
  return fen > 0 ? fen : null;
}

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
