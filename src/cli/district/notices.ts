import { listNotices, withdrawNotice, writeNotice } from '../../district/notices/notices.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { wallDateOf, wallMinuteOf } from '../../domain/base/wall-time.ts';
import { NoticeWriting, OfficeNotice, OfficeNotices } from '../../protocol/wire-notices.ts';
import { optionIssueWords } from '../input/option-issue.ts';
import { FLAG, TEXT, TEXTS } from '../input/options-of.ts';
import type { CommandOutput } from '../input/terminal.ts';
import { unknownSitesIn } from './code-request.ts';
import { OFFICE_LINE_USAGE, officeOptionsOf, readOffice } from './office-client.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { type AskedDistrict, COMMAND_LINE, officeCommand } from './run-or-explain.ts';

const LISTED_MAX = 200;

export const NOTICES_USAGE = `npm run -s district -- notices list [--json]
npm run -s district -- notices write --zh TEXT [--en TEXT] [--important] [--site ID]... [--from DATE] --until DATE [--json]
npm run -s district -- notices withdraw NOTICE [--json]
                       [--officer NAME] [--data FOLDER | --url URL --token-file FILE]

  Tells the desks of these sites, or all desks, what the office has to say. Each desk shows it from the first to the last
  day (today without --from), until a clerk has read it there, with or without a line.
  list      the newest first, with how many of the desks concerned have read it
  withdraw  no desk shows it any more, as soon as it has a line
  Each asks the data, with PGlite while the district is not running, where --site needs --keys FOLDER or --demo for the
  catalogue; or a running district at URL with an access token.
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const VERB_WANTED = '要写明做什么：list、write 或 withdraw say what to do: list, write or withdraw NOTICE';
const NO_NOTICE = '没有这条通知 no such notice';

type Asked =
  | { readonly kind: 'list' }
  | { readonly kind: 'write'; readonly writing: NoticeWriting }
  | { readonly kind: 'withdraw'; readonly noticeId: string };

/** `npm run district -- notices`: exit 1 if there is no such notice. */
export const officeNotices = officeCommand<NoticesArguments>({
  usage: NOTICES_USAGE,
  read: readNoticesArguments,
  async run(given, district, output) {
    const { asked } = given;
    if (asked.kind === 'list') return list(given, district, output);
    const notice =
      asked.kind === 'write'
        ? await write(given, district, asked.writing)
        : ((await withdraw(given, district, asked.noticeId)) ?? `${NO_NOTICE}: ${asked.noticeId}`);
    if (typeof notice === 'string') {
      output.complain(notice);
      return 1;
    }
    output.say(given.json === true ? JSON.stringify(notice) : noticeWords(notice));
    return 0;
  },
});

async function list(given: NoticesArguments, district: AskedDistrict, output: CommandOutput): Promise<0> {
  const notices = await district.ask({
    stored: (data) => data.open((store) => listNotices({ store }, { limit: LISTED_MAX, siteIds: null })),
    running: async (ask) => readOffice(await ask(`notices?limit=${LISTED_MAX}`), OfficeNotices).notices,
  });
  for (const one of notices) output.say(given.json === true ? JSON.stringify(one) : noticeWords(one));
  if (notices.length === 0 && given.json !== true) output.say('没有通知 no notices');
  return 0;
}

/** The notice, or why none was written. */
function write(
  given: NoticesArguments,
  district: AskedDistrict,
  writing: NoticeWriting,
): Promise<OfficeNotice | string> {
  return district.ask<OfficeNotice | string>({
    async stored(data) {
      const { siteIds } = writing;
      const unknown = siteIds === null ? null : await unknownSitesIn(keyPlaceOf(given), siteIds);
      if (unknown !== null) return unknown;
      return data.open((store) =>
        writeNotice({ store, now: Date.now }, writing, given.officer ?? COMMAND_LINE),
      );
    },
    running: async (ask) => readOffice(await ask('notices', writing), OfficeNotice),
  });
}

function withdraw(
  given: NoticesArguments,
  district: AskedDistrict,
  noticeId: string,
): Promise<OfficeNotice | null> {
  return district.ask({
    stored: (data) =>
      data.open((store) => withdrawNotice({ store, now: Date.now }, noticeId, given.officer ?? COMMAND_LINE)),
    running: async (ask) => {
      const answer = await ask(`notices/${encodeURIComponent(noticeId)}/withdraw`, {});
      return answer.status === 404 ? null : readOffice(answer, OfficeNotice);
    },
  });
}

type NoticesArguments = Exclude<ReturnType<typeof readNoticesArguments>, string>;

function readNoticesArguments(args: readonly string[]) {
  const { values, positionals } = officeOptionsOf({
    args: [...args],
    allowPositionals: true,
    options: {
      zh: TEXT,
      en: TEXT,
      from: TEXT,
      until: TEXT,
      officer: TEXT,
      site: TEXTS,
      important: FLAG,
      json: FLAG,
      ...KEY_OPTIONS,
    },
  });
  const asked = askedIn(positionals, values);
  return typeof asked === 'string' ? `${asked}\n\n${NOTICES_USAGE}` : { ...values, asked };
}

interface Given {
  readonly zh?: string | undefined;
  readonly en?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly site?: readonly string[] | undefined;
  readonly important?: boolean | undefined;
}

function askedIn([verb, ...rest]: readonly string[], given: Given): Asked | string {
  const [noticeId, ...more] = rest;
  if (verb === 'list' && rest.length === 0) return { kind: 'list' };
  if (verb === 'withdraw' && noticeId !== undefined && more.length === 0)
    return { kind: 'withdraw', noticeId };
  if (verb !== 'write' || rest.length > 0) return VERB_WANTED;
  const read = NoticeWriting.safeParse({
    zh: given.zh,
    en: given.en ?? null,
    importance: given.important === true ? 'important' : 'normal',
    from: given.from ?? wallDateOf(Date.now()),
    until: given.until,
    siteIds: given.site ?? null,
  });
  if (read.success) return { kind: 'write', writing: read.data };
  const missing = (['zh', 'until'] as const).find((name) => given[name] === undefined);
  if (missing !== undefined) return `缺少 --${missing} is missing`;
  return optionIssueWords(read.error, (field) => `--${field === 'siteIds' ? 'site' : field || 'until'}`);
}

/** Two lines: which one it is, and what it says. */
function noticeWords(notice: OfficeNotice): string {
  const { noticeId, zh, en, importance, siteIds, from, until, withdrawnAtMs, desks, officer } = notice;
  const read = desks.filter(({ readAtMs }) => readAtMs !== null).length;
  const state =
    withdrawnAtMs === null
      ? `${desks.length} 台前台中 ${read} 台已阅 read at ${read} of ${desks.length} desks`
      : `已撤回 withdrawn ${wallMinuteOf(withdrawnAtMs).replace('T', ' ')}`;
  const where = siteIds === null ? '全部服务点 all sites' : siteIds.join(' ');
  const mark = importance === 'important' ? '重要 important  ' : '';
  const words = [zh, ...(en === null ? [] : [en])].map((line) => `  ${terminalLine(line)}`).join('\n');
  return `${noticeId}  ${from} – ${until}  ${mark}${where}  ${terminalLine(officer)}  ${state}\n${words}`;
}
