import { isStorableText } from '../../../domain/base/plain-text.ts';
import { WallDate } from '../../../domain/base/wall-time.ts';
import {
  type ChangeReason,
  REASON_LENGTH_MAX,
  REASON_WORDS,
  ReasonKind,
  ReasonWords,
} from '../../../domain/card/change-reason.ts';
import type { CardTexts } from '../../../protocol/wire-cards.ts';
import { FLAG, TEXT, TEXTS } from '../../input/options-of.ts';
import { OFFICE_LINE_USAGE, officeOptionsOf } from '../office-client.ts';
import { KEY_OPTIONS } from '../options.ts';

const REASON_LINES = ReasonKind.options.map((kind) => `    ${REASON_WORDS[kind].zh} (${kind})`).join('\n');

export const CARDS_USAGE = `npm run -s district -- cards template [FILE.csv|FILE.xlsx]
npm run -s district -- cards import FILE [--dry-run] [--json]
npm run -s district -- cards list [TEXT] [--limit N] [--after NUMBER] [--json]
npm run -s district -- cards show NUMBER [--json]
npm run -s district -- cards add [NUMBER] --name NAME --from DAY --until DAY [...]    the next number if none is given
npm run -s district -- cards set NUMBER [--status …] [--name …] [--tier …] [--from …] [--until …] [--spouse …] [--child …]...
    [--consent DAY] [--reason REASON]
npm run -s district -- cards replace NUMBER [--by NUMBER] [--reason REASON]   gives the holder the next number, or the one named
npm run -s district -- cards imports [--json]          files that were taken
npm run -s district -- cards undo IMPORT [--json]      takes a file back

  import reads CSV and XLSX. Columns are found by their names, in any order: 卡号, 姓名, 层次, 有效期起, 有效期至, 状态,
  配偶, 子女; others are passed over and named. A column that is missing changes nothing. All rows are taken, or none
  where one is refused (exit 1). --dry-run says what would become of each row.
  status is 有效, 暂停, 挂失, 注销 or 已换发 (active, suspended, lost, revoked, replaced). --child NAME once for each child,
  of whom only the count is kept; --spouse '' and --child '' take them off.
  --consent DAY notes that the consent of the children's guardian was seen on that day; --consent '' takes it back.
  --reason says why, for the history: one of
${REASON_LINES}
  with or without words behind it (--reason 其他原因：家属来电), or words alone. 暂停, 注销 and 有效, and a shorter validity,
  are refused without one. Write no identity or telephone number into it.
  replace refuses the old card from then on. Uses, rights and records of the old card, and of those before it, count as
  the new card's own. --by names a card that is printed or on the roster already, also for one that was replaced before.
  --officer NAME  who does it, for the history (office); a running district takes the name of the token
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
  --keys FOLDER   the forms of card numbers are those of the catalogue there; without it, of resources/catalogue.json
  Asks the data, with PGlite while the district is not running; or a running district at URL with an access token
  (--url URL --token-file FILE; - reads standard input).
${OFFICE_LINE_USAGE}`;

const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 1_000_000;
const OFFICER_LENGTH_MAX = 60;

/** What `cards` is asked to do. */
export type CardsOrder =
  | { readonly kind: 'template'; readonly file: string | null }
  | { readonly kind: 'import'; readonly file: string; readonly isDryRun: boolean }
  | { readonly kind: 'list'; readonly text: string; readonly after: string; readonly limit: number }
  | { readonly kind: 'show'; readonly cardNumber: string }
  | {
      readonly kind: 'replace';
      readonly cardNumber: string;
      readonly by?: string;
      readonly reason: ChangeReason | null;
    }
  | {
      readonly kind: 'add';
      readonly cardNumber: string | null;
      readonly texts: CardTexts;
      readonly consentSeenOn: WallDate | null | undefined;
    }
  | {
      readonly kind: 'set';
      readonly cardNumber: string;
      readonly texts: CardTexts;
      readonly consentSeenOn: WallDate | null | undefined;
      readonly reason: ChangeReason | null;
    }
  | { readonly kind: 'imports' }
  | { readonly kind: 'undo'; readonly importId: string };

/** Reads the order and the options of a command line, or says in words what is wrong. */
export function readCardsArguments(args: string[]) {
  const { values: given, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: {
      json: FLAG,
      'dry-run': FLAG,
      limit: TEXT,
      after: TEXT,
      officer: TEXT,
      name: TEXT,
      tier: TEXT,
      from: TEXT,
      until: TEXT,
      status: TEXT,
      spouse: TEXT,
      child: TEXTS,
      by: TEXT,
      reason: TEXT,
      consent: TEXT,
      ...KEY_OPTIONS,
    },
  });
  if (given.officer !== undefined && given.url !== undefined) return OFFICER_OF_TOKEN;
  const officer = given.officer?.trim() ?? 'office';
  if (officer === '' || officer.length > OFFICER_LENGTH_MAX || !isStorableText(officer)) return WRONG_OFFICER;
  const order = orderOf(positionals, given);
  return typeof order === 'string' ? `${order}\n\n${CARDS_USAGE}` : { ...given, order, officer };
}

interface Given {
  readonly 'dry-run'?: boolean | undefined;
  readonly limit?: string | undefined;
  readonly after?: string | undefined;
  readonly name?: string | undefined;
  readonly tier?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly status?: string | undefined;
  readonly spouse?: string | undefined;
  readonly child?: readonly string[] | undefined;
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
  readonly consent?: string | undefined;
}

