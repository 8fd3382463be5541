import type { sqlStore } from '../../district/database/sql-store.ts';
import { dismissForked, forkedEntriesOf, listForked, mergeForked } from '../../district/intake/forked.ts';
import { verifyCatalogue } from '../../district/roster/catalogue.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import { yuanText } from '../../domain/base/money.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { bodyOf } from '../../domain/journal/journal-entry.ts';
import { DiscrepancyClosing } from '../../protocol/wire-limits.ts';
import {
  type QuarantinedEntry,
  type QuarantinedJournal,
  QuarantinedReply,
  QuarantineReply,
  QuarantineSettled,
} from '../../protocol/wire-quarantine.ts';
import { FLAG, TEXT, TEXTS } from '../input/options-of.ts';
import type { CommandOutput } from '../input/terminal.ts';
import { NEWER } from '../journal/journal-words.ts';
import { keysToReadWith } from './key-options.ts';
import {
  OFFICE_LINE_USAGE,
  type OfficeAnswer,
  type OfficeClient,
  officeOptionsOf,
  readOffice,
} from './office-client.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { COMMAND_LINE, officeCommand } from './run-or-explain.ts';

export const QUARANTINE_USAGE = `npm run -s district -- quarantine list [--json]
npm run -s district -- quarantine show JOURNAL [--json]
npm run -s district -- quarantine merge|dismiss JOURNAL --note TEXT [--entry SEQ]...
                       [--data FOLDER | --url URL --token-file FILE]

  Where two disks have written one journal, as after a restored backup, the district goes by one of them and puts the
  entries of the other aside, where they count for nobody. So it does if a kiosk says that its journal was edited: show
  tells which numbers the district holds already. merge counts them from now on, held against every limit;
  dismiss keeps them and counts them nowhere. With --entry they decide on the entries of these numbers alone. The
  discrepancy is closed with the note once no entry waits; what was decided before stays,
  and where nothing waits any more they say so and end with 1.
  Asks the data, with PGlite while the district is not running, where merge needs --keys FOLDER or --demo for the
  catalogue; or a running district at URL with an access token (--token-file - reads standard input).
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const ORDER_WANTED =
  '要写明做什么：list、show、merge 或 dismiss，后三个要记录本编号 list, show, merge or dismiss is needed; the last three take the id of a journal';
const NOTHING = '这本记录没有待处理的记录 no entry is in quarantine from journal';
const ALL_DECIDED =
  '这本记录早已全部处理过，以前的决定没有改 nothing waits any more, and what was decided before stays, of journal';
const OUTCOMES: Readonly<Record<QuarantinedEntry['outcome'], string>> = {
  waiting: '待处理 waiting',
  merged: '已并入 merged',
  dismissed: '不计入 dismissed',
};
const STORED: Readonly<Record<'same' | 'other', string>> = {
  same: '区平台已记有这一笔，并入时不会再计 the district has this very entry; merge does not count it again',
  other:
    '区平台在这个编号下已记有另一笔：如果这是那一笔被改过的样子，并入会重复计数 the district holds another entry of this number: if this is that one, edited, merge counts it twice',
};

const NO_NOTE =
  '请用 --note 写明怎样核对的 --note TEXT is needed: say what was found out (500 characters at most)';

type Verb = 'merge' | 'dismiss';

/** What can be asked of the quarantine, wherever it is. */
interface QuarantineDesk {
  list(): Promise<readonly QuarantinedJournal[]>;
  /** Empty if no entry of the journal was ever in quarantine. */
  show(journalId: string): Promise<readonly QuarantinedEntry[]>;
  /** How many were decided on; null if no entry of the journal was ever in quarantine. */
  settle(verb: Verb, word: Word): Promise<number | null>;
}

interface Word {
  readonly journalId: string;
  readonly note: string;
  /** The hashes of the entries to decide on. If it is absent, all that wait are decided on. */
  readonly hashes?: readonly string[];
}

type Order =
  | { readonly kind: 'list' }
  | { readonly kind: 'show'; readonly journalId: string }
  | {
      readonly kind: Verb;
      readonly journalId: string;
      readonly note: string;
      readonly seqs: readonly number[];
    };

/** `npm run district -- quarantine`: exit 2 if it could not be asked for. */
export const officeQuarantine = officeCommand({
  usage: QUARANTINE_USAGE,
  read: readQuarantineArguments,
  async run({ order, ...given }, district, output) {
    const asked = { order, inJson: given.json === true };
    return district.ask({
      async stored(data) {
        const readKeys = order.kind === 'merge' ? await keysToReadWith(keyPlaceOf(given)) : null;
        return data.open((store) => serve(storedDesk(store, readKeys), asked, output));
      },
      running: (ask) => serve(runningDesk(ask), asked, output),
    });
  },
});

function readQuarantineArguments(args: string[]) {
  const { values: given, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: {
      note: TEXT,
      entry: TEXTS,
      json: FLAG,
      ...KEY_OPTIONS,
    },
  });
  const order = orderOf(positionals, given.note, given.entry);
  if (order === 'no-note') return NO_NOTE;
  return order === null ? `${ORDER_WANTED}\n\n${QUARANTINE_USAGE}` : { ...given, order };
}

function orderOf(
  [verb, journalId, ...others]: readonly string[],
  noteGiven: string | undefined,
  entryGiven: readonly string[] = [],
): Order | 'no-note' | null {
  const seqs = entryGiven.map(Number);
  if (others.length > 0 || seqs.some((seq) => !Number.isSafeInteger(seq) || seq < 1)) return null;
  if (seqs.length > 0 && verb !== 'merge' && verb !== 'dismiss') return null;
  if (verb === 'list') return journalId === undefined && noteGiven === undefined ? { kind: 'list' } : null;
  if (journalId === undefined) return null;
  if (verb === 'show') return noteGiven === undefined ? { kind: 'show', journalId } : null;
  if (verb !== 'merge' && verb !== 'dismiss') return null;
  const { data } = DiscrepancyClosing.safeParse({ note: noteGiven });
  return data === undefined ? 'no-note' : { kind: verb, journalId, note: data.note, seqs };
}

async function serve(
  desk: QuarantineDesk,
  { order, inJson }: { readonly order: Order; readonly inJson: boolean },
  { say, complain }: CommandOutput,
): Promise<0 | 1> {
  if (order.kind === 'list') {
    const journals = await desk.list();
    for (const journal of journals) say(inJson ? JSON.stringify(journal) : journalWords(journal));
    if (journals.length === 0 && !inJson) say('没有分叉的记录本 no forked journals');
    return 0;
  }
  const { journalId } = order;
  if (order.kind === 'show') {
    const entries = await desk.show(journalId);
    for (const entry of entries) say(inJson ? JSON.stringify(entry) : entryWords(entry));
    if (entries.length === 0) complain(`${NOTHING} ${journalId}`);
    return entries.length === 0 ? 1 : 0;
  }
  const { note, seqs } = order;
  const named = seqs.length === 0 ? [] : await desk.show(journalId);
  const hashes = named.filter(({ entry }) => seqs.includes(entry.seq)).map(({ entry }) => entry.hash);
  const isNone = seqs.length > 0 && hashes.length === 0;
  const count = isNone
    ? null
    : await desk.settle(order.kind, { journalId, note, ...(hashes.length === 0 ? {} : { hashes }) });
  if (count === null) {
    complain(`${NOTHING} ${journalId}`);
    return 1;
  }
  if (count === 0) {
    complain(`${ALL_DECIDED} ${journalId}`);
    return 1;
  }
  const [zh, en] = order.kind === 'merge' ? ['已并入', 'merged'] : ['不计入', 'dismissed'];
  say(inJson ? JSON.stringify({ entries: count }) : `${zh} ${count} 笔 entries ${en}: ${count}`);
  return 0;
}

function storedDesk(
  store: ReturnType<typeof sqlStore>,
  readKeys: Awaited<ReturnType<typeof keysToReadWith>> | null,
): QuarantineDesk {
  const services = { store, secrets: systemSecrets, now: Date.now };
  const decide = (verb: Verb, asked: Word) => {
    const word = { ...asked, officer: COMMAND_LINE };
    if (verb === 'dismiss') return dismissForked(services, word);
    if (readKeys === null) throw new Error('a merge needs the catalogue');
    return mergeForked({ ...services, catalogue: verifyCatalogue(readKeys.catalogue) }, word);
  };
  return {
    list: () => listForked(services),
    show: (journalId) => forkedEntriesOf(services, journalId),
    async settle(verb, word) {
      const settling = await decide(verb, word);
      return settling.kind === 'settled' ? settling.entries : null;
    },
  };
}

function runningDesk(ask: OfficeClient): QuarantineDesk {
  const placeOf = (journalId: string) => `quarantine/${encodeURIComponent(journalId)}`;
  // A journal that has nothing in quarantine is "not found", and an invalid id is a bad request.
  const isNone = ({ status }: OfficeAnswer) => status === 404 || status === 400;
  return {
    list: async () => readOffice(await ask('quarantine'), QuarantineReply).journals,
    async show(journalId) {
      const answer = await ask(placeOf(journalId));
      return isNone(answer) ? [] : readOffice(answer, QuarantinedReply).entries;
    },
    async settle(verb, { journalId, ...body }) {
      const answer = await ask(`${placeOf(journalId)}/${verb}`, body);
      return isNone(answer) ? null : readOffice(answer, QuarantineSettled).entries;
    },
  };
}

function journalWords({
  journalId,
  discrepancyId,
  kioskName,
  waiting,
  merged,
  dismissed,
}: QuarantinedJournal): string {
  const counts = `待处理 waiting ${waiting}  已并入 merged ${merged}  不计入 dismissed ${dismissed}`;
  return `${journalId}  ${terminalLine(kioskName ?? '?')}\n  ${counts}\n  差异 discrepancy ${discrepancyId}`;
}

function entryWords({ entry, receivedAtMs, outcome, mergedAs, storedAs }: QuarantinedEntry): string {
  const { seq, siteId } = entry;
  const body = bodyOf(entry);
  const about =
    body === null
      ? `${entry.body.kind} ${NEWER}`
      : body.kind === 'void'
        ? `void #${body.voidsSeq}`
        : [
            body.kind,
            'itemId' in body ? body.itemId : null,
            body.kind === 'use' ? `× ${body.quantity} · ${yuanText(body.totalFen ?? 0)}` : null,
            body.kind === 'use' ? body.start : null,
          ]
            .filter((part) => part !== null)
            .join(' ');
  const when = wallMinuteOf(receivedAtMs).replace('T', ' ');
  const as = mergedAs === null ? '' : `  = ${mergedAs.journalId}#${mergedAs.seq}`;
  const held = storedAs ? `\n    ${STORED[storedAs]}` : '';
  return `#${seq}  ${terminalLine(`${siteId} · ${about}`)}  ${when}  ${OUTCOMES[outcome]}${as}${held}`;
}
