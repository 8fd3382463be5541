import type { sqlStore } from '../../district/database/sql-store.ts';
import { acceptQuarantined, dismissQuarantined } from '../../district/intake/quarantined.ts';
import { closeDiscrepancy, commentOn, listDiscrepancies } from '../../district/journal/discrepancies.ts';
import { type CatalogueSource, verifyCatalogue } from '../../district/roster/catalogue.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { DiscrepanciesReply, Discrepancy, type DiscrepancyHow } from '../../protocol/wire-limits.ts';
import { FLAG, TEXT } from '../input/options-of.ts';
import type { CommandOutput } from '../input/terminal.ts';
import { keysToReadWith } from './key-options.ts';
import { OFFICE_LINE_USAGE, type OfficeClient, officeOptionsOf, readOffice } from './office-client.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { COMMAND_LINE, officeCommand } from './run-or-explain.ts';

const DISCREPANCIES_MAX = 500;

export const DISCREPANCIES_USAGE = `npm run district -- discrepancies [--closed] [--json] [--data FOLDER | --url URL --token-file FILE]
npm run district -- discrepancies --close|--accept|--dismiss ID --note TEXT [...]
npm run district -- discrepancies --comment ID --note TEXT [--asked NAME] [...]

  Lists what an officer must look into: courts given twice, rights used elsewhere, limits exceeded, forked
  journals, entries that do not fit who wrote them. --close says what was found; of a request for a court
  (court-requested) the note goes to the desks of the site as the answer: no names, no telephone numbers. --comment says what is known so far
  and who is asked, and closes nothing. What a revoked kiosk brought counts for nobody until --accept, which needs
  --keys FOLDER or --demo, for the catalogue; --dismiss leaves it so for good.
  Asks the data, with PGlite while the district is not running, or a running district at URL with an access token
  (officers token; --token-file - reads standard input).
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const KINDS: Readonly<Record<Discrepancy['kind'], string>> = {
  'court-collision': '场地重复发放 court given twice',
  'right-elsewhere': '在未选定的医院使用 right used at another site',
  'limit-exceeded': '超过次数 limit exceeded',
  'request-refused': '申请未能登记 request not granted',
  'court-requested': '场地申请，待答复 court requested, to be answered',
  'journal-fork': '两台电脑同一记录本，或记录本被改动 forked or altered journal',
  'record-collision':
    '同一预订、年卡或办件的办理互相冲突 steps of one booking, pass or matter that do not fit each other',
  'matter-number': '一个办件编号两个办件 two matters of one hall with one number',
  'pass-number': '一个场馆卡号两位持卡人 one number of a venue for two holders',
  'unknown-enrolment': '登记不明 of an enrolment that this district does not know',
  'foreign-enrolment': '冒用别的前台 under the enrolment of another kiosk',
  'foreign-site': '不是本机的服务点 at a site that the kiosk was not enrolled for',
  'unknown-site': '目录中没有的服务点 at a site that is not in the catalogue',
  'unknown-item': '该服务点没有的项目 of an item that the site does not have',
  'implausible-use': '数量、时长或价格不合理 more, longer or dearer than a desk records',
  'unknown-catalogue': '目录版本不明 by a catalogue newer than the district has',
  'wrong-amount': '金额与目录不符 an amount that the catalogue does not give',
  'void-of-nothing': '撤销的不是一笔使用 takes back what is no use',
  'revoked-kiosk': '已停用前台的记录，暂不计入 by a revoked kiosk, in quarantine',
  'too-many-journals': '一台前台的记录本过多 too many journals of one kiosk',
};

const NOTE_WANTED =
  '一次只办一种，并要有 --note 说明 one of --close, --comment, --accept and --dismiss at a time, and --note with it';
const HOWS = ['close', 'comment', 'accept', 'dismiss'] as const satisfies readonly DiscrepancyHow[];
const NO_DISCREPANCY = '没有这条差异 no such discrepancy';
const NOTHING_QUARANTINED =
  '没有这条差异，或其中没有暂不计入的记录 no such discrepancy, or nothing of it is in quarantine';

/** What can be asked of the discrepancies, wherever they are. */
interface DiscrepancyDesk {
  list(open: boolean): Promise<readonly Discrepancy[]>;
  /** Null if there is no such discrepancy, or nothing of it is in quarantine. */
  handle(order: Order): Promise<Discrepancy | null>;
}

/** What an officer does with a discrepancy. */
interface Order {
  readonly how: (typeof HOWS)[number];
  readonly discrepancyId: string;
  readonly note: string;
  /** The person who is asked to find out. Given with a comment only. */
  readonly asked: string | null;
}

/** `npm run district -- discrepancies`: exit 2 if the discrepancies could not be asked for. */
export const officeDiscrepancies = officeCommand({
  usage: DISCREPANCIES_USAGE,
  read: readDiscrepanciesArguments,
  run: (given, district, output) =>
    district.ask({
      async stored(data) {
        // Accepted uses are checked against the limits of the catalogue; a list does not need that.
        const readKeys = given.accept === undefined ? null : await keysToReadWith(keyPlaceOf(given));
        return data.open((store) => serve(storedDesk(store, readKeys?.catalogue ?? null), given, output));
      },
      running: (ask) => serve(runningDesk(ask), given, output),
    }),
});

type DiscrepanciesArguments = Exclude<ReturnType<typeof readDiscrepanciesArguments>, string>;

function readDiscrepanciesArguments(args: string[]) {
  const { values } = officeOptionsOf({
    args,
    options: {
      close: TEXT,
      accept: TEXT,
      dismiss: TEXT,
      comment: TEXT,
      asked: TEXT,
      note: TEXT,
      closed: FLAG,
      json: FLAG,
      ...KEY_OPTIONS,
    },
  });
  const named = HOWS.filter((how) => values[how] !== undefined);
  const isOrder = named.length === (values.note === undefined ? 0 : 1);
  return isOrder ? values : `${NOTE_WANTED}\n\n${DISCREPANCIES_USAGE}`;
}

async function serve(
  desk: DiscrepancyDesk,
  given: DiscrepanciesArguments,
  { say, complain }: CommandOutput,
): Promise<0 | 1> {
  const inWords = given.json === true ? (one: Discrepancy) => JSON.stringify(one) : discrepancyWords;
  const order = orderOf(given);
  if (order !== null) {
    const handled = await desk.handle(order);
    if (handled === null)
      complain(`${isOfQuarantine(order.how) ? NOTHING_QUARANTINED : NO_DISCREPANCY}: ${order.discrepancyId}`);
    else say(inWords(handled));
    return handled === null ? 1 : 0;
  }
  const discrepancies = await desk.list(given.closed !== true);
  for (const one of discrepancies) say(inWords(one));
  if (discrepancies.length === 0 && given.json !== true) say('没有待核实的差异 no discrepancies');
  return 0;
}

function orderOf(given: DiscrepanciesArguments): Order | null {
  const how = HOWS.find((one) => given[one] !== undefined);
  const discrepancyId = how && given[how];
  return how === undefined || discrepancyId === undefined || given.note === undefined
    ? null
    : { how, discrepancyId, note: given.note, asked: given.asked ?? null };
}

function storedDesk(store: ReturnType<typeof sqlStore>, source: CatalogueSource | null): DiscrepancyDesk {
  const services = { store, secrets: systemSecrets, now: Date.now };
  return {
    list: (open) => listDiscrepancies(services, { open, limit: DISCREPANCIES_MAX }),
    async handle({ how, discrepancyId, note, asked }) {
      const word = { discrepancyId, note, officer: COMMAND_LINE };
      if (how === 'close') return closeDiscrepancy(services, word);
      if (how === 'comment') return commentOn(services, { ...word, asked });
      const settling =
        source === null
          ? await dismissQuarantined(services, word)
          : await acceptQuarantined({ ...services, catalogue: verifyCatalogue(source) }, word);
      return settling.kind === 'settled' ? settling.settled : null;
    },
  };
}

function runningDesk(ask: OfficeClient): DiscrepancyDesk {
  return {
    list: async (open) =>
      readOffice(await ask(`discrepancies?open=${open}`), DiscrepanciesReply).discrepancies,
    async handle({ how, discrepancyId, note, asked }) {
      const body = how === 'comment' ? { note, asked } : { note };
      const answer = await ask(`discrepancies/${encodeURIComponent(discrepancyId)}/${how}`, body);
      const isNone = answer.status === 404 || (answer.status === 400 && isOfQuarantine(how));
      return isNone ? null : readOffice(answer, Discrepancy);
    },
  };
}

function isOfQuarantine(how: Order['how']): boolean {
  return how === 'accept' || how === 'dismiss';
}

/** Two lines: what it is about, and where the entries are. */
function discrepancyWords({
  discrepancyId,
  kind,
  changedAtMs,
  subject,
  entries,
  closedNote,
}: Discrepancy): string {
  const { siteId, itemId, date, court, cardRef } = subject;
  const about = [siteId, itemId, date, court === null ? null : `${court} 号`, cardRef].filter(Boolean);
  const where = entries.map(({ journalId, seq }) => `${journalId}#${seq}`).join('  ');
  const note = closedNote === null ? '' : `\n  已核实 closed: ${terminalLine(closedNote)}`;
  const when = wallMinuteOf(changedAtMs).replace('T', ' ');
  return `${discrepancyId}  ${when}  ${KINDS[kind]}\n  ${terminalLine(about.join(' · '))}\n  ${where}${note}`;
}
