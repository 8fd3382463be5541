import { plainTyped } from '../../domain/base/typed-text.ts';
import { plusDays, type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import {
  type CardNumberForm,
  type CardNumberRules,
  formsOf,
  hasCardForm,
  innerLengthOf,
} from '../../domain/card/card-form.ts';
import { CardNumber, hasValidCheckCharacter } from '../../domain/card/card-number.ts';
import { dayOption, numberOption } from '../input/option-value.ts';
import { FLAG, optionsOrWords, TEXT, TEXTS } from '../input/options-of.ts';
import { CommandFault } from '../input/terminal.ts';

export const USAGE = `用法 (usage):
  npm run -s card -- issue [--count N] [--seed S] [--prefix P] [--number NUMBER]... [--serial N] [--tier N]
                           [--valid-from DATE] [--valid-until DATE] [--key FILE [--passphrase-file FILE]]
      卡号、校验字符和签名二维码，每张一行 JSON (numbers with check character and signed QR, a JSON object a line)
      --count N        how many numbers to make (1, at most ${100_000}); the same --seed makes the same numbers
      --prefix P       what made numbers begin with, one of the catalogue's forms (its first); digits and the check follow
      --number NUMBER  issue this number anew instead, with another serial; may be given several times
      --serial N       issue serial of the first card; it grows by one (1)
      --tier N         0 to 255 (0)
      --valid-from     first valid day (today); the day of issue, so that older rosters know the card as new
      --valid-until    last valid day (three years)
      --key FILE       a card key of npm run keys; its passphrase is asked for, or read from a pipe or the
                       --passphrase-file. Without a key the public development key signs, for demos
  npm run -s card -- verify [TEXT...] [--keys FILE [--roots FILE]] [--date DATE]
      每段文字是什么 (what each text is; without TEXT, each line of standard input); exit 1 if one is no good card
      --keys FILE      the district's signed list of keys as it sends it; without it the development list
      --roots FILE     the roots that must have signed that list; without it the development root
  npm run -s card -- sheet [FILE] > sheet.html
      由 issue 的输出生成可打印的卡样 (a printable page of cards in real size, from the lines of issue)`;

const COUNT_MAX = 100_000;
const UINT32_MAX = 0xffff_ffff;
const DAYS_VALID = 3 * 365;

export type CardArguments =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'issue';
      readonly count: number;
      /** Null makes random numbers. */
      readonly seed: string | null;
      /** The form of the numbers that are made. */
      readonly form: CardNumberForm;
      /** Numbers that are issued as they are; empty if numbers must be made. */
      readonly numbers: readonly CardNumber[];
      readonly serial: number;
      readonly tier: number;
      readonly validFrom: WallDate;
      readonly validUntil: WallDate;
      readonly keyFile: string | null;
      readonly passphraseFile: string | null;
    }
  | {
      readonly kind: 'verify';
      readonly texts: readonly string[];
      readonly keysFile: string | null;
      readonly rootsFile: string | null;
      readonly date: WallDate;
    }
  | { readonly kind: 'sheet'; readonly file: string | null };

/** Reads the command line; throws `CommandFault`. */
export function readArguments(args: readonly string[], rules: CardNumberRules): CardArguments {
  const { values, positionals } = parsed(args);
  const [command, ...rest] = positionals;
  const today = wallDateOf(Date.now());
  if (values.help === true || command === undefined) return { kind: 'help' };
  switch (command) {
    case 'issue':
      return issueArguments(values, today, rules);
    case 'verify':
      return {
        kind: 'verify',
        texts: rest,
        keysFile: values.keys ?? null,
        rootsFile: values.roots ?? null,
        date: dayOption('--date', values.date ?? today),
      };
    case 'sheet':
      return { kind: 'sheet', file: rest[0] ?? null };
    default:
      throw new CommandFault(`没有这个命令 there is no command ${command}\n\n${USAGE}`);
  }
}

const WRONG_ORDER = '--valid-until 不能早于 --valid-from --valid-until must not be before --valid-from';

type Values = ReturnType<typeof parsed>['values'];

function issueArguments(values: Values, today: WallDate, rules: CardNumberRules): CardArguments {
  const validFrom = dayOption('--valid-from', values['valid-from'] ?? today);
  const validUntil = dayOption('--valid-until', values['valid-until'] ?? plusDays(validFrom, DAYS_VALID - 1));
  if (validUntil < validFrom) throw new CommandFault(WRONG_ORDER);
  const form = formOfOption(values.prefix, rules);
  // Numbers are drawn until there are enough that differ: they must have room.
  const countMax = Math.min(COUNT_MAX, 10 ** innerLengthOf(form) / 2);
  return {
    kind: 'issue',
    count: numberOption('--count', values.count ?? '1', { min: 1, max: countMax }),
    seed: values.seed ?? null,
    form,
    numbers: (values.number ?? []).map((text) => cardNumberOfOption(text, rules)),
    serial: numberOption('--serial', values.serial ?? '1', { min: 0, max: UINT32_MAX - COUNT_MAX }),
    tier: numberOption('--tier', values.tier ?? '0', { min: 0, max: 255 }),
    validFrom,
    validUntil,
    keyFile: values.key ?? null,
    passphraseFile: values['passphrase-file'] ?? null,
  };
}

function parsed(args: readonly string[]) {
  const given = optionsOrWords({
    args: [...args],
    allowPositionals: true,
    options: {
      count: TEXT,
      seed: TEXT,
      prefix: TEXT,
      number: TEXTS,
      serial: TEXT,
      tier: TEXT,
      'valid-from': TEXT,
      'valid-until': TEXT,
      key: TEXT,
      keys: TEXT,
      roots: TEXT,
      'passphrase-file': TEXT,
      date: TEXT,
      help: FLAG,
    },
  });
  if (typeof given === 'string') throw new CommandFault(`${given}\n\n${USAGE}`);
  return given;
}

function formOfOption(prefix: string | undefined, rules: CardNumberRules): CardNumberForm {
  const forms = formsOf(rules);
  const form = prefix === undefined ? forms[0] : forms.find((candidate) => candidate.prefix === prefix);
  if (form !== undefined) return form;
  const declared = forms.map((candidate) => candidate.prefix).join(', ');
  throw new CommandFault(
    `--prefix：应为目录所列卡号格式之一 --prefix must be one of the catalogue's forms (${declared}), not ${prefix}`,
  );
}

function cardNumberOfOption(typed: string, rules: CardNumberRules): CardNumber {
  const text = plainTyped(typed);
  const number = CardNumber.safeParse(text);
  const isGood = number.success && hasValidCheckCharacter(text);
  if (isGood && hasCardForm(text, rules)) return number.data;
  if (!isGood)
    throw new CommandFault(
      `--number ${text}：不是卡号，或校验位不对 is no card number with a right check character`,
    );
  const declared = formsOf(rules).map(({ prefix, length }) => `${prefix}, ${length} characters`);
  throw new CommandFault(
    `--number ${text}：不符合目录规定的卡号格式 has not the catalogue's form of a card number (${declared.join('; ')})`,
  );
}
