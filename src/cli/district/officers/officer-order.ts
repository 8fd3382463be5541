import { z } from 'zod';
import {
  AddressUnlock,
  NewOfficer,
  NewToken,
  OfficeRole,
  OfficerChange,
  OfficerName,
} from '../../../protocol/wire-office.ts';
import { FLAG, TEXT, TEXTS } from '../../input/options-of.ts';
import { OFFICE_LINE_USAGE, officeOptionsOf } from '../office-client.ts';

export const OFFICERS_USAGE = `npm run -s district -- officers list [--json]                     officers and access tokens
npm run -s district -- officers add NAME --role ROLE [--site ID]...    prints a one-time password
npm run -s district -- officers set NAME [--role ROLE] [--site ID]...  another role, other sites
npm run -s district -- officers lock NAME [--unlock]              shuts out, and ends all sessions
npm run -s district -- officers unlock-address ADDRESS            after too many wrong tries from there
npm run -s district -- officers reset NAME                        a one-time password, without the second factor
npm run -s district -- officers token --name NAME --role ROLE [--site ID]... [--days N]    a token for a program
npm run -s district -- officers token --name NAME --end           ends it
npm run -s district -- officers first                             a link for the first administrator, once, one day

  ROLE is ${OfficeRole.options.join(', ')}; a venue-manager has sites, and nobody else.
  A token is printed once, alone on standard output: keep it in a file that only its program can read (--token-file FILE
  of the commands, or the variable OFFICE_TOKEN). It ends after N days (90, at most 366).
  --json          one JSON object a line
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
  Asks the data, with PGlite while the district is not running; or a running district at URL with an administrator's
  token (--url URL --token-file FILE). first asks the data alone: without an administrator there is no token.
${OFFICE_LINE_USAGE}`;

/** What `officers` is asked to do. */
export type OfficersOrder =
  | { readonly kind: 'list' }
  | { readonly kind: 'first' }
  | { readonly kind: 'add'; readonly officer: NewOfficer }
  | { readonly kind: 'change'; readonly name: string; readonly change: OfficerChange }
  | { readonly kind: 'token'; readonly token: NewToken }
  | { readonly kind: 'end-token'; readonly name: string }
  | { readonly kind: 'unlock-address'; readonly address: string };

/** The order and the options of a command line, or in words why it is none. */
export function readOfficersArguments(args: string[]) {
  const { values: given, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: {
      json: FLAG,
      role: TEXT,
      site: TEXTS,
      name: TEXT,
      days: TEXT,
      end: FLAG,
      unlock: FLAG,
    },
  });
  const order = orderOf(positionals, given);
  return typeof order === 'string' ? `${order}\n\n${OFFICERS_USAGE}` : { ...given, order };
}

interface Given {
  readonly url?: string | undefined;
  readonly role?: string | undefined;
  readonly site?: string[] | undefined;
  readonly name?: string | undefined;
  readonly days?: string | undefined;
  readonly end?: boolean | undefined;
  readonly unlock?: boolean | undefined;
}

function orderOf([verb, name, ...more]: readonly string[], given: Given): OfficersOrder | string {
  if (more.length > 0) return TOO_MUCH;
  const { role, site, unlock } = given;
  switch (verb) {
    case 'list':
      return name === undefined ? { kind: 'list' } : TOO_MUCH;
    case 'first':
      if (name !== undefined) return TOO_MUCH;
      return given.url === undefined ? { kind: 'first' } : FIRST_OF_DATA;
    case 'add': {
      const read = NewOfficer.safeParse({ name, role, siteIds: site ?? null });
      return read.success ? { kind: 'add', officer: read.data } : wrongWords(read.error);
    }
    case 'set':
      if (role === undefined && site === undefined) return NO_CHANGE;
      return changeOf(name, { ...(role && { role }), ...(site && { siteIds: site }) });
    case 'lock':
      return changeOf(name, { locked: unlock !== true });
    case 'unlock-address': {
      const read = AddressUnlock.safeParse({ address: name });
      return read.success ? { kind: 'unlock-address', ...read.data } : ADDRESS_WANTED;
    }
    case 'reset':
      return changeOf(name, { reset: true });
    case 'token':
      return name === undefined ? tokenOf(given) : TOKEN_NAME;
    default:
      return NO_VERB;
  }
}

function changeOf(name: string | undefined, change: object): OfficersOrder | string {
  const read = NamedChange.safeParse({ name, change });
  return read.success ? { kind: 'change', ...read.data } : wrongWords(read.error);
}

const NamedChange = z.strictObject({ name: OfficerName, change: OfficerChange });

function tokenOf({ name, role, site, days, end }: Given): OfficersOrder | string {
  if (end === true) return name === undefined ? TOKEN_NAME : { kind: 'end-token', name };
  const order = { name, role, siteIds: site ?? null, ...(days === undefined ? {} : { days: Number(days) }) };
  const read = NewToken.safeParse(order);
  return read.success ? { kind: 'token', token: read.data } : wrongWords(read.error);
}

/** Names the word that is wrong by its place. */
function wrongWords({ issues }: z.ZodError): string {
  const place = issues[0]?.path.findLast((part) => typeof part === 'string');
  return WORDS[String(place)] ?? NO_VERB;
}

const NAME_WORDS =
  '要写姓名，最多 40 个字，不含 : / \\ ? # % a NAME is needed, of 40 characters at most and without : / \\ ? # %';
const WORDS: Readonly<Record<string, string>> = {
  name: NAME_WORDS,
  role: `--role：应为 ${OfficeRole.options.join('、')} 之一 --role must be one of ${OfficeRole.options.join(', ')}`,
  siteIds: '--site：要写服务点编号 --site needs the ID of a site',
  days: '--days：应为 1 至 366 的整数 --days must be a whole number from 1 to 366',
};
const ADDRESS_WANTED = '要写 IP 地址，例如 192.0.2.7 the IP address is needed, as 192.0.2.7';
const TOO_MUCH = '多了参数 there are too many words';
const NO_CHANGE = '要写明改什么：--role 或 --site say what to change: --role or --site';
const TOKEN_NAME = '令牌要有名字：--name NAME a token needs a name: --name NAME';
const FIRST_OF_DATA = 'first 只用于 --data 或 DATABASE_URL first asks the data alone: --data or DATABASE_URL';
const NO_VERB =
  '要写明做什么：list、add、set、lock、reset、token 或 first one of list, add, set, lock, reset, token and first is needed';
