import { type ParseArgsConfig, parseArgs } from 'node:util';
import { messageOf } from '../../domain/base/message-of.ts';

/** True if the words of a command ask what it can do. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

/** An option with a text, one that may be given several times, and one without a text. */
export const TEXT = { type: 'string' } as const;
export const TEXTS = { type: 'string', multiple: true } as const;
export const FLAG = { type: 'boolean' } as const;

/** What a command line is when it starts nothing. */
export type NothingToRun = { readonly kind: 'help' } | { readonly kind: 'wrong'; readonly message: string };

/**
 * The options and files of a command line, as `parseArgs` reads them. Throws in words if an option does not exist, lacks
 * its value or takes none, or if there is a word too many. Also throws if a value is given twice, since the first would
 * be lost without a message.
 */
export function optionsOf<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  const { tokens = [] } = parseArgs({ ...config, strict: false, tokens: true });
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional' && config.allowPositionals !== true) {
      throw new Error(`多了参数“${token.value}” there is a word too many: ${token.value}`);
    }
    if (token.kind !== 'option') continue;
    const { name, rawName } = token;
    const option = config.options?.[name];
    const wrong = wrongOption(option?.type, token);
    if (wrong !== null) throw new Error(wrong);
    if (token.value === undefined) continue;
    if (seen.has(name) && option?.multiple !== true) {
      throw new Error(`${rawName}：只能给一次 ${rawName} is given twice`);
    }
    seen.add(name);
  }
  return parseArgs(config);
}

/** What is wrong with an option by itself, in words; null if nothing is. */
function wrongOption(
  type: 'string' | 'boolean' | undefined,
  given: {
    readonly rawName: string;
    readonly value?: string | undefined;
    readonly inlineValue?: boolean | undefined;
  },
): string | null {
  const { rawName, value } = given;
  if (type === undefined) return `没有选项 ${rawName} there is no option ${rawName}`;
  if (type === 'boolean')
    return value === undefined ? null : `${rawName}：后面不带值 ${rawName} takes no value`;
  if (value === undefined) return `${rawName}：后面缺少值 ${rawName} needs a value`;
  // A minus alone stands for standard input.
  if (given.inlineValue === true || !/^-./.test(value)) return null;
  return `${rawName}：后面缺少值；值以 - 开头时写成 ${rawName}=${value} ${rawName} needs a value; one that begins with - is written ${rawName}=${value}`;
}

/** As `optionsOf`; a command line that is wrong is answered in words. */
export function optionsOrWords<T extends ParseArgsConfig>(
  config: T,
): ReturnType<typeof parseArgs<T>> | string {
  try {
    return optionsOf(config);
  } catch (thrown) {
    return messageOf(thrown);
  }
}
