import type { WallDate } from '../../domain/base/wall-time.ts';
import { dayOption, numberOption } from '../input/option-value.ts';
import { FLAG, optionsOrWords, TEXT, TEXTS } from '../input/options-of.ts';
import { CommandFault } from '../input/terminal.ts';
import { KeyRole } from './sealed-key.ts';

export const USAGE = `npm run -s keys -- init FOLDER [--offline FOLDER]... [--roots N] [--until DATE]
    新建全部密钥 makes roots, the first card, catalogue and server key, and the list of keys that a root signs
npm run -s keys -- show FOLDER           现状 what is in force, with fingerprints and days
npm run -s keys -- roots FOLDER [--out FILE]    公开的根 the public roots, for packaging and for --roots
npm run -s keys -- issue FOLDER card|catalogue|server|export [--root FILE] [--until DATE]
    再加一把 makes one more key and signs the new list
npm run -s keys -- roll FOLDER root|card|catalogue|server|export [--root FILE] [--overlap DAYS] [--until DATE]
    换一把 the same, and gives the keys before it a last day; a new root is added to the roots
npm run -s keys -- withdraw FOLDER KEY-ID [--last-day DATE] [--root FILE]
    停用 gives a key an earlier last day (yesterday), never a later one; a root leaves the roots at once

  --offline FOLDER   where the roots' secrets go, such as a stick; give it twice for two copies (FOLDER/offline)
  --roots N          how many roots to begin with, 1 to 4 (1)
  --until DATE       last day of the new key (ten years)
  --overlap DAYS     how long the keys before it stay in force (30; card keys keep their days)
  --root FILE        the root that signs the list (the one in FOLDER/offline)
  --passphrase-file FILE   a line for each passphrase in the order of asking, or one line for all, and no other
                     number of lines; without it they are asked for, or read from a pipe in the same way
The order of asking: the signing root first, then each new key; init: roots, card, catalogue, server.
口令不在命令行或环境变量中。Passphrases never stand on the command line or in the environment.
两人共同操作，见 docs/keys.md. How two people do it: docs/keys.md.`;

interface Common {
  readonly folder: string;
  readonly passphraseFile: string | null;
}

export type KeyArguments =
  | { readonly kind: 'help' }
  | ({
      readonly kind: 'init';
      readonly offline: readonly string[];
      readonly roots: number;
      readonly until: WallDate | null;
    } & Common)
  | ({ readonly kind: 'show' } & Common)
  | ({ readonly kind: 'roots'; readonly out: string | null } & Common)
  | ({
      readonly kind: 'issue' | 'roll';
      readonly role: KeyRole;
      readonly rootFile: string | null;
      readonly offline: readonly string[];
      readonly until: WallDate | null;
      /** Null for what the role has by default. */
      readonly overlapDays: number | null;
    } & Common)
  | ({
      readonly kind: 'withdraw';
      readonly keyId: string;
      /** Null for yesterday. */
      readonly lastDay: WallDate | null;
      readonly rootFile: string | null;
    } & Common);

const ROOTS_MAX = 4;
const COPIES_MAX = 4;
const OVERLAP_DAYS_MAX = 3_650;

const HELP = '用法见 Usage: npm run -s keys -- --help';

/** The options of each command; all take `--passphrase-file`. */
const TAKES = {
  init: ['offline', 'roots', 'until'],
  show: [],
  roots: ['out'],
  issue: ['root', 'until'],
  roll: ['root', 'until', 'overlap', 'offline'],
  withdraw: ['root', 'last-day'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Command = keyof typeof TAKES;

/** Reads the command line; throws `CommandFault`. */
export function readKeyArguments(args: readonly string[]): KeyArguments {
  const { values, positionals } = parsed(args);
  const [command, folder, what, ...more] = positionals;
  if (values.help === true || command === undefined) return { kind: 'help' };
  if (!isCommand(command)) throw wrong(`没有这个命令 there is no command ${command}`);
  if (folder === undefined || more.length > 0)
    throw wrong(`${command}：要写明一个文件夹 ${command} needs one FOLDER`);
  refuseStrayOptions(
    command,
    Object.keys(values).filter((name) => name !== 'passphrase-file'),
  );
  const common = { folder, passphraseFile: values['passphrase-file'] ?? null };
  const offline = values.offline ?? [];
  if (offline.length > COPIES_MAX) throw wrong(`--offline: ${COPIES_MAX} times at most`);
  const until = dayOf('--until', values.until);
  const rootFile = values.root ?? null;
  switch (command) {
    case 'init':
      return {
        kind: 'init',
        ...common,
        offline,
        roots: countOf('--roots', values.roots, { min: 1, max: ROOTS_MAX }) ?? 1,
        until,
      };
    case 'show':
      return { kind: 'show', ...common };
    case 'roots':
      return { kind: 'roots', ...common, out: values.out ?? null };
    case 'issue':
    case 'roll': {
      const role = KeyRole.safeParse(what);
      if (!role.success || (command === 'issue' && role.data === 'root')) {
        throw wrong(
          `${command} ${what ?? ''}: card, catalogue, server or export${command === 'roll' ? ', or root' : ''}`,
        );
      }
      if (role.data === 'root' && (until !== null || values.overlap !== undefined)) {
        throw new CommandFault(
          `--until --overlap：根没有最后一天，没有新建。A root has no last day and ends by keys withdraw; leave --until and --overlap out. Nothing was made.`,
        );
      }
      const overlapDays = countOf('--overlap', values.overlap, { min: 0, max: OVERLAP_DAYS_MAX });
      return { kind: command, ...common, role: role.data, rootFile, offline, until, overlapDays };
    }
    case 'withdraw': {
      if (what === undefined) throw wrong('withdraw: which key? See keys show');
      return {
        kind: 'withdraw',
        ...common,
        keyId: what,
        lastDay: dayOf('--last-day', values['last-day']),
        rootFile,
      };
    }
  }
}

function isCommand(text: string): text is Command {
  return Object.hasOwn(TAKES, text);
}

function parsed(args: readonly string[]) {
  const given = optionsOrWords({
    args: [...args],
    allowPositionals: true,
    options: {
      offline: TEXTS,
      roots: TEXT,
      until: TEXT,
      root: TEXT,
      overlap: TEXT,
      out: TEXT,
      'last-day': TEXT,
      'passphrase-file': TEXT,
      help: FLAG,
    },
  });
  if (typeof given === 'string') throw wrong(given);
  return given;
}

function countOf(
  name: string,
  text: string | undefined,
  bounds: { readonly min: number; readonly max: number },
): number | null {
  return text === undefined ? null : numberOption(name, text, bounds);
}

function dayOf(name: string, text: string | undefined): WallDate | null {
  return text === undefined ? null : dayOption(name, text);
}

/** An option that does nothing must not look as if it did. */
function refuseStrayOptions(command: Command, given: readonly string[]): void {
  const stray = given.filter((name) => !TAKES[command].some((taken) => taken === name));
  if (stray.length === 0) return;
  const names = stray.map((name) => `--${name}`).join(' ');
  throw new CommandFault(
    `${names}：keys ${command} 没有这个选项，没有改动。keys ${command} does not take ${names}; nothing was changed.\n${HELP}`,
  );
}

function wrong(message: string): CommandFault {
  return new CommandFault(`${message}\n${HELP}`);
}
