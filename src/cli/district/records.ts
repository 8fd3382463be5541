import { listRecords, type RecordViewer, showRecord } from '../../district/records/record-list.ts';
import { shippedCatalogue, verifyCatalogue } from '../../district/roster/catalogue.ts';
import { yuanText } from '../../domain/base/money.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import type { RecordStanding } from '../../domain/records/record-standing.ts';
import {
  type OfficeRecord,
  OfficeRecordReply,
  OfficeRecordsQuery,
  OfficeRecordsReply,
} from '../../protocol/wire-office-records.ts';
import { optionIssueWords } from '../input/option-issue.ts';
import { FLAG, TEXT } from '../input/options-of.ts';
import type { CommandOutput } from '../input/terminal.ts';
import { OFFICE_LINE_USAGE, officeOptionsOf, readOffice } from './office-client.ts';
import { type AskedDistrict, officeCommand } from './run-or-explain.ts';
import { insistOnSites } from './stored-catalogues.ts';

export const RECORDS_USAGE = `npm run -s district -- records list [--site ID] [--kind booking|pass|matter] [--item ID] [--show SHOW]
                       [--from DATE] [--to DATE] [--card NUMBER] [--limit N] [--json]
npm run -s district -- records show RECORD [--json]
                       [--data FOLDER | --url URL --token-file FILE]

  Bookings, passes and matters (办件) across sites, by their last day or next deadline, with how many of each site are
  open, due, late and over.
  --show SHOW     going (open, due and late: the default), open, due, late, over or all
                  due: bookings of today, passes that end within 30 days, matters whose deadline is today or that are
                  finished and the holder not told; late: the day is past, and no desk has said what became of it
  --from DATE     their last days from this one on (31 days ago), and --to DATE before this one
  --card NUMBER   those of its holder, whichever card was used
  show            what desks did to one, the first step first
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const VERB_WANTED = '要写明做什么：list 或 show RECORD say what to do: list, or show RECORD';
const NO_RECORD = '没有这笔预订、年卡或办件 no such booking, pass or matter';
const NO_CARD = '不是卡号 this is no card number';
/** A command that opens the data itself may see every site and every card number. */
const VIEWER: RecordViewer = { siteIds: null, seesCards: true };

/** The options whose fields have other names. */
const OPTIONS_OF: Readonly<Record<string, string>> = { siteId: 'site', itemId: 'item', cardNumber: 'card' };

type Asked =
  | { readonly kind: 'list'; readonly query: OfficeRecordsQuery }
  | { readonly kind: 'show'; readonly recordId: string };

/** `npm run district -- records`: exit 1 if there is no such record or site. */
export const officeRecords = officeCommand<RecordsArguments>({
  usage: RECORDS_USAGE,
  read: readRecordsArguments,
  run(given, district, output) {
    const { asked } = given;
    return asked.kind === 'list'
      ? list(asked.query, given, district, output)
      : show(asked.recordId, given, district, output);
  },
});

interface InJson {
  readonly json?: boolean | undefined;
}

async function list(
  query: OfficeRecordsQuery,
  { json }: InJson,
  district: AskedDistrict,
  { say, complain }: CommandOutput,
): Promise<0 | 1> {
  const listed = await district.ask<OfficeRecordsReply | { readonly kind: 'no-card' }>({
    async stored(data) {
      // Only the forms of card numbers are needed, and the shipped catalogue has them as well.
      const cardNumbers = verifyCatalogue(await shippedCatalogue()).catalogue;
      return data.open(async (store) => {
        await insistOnSites(store, query.siteId === undefined ? [] : [query.siteId]);
        return listRecords({ store, now: Date.now, cardNumbers }, query, VIEWER);
      });
    },
    running: async (ask) =>
      readOffice(await ask(`records?${new URLSearchParams(wordsOf(query))}`), OfficeRecordsReply),
  });
  if ('kind' in listed) {
    complain(NO_CARD);
    return 1;
  }
  if (json === true) {
    say(JSON.stringify(listed));
    return 0;
  }
  for (const { siteId, open, due, late, over } of listed.tallies) {
    say(terminalLine(`${siteId}  在办 open ${open}  临期 due ${due}  逾期 late ${late}  已结 over ${over}`));
  }
  for (const record of listed.records) say(recordLine(record));
  if (listed.records.length === 0) say('没有这样的预订、年卡或办件 no such bookings, passes or matters');
  if (listed.isCut) say(`只列出前 ${query.limit} 笔 only the first ${query.limit} are listed`);
  return 0;
}

function wordsOf(query: OfficeRecordsQuery): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

async function show(
  recordId: string,
  { json }: InJson,
  district: AskedDistrict,
  { say, complain }: CommandOutput,
): Promise<0 | 1> {
  const shown = await district.ask<OfficeRecordReply | null>({
    stored: (data) => data.open((store) => showRecord({ store, now: Date.now }, recordId, VIEWER)),
    running: async (ask) => {
      const answer = await ask(`records/${encodeURIComponent(recordId)}`);
      // A text that is no id of a record names none.
      return [400, 404].includes(answer.status) ? null : readOffice(answer, OfficeRecordReply);
    },
  });
  if (shown === null) {
    complain(terminalLine(`${NO_RECORD}: ${recordId}`));
    return 1;
  }
  if (json === true) say(JSON.stringify(shown));
  else for (const line of recordLines(shown)) say(line);
  return 0;
}

const STANDINGS: Readonly<Record<RecordStanding, string>> = {
  open: '在办 open',
  due: '临期 due',
  late: '逾期 late',
  over: '已结 over',
};

function recordLine(record: OfficeRecord): string {
  const { recordId, siteId, itemId, status, standing, start, endsOn, courts, totalFen, cardNumber } = record;
  const parts = [
    ...[recordId, endsOn ?? '长期 no end', STANDINGS[standing], status, `${siteId} · ${itemId}`],
    ...[start.replace('T', ' '), ...(courts.length === 0 ? [] : [`#${courts.join(',')}`])],
    ...(totalFen === null ? [] : [yuanText(totalFen)]),
    ...(cardNumber === null ? [] : [cardNumber]),
    ...matterParts(record),
  ];
  return terminalLine(parts.join('  '));
}

