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
 * The options and files of a command line, as `parseArgs` reads them. Throws, as it does, if an option does not exist
 * or lacks its value. Also throws if a value is given twice, since the first would be lost without a message.
 */
export function optionsOf<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  const { tokens = [] } = parseArgs({ ...config, tokens: true });
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option' || token.value === undefined) continue;
    const { name, rawName } = token;
    if (seen.has(name) && config.options?.[name]?.multiple !== true) {
      throw new Error(`${rawName}：只能给一次 ${rawName} is given twice`);
    }
    seen.add(name);
  }
  return parseArgs(config);
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
