import {
  type ClosedDays,
  daysOf,
  type HoursPlace,
  openTimesOf,
  reasonOf,
} from '../../../catalogue-review/closed-days.ts';
import { FLAG, TEXT } from '../../input/options-of.ts';
import { OFFICE_LINE_USAGE, officeOptionsOf } from '../office-client.ts';
import { KEY_OPTIONS } from '../options.ts';

export const DRAFTS_USAGE = `npm run -s district -- catalogue begin [--from-version N]    a draft from what is in force, or from version N
npm run -s district -- catalogue draft [--out FILE] [--json]   where the draft stands; --out writes it for signing
npm run -s district -- catalogue save FILE                     a changed file over the draft
npm run -s district -- catalogue holidays FILE                 the State Council's notice, as text, into the draft
npm run -s district -- catalogue closed --site ID [--item ID | --resource ID] --from DAY [--until DAY] --reason 换水停场 [--open 09:00-12:00]
                                                               an exceptional day into the draft; another reason is 中文|English
npm run -s district -- catalogue check | diff [--language zh|en]
npm run -s district -- catalogue quote --item ID --site ID --start YYYY-MM-DDTHH:MM [--minutes N] [--quantity N] ...
npm run -s district -- catalogue submit | approve | drop | return --comment TEXT
npm run -s district -- catalogue list | withdraw VERSION --reason TEXT

  The order: begin, save, check, diff, submit, approve by somebody who had no hand in it, draft --out, sign with the key
  (npm run -s catalogue -- sign), publish. withdraw takes back what is not in force yet.
  Asks a running district with a token (--url, --token-file): whoever made the token counts as the person. Or the data of
  one that does not run, with (--keys FOLDER | --demo) [--data FOLDER] and --officer NAME.
  Exit 1 if it was refused, or if check finds an error.
${OFFICE_LINE_USAGE}`;

const WANTED =
  '要写明做什么，参数写齐；下面是各种写法 say what to do, with all that it needs, in one of these ways';
const STEPS = ['submit', 'approve', 'drop'] as const;

export type DraftOrder =
  | { readonly kind: 'begin'; readonly fromVersion: number | null }
  | { readonly kind: 'draft'; readonly out: string | null }
  | { readonly kind: 'save' | 'holidays'; readonly file: string }
  | { readonly kind: 'closed'; readonly place: HoursPlace; readonly days: ClosedDays }
  | { readonly kind: 'check' }
  | { readonly kind: 'diff'; readonly language: 'zh' | 'en' }
  | { readonly kind: 'quote'; readonly args: readonly string[] }
  | { readonly kind: 'step'; readonly step: (typeof STEPS)[number] }
  | { readonly kind: 'return'; readonly comment: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'withdraw'; readonly version: number; readonly reason: string };

/** The options of a quote, which are handed on as they are. */
const QUOTE_OPTIONS = {
  site: TEXT,
  item: TEXT,
  start: TEXT,
  minutes: TEXT,
  quantity: TEXT,
  person: TEXT,
  'list-price': TEXT,
};

/** The order and the options of a command line, or in words why it is none. */
export function readDraftArguments(args: string[]) {
  const { values, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: {
      json: FLAG,
      out: TEXT,
      officer: TEXT,
      language: TEXT,
      comment: TEXT,
      reason: TEXT,
      'from-version': TEXT,
      from: TEXT,
      until: TEXT,
      open: TEXT,
      resource: TEXT,
      ...QUOTE_OPTIONS,
      ...KEY_OPTIONS,
    },
  });
  const order = orderOf(positionals, values);
  return order === null ? `${WANTED}\n\n${DRAFTS_USAGE}` : { ...values, order };
}

type Given = Readonly<Record<string, string | boolean | undefined>>;

function orderOf([verb, word, ...more]: readonly string[], given: Given): DraftOrder | null {
  const wordOf = (name: string) => {
    const value = given[name];
    return typeof value === 'string' && value.trim() !== '' ? value : null;
  };
  if (more.length > 0) return null;
  const version = (value: string | null | undefined) =>
    /^[1-9][0-9]{0,8}$/.test(value ?? '') ? Number(value) : null;
  if (word !== undefined) {
    if (verb === 'save' || verb === 'holidays') return { kind: verb, file: word };
    const reason = wordOf('reason');
    const number = version(word);
    if (verb === 'withdraw' && number !== null && reason !== null) {
      return { kind: 'withdraw', version: number, reason };
    }
    return null;
  }
  const step = STEPS.find((one) => one === verb);
  if (step !== undefined) return { kind: 'step', step };
  switch (verb) {
    case 'begin': {
      const fromVersion = version(wordOf('from-version'));
      return given['from-version'] !== undefined && fromVersion === null
        ? null
        : { kind: 'begin', fromVersion };
    }
    case 'draft':
      return { kind: 'draft', out: wordOf('out') };
    case 'closed':
      return closedOrder(wordOf);
    case 'check':
    case 'list':
      return { kind: verb };
    case 'diff':
      return { kind: 'diff', language: given['language'] === 'en' ? 'en' : 'zh' };
    case 'quote':
      return {
        kind: 'quote',
        args: Object.keys(QUOTE_OPTIONS).flatMap((name) => {
          const value = wordOf(name);
          return value === null ? [] : [`--${name}=${value}`];
        }),
      };
    case 'return': {
      const comment = wordOf('comment');
      return comment === null ? null : { kind: 'return', comment };
    }
    default:
      return null;
  }
}

/** Null if a part is missing or is not understood: the usage says how each is written. */
function closedOrder(wordOf: (name: string) => string | null): DraftOrder | null {
  const [siteId, from] = [wordOf('site'), wordOf('from')];
  const [itemId, resourceId] = [wordOf('item'), wordOf('resource')];
  const reason = reasonOf(wordOf('reason') ?? '');
  const open = openTimesOf(wordOf('open') ?? '');
  const days = daysOf(from ?? '', wordOf('until') ?? from ?? '');
  if (siteId === null || reason === null || open === null || days === null) return null;
  if (itemId !== null && resourceId !== null) return null;
  return {
    kind: 'closed',
    place: { siteId, itemId, resourceId },
    days: { ...days, name: reason, open: [...open] },
  };
}