/** The 办件编号 of a matter, the promised day, and the days that the holder was given. */
function matterParts({ matter }: OfficeRecord): readonly string[] {
  if (matter === undefined) return [];
  const { number, promisedOn, isLate, correctBy, supplyBy } = matter;
  return [
    ...(number === null ? [] : [`办件 ${number}`]),
    ...(promisedOn === null ? [] : [`承诺 promised ${promisedOn}`]),
    ...(isLate ? ['超承诺时限 late'] : []),
    ...(correctBy === null ? [] : [`补正期限 correct by ${correctBy}`]),
    ...(supplyBy === null ? [] : [`容缺补交期限 supply by ${supplyBy}`]),
  ];
}

function recordLines({ record, steps, hasNewer }: OfficeRecordReply): readonly string[] {
  return [
    recordLine(record),
    ...steps.map(({ recordedAtMs, siteId, body, isMisfit, journalId, seq }) => {
      const misfit = isMisfit ? '  未生效 does not count' : '';
      const at = wallMinuteOf(recordedAtMs).replace('T', ' ');
      return terminalLine(`  ${at}  ${siteId}  ${body.kind}  ${journalId}#${seq}${misfit}`);
    }),
    ...(hasNewer ? ['  有较新版本前台办理的步骤 a desk of a newer release has made a step'] : []),
  ];
}

type RecordsArguments = Exclude<ReturnType<typeof readRecordsArguments>, string>;

function readRecordsArguments(args: string[]) {
  const { values, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: {
      site: TEXT,
      kind: TEXT,
      item: TEXT,
      show: TEXT,
      from: TEXT,
      to: TEXT,
      card: TEXT,
      limit: TEXT,
      json: FLAG,
    },
  });
  const asked = askedIn(positionals, values);
  return typeof asked === 'string' ? `${asked}\n\n${RECORDS_USAGE}` : { ...values, asked };
}

type Given = {
  readonly [Name in 'site' | 'kind' | 'item' | 'show' | 'from' | 'to' | 'card' | 'limit']?:
    | string
    | undefined;
};

function askedIn([verb, ...rest]: readonly string[], given: Given): Asked | string {
  const [recordId, ...more] = rest;
  if (verb === 'show' && recordId !== undefined && more.length === 0) return { kind: 'show', recordId };
  if (verb !== 'list' || rest.length > 0) return VERB_WANTED;
  const { site, item, card, ...others } = given;
  const named = { siteId: site, itemId: item, cardNumber: card, kind: others.kind, show: others.show };
  const { from, to, limit } = others;
  const said = Object.entries({ ...named, from, to, limit }).filter(([, value]) => value !== undefined);
  const read = OfficeRecordsQuery.safeParse(Object.fromEntries(said));
  if (read.success) return { kind: 'list', query: read.data };
  return optionIssueWords(read.error, (field) => `--${OPTIONS_OF[field] ?? field}`);
}