function orderOf([verb, object, ...others]: readonly string[], given: Given): CardsOrder | string {
  if (others.length > 0) return TOO_MUCH;
  const texts = textsOf(given);
  const isChange = verb === 'add' || verb === 'set';
  const isNothing = Object.keys(texts).length === 0 && given.consent === undefined;
  if (!isChange && !isNothing) return ONLY_FOR_CHANGES;
  if (isChange && isNothing) return NO_CHANGE;
  const consentSeenOn = given.consent === '' ? null : given.consent;
  if (typeof consentSeenOn === 'string' && !WallDate.safeParse(consentSeenOn).success) return WRONG_CONSENT;
  if (given.by !== undefined && verb !== 'replace') return ONLY_FOR_REPLACE;
  if (given.reason !== undefined && verb !== 'set' && verb !== 'replace') return ONLY_FOR_REASONS;
  const reason = given.reason === undefined ? null : reasonOf(given.reason);
  if (reason === 'wrong') return WRONG_REASON;
  if (given['dry-run'] === true && verb !== 'import') return ONLY_FOR_IMPORTS;
  switch (verb) {
    case 'template':
      return { kind: verb, file: object ?? null };
    case 'list':
      return listOrder(object ?? '', given);
    case 'imports':
      return object === undefined ? { kind: verb } : TOO_MUCH;
    case 'import':
      if (object === undefined) return NO_FILE;
      return { kind: verb, file: object, isDryRun: given['dry-run'] === true };
    case 'show':
      return object === undefined ? NO_NUMBER : { kind: verb, cardNumber: object };
    case 'replace':
      if (object === undefined) return NO_NUMBER;
      return { kind: verb, cardNumber: object, reason, ...(given.by === undefined ? {} : { by: given.by }) };
    case 'add':
      return { kind: verb, cardNumber: object ?? null, texts, consentSeenOn };
    case 'set':
      return object === undefined
        ? NO_NUMBER
        : { kind: verb, cardNumber: object, texts, reason, consentSeenOn };
    case 'undo':
      return object === undefined ? NO_IMPORT : { kind: verb, importId: object };
    default:
      return NO_VERB;
  }
}

function listOrder(text: string, { limit = String(LIMIT_DEFAULT), after = '' }: Given): CardsOrder | string {
  const count = /^[0-9]{1,7}$/.test(limit) ? Number(limit) : 0;
  return count < 1 || count > LIMIT_MAX ? WRONG_LIMIT : { kind: 'list', text, after, limit: count };
}

/** Reads a reason of the list, alone or with `: words` after it. Any other words count as another reason. */
function reasonOf(text: string): ChangeReason | 'wrong' {
  const plain = text.trim();
  const [head = '', ...rest] = plain.split(/[：:]/);
  const kind = ReasonKind.options.find((one) => [one, REASON_WORDS[one].zh].includes(head.trim()));
  const words = kind === undefined ? plain : rest.join('：').trim();
  if (plain === '' || !ReasonWords.safeParse(words).success) return 'wrong';
  return { kind: kind ?? 'other', words };
}

function textsOf({ name, tier, from, until, status, spouse, child }: Given): CardTexts {
  return {
    ...(name === undefined ? {} : { name }),
    ...(tier === undefined ? {} : { tier }),
    ...(from === undefined ? {} : { validFrom: from }),
    ...(until === undefined ? {} : { validUntil: until }),
    ...(status === undefined ? {} : { status }),
    ...(spouse === undefined ? {} : { spouse }),
    ...(child === undefined ? {} : { children: child.join('、') }),
  };
}

const NO_VERB =
  '要写明做什么：template、import、list、show、add、set、replace、imports 或 undo one of template, import, list, show, add, set, replace, imports and undo is needed';
const NO_FILE = '要写明导入哪个文件 a FILE to import is needed';
const NO_NUMBER = '要写明卡号 the NUMBER of a card is needed';
const NO_IMPORT = '要写明撤销哪次导入，见 cards imports the id of an import is needed: see cards imports';
const NO_CHANGE = '要写明改什么，如 --status 挂失 say what to change, such as --status 挂失';
const TOO_MUCH = '多了参数 there are too many words';
const ONLY_FOR_CHANGES = '这些选项只用于 add 和 set these options are for add and set alone';
const ONLY_FOR_REPLACE = '--by 只用于 replace --by is for replace alone';
const WRONG_CONSENT = '--consent：应为 YYYY-MM-DD --consent must be a day: YYYY-MM-DD';
const ONLY_FOR_REASONS = '--reason 只用于 set 和 replace --reason is for set and replace alone';
const WRONG_REASON = `--reason：要写原因，最多 ${REASON_LENGTH_MAX} 个字 --reason needs a reason of ${REASON_LENGTH_MAX} characters at most`;
const ONLY_FOR_IMPORTS = '--dry-run 只用于 import --dry-run is for import alone';
const WRONG_LIMIT = `--limit：应为 1 至 ${LIMIT_MAX} 的整数 --limit must be a whole number from 1 to ${LIMIT_MAX}`;
const OFFICER_OF_TOKEN =
  '--officer 只用于 --data；运行中的区平台按令牌记名 --officer is for --data alone: a running district writes down whose token it is';
const WRONG_OFFICER = `--officer：要写名字，最多 ${OFFICER_LENGTH_MAX} 个字符 --officer needs a name of ${OFFICER_LENGTH_MAX} characters at most`;
