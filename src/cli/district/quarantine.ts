import type { sqlStore } from '../../district/database/sql-store.ts';
import { dismissForked, forkedEntriesOf, listForked, mergeForked } from '../../district/intake/forked.ts';
import { verifyCatalogue } from '../../district/roster/catalogue.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import { messageOf } from '../../domain/base/message-of.ts';
import { yuanText } from '../../domain/base/money.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { bodyOf } from '../../domain/journal/journal-entry.ts';
import { CaseClosing } from '../../protocol/wire-limits.ts';
import {
  type QuarantinedEntry,
  type QuarantinedJournal,
  QuarantinedReply,
  QuarantineReply,
  QuarantineSettled,
} from '../../protocol/wire-quarantine.ts';
import { optionsOf } from '../input/options-of.ts';
import { refusedOnCommandLine } from '../input/text-input.ts';
import { NEWER } from '../journal/journal-words.ts';
import type { ImportOutput } from './import.ts';
import { trustToReadWith } from './key-options.ts';
import { storageOf } from './lines.ts';
import {
  OFFICE_LINE_USAGE,
  OFFICE_OPTIONS,
  type OfficeAnswer,
  type OfficePlace,
  officeClient,
  readOffice,
} from './office-client.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { runOrExplain, withStore } from './run-or-explain.ts';

export const QUARANTINE_USAGE = `npm run -s district -- quarantine list [--json]
npm run -s district -- quarantine show JOURNAL [--json]
npm run -s district -- quarantine merge|dismiss JOURNAL --note TEXT
                       [--data FOLDER | --url URL --token-file FILE]

  Where two disks have written one journal, as after a restored backup, the district goes by one of them and puts the
  entries of the other aside, where they count for nobody. So it does if a kiosk says that its journal was edited: show
  tells which numbers the district holds already. merge counts them from now on, held against every limit;
  dismiss keeps them and counts them nowhere. Both close the case with the note; what was decided before stays, and
  where nothing waits any more they say so and end with 1.
  Asks the data, with PGlite while the district is not running, where merge needs --keys FOLDER or --demo for the
  catalogue; or a running district at URL with an access token (--token-file - reads standard input).
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const ORDER_WANTED =
  '要写明做什么：list、show、merge 或 dismiss，后三个要记录本编号 list, show, merge or dismiss is needed; the last three take the id of a journal';
const NOTHING = '这本记录没有待处理的记录 nothing is put aside of journal';
const ALL_DECIDED =
  '这本记录早已全部处理过，以前的决定没有改 nothing waits any more, and what was decided before stays, of journal';
const OUTCOMES: Readonly<Record<QuarantinedEntry['outcome'], string>> = {
  waiting: '待处理 waiting',
  merged: '已并入 merged',
  dismissed: '不计入 dismissed',
};
const HELD: Readonly<Record<'same' | 'other', string>> = {
  same: '区平台已记有这一笔，并入时不会再计 the district holds this very entry; merge does not count it again',
  other:
    '区平台在这个编号下已记有另一笔：如果这是那一笔被改过的样子，并入会重复计数 the district holds another entry of this number: if this is that one, edited, merge counts it twice',
};

const NO_NOTE =
  '请用 --note 写明怎样核对的 --note TEXT is needed: say what was found out (500 characters at most)';

type Verb = 'merge' | 'dismiss';

/** What can be asked of the quarantine, wherever it is. */
interface QuarantineDesk {
  list(): Promise<readonly QuarantinedJournal[]>;
  /** Empty where nothing was ever put aside of the journal. */
  show(journalId: string): Promise<readonly QuarantinedEntry[]>;
  /** How many were decided on; null where nothing was ever put aside of the journal. */
  settle(verb: Verb, journalId: string, note: string): Promise<number | null>;
}

type Order =
  | { readonly kind: 'list' }
  | { readonly kind: 'show'; readonly journalId: string }
  | { readonly kind: Verb; readonly journalId: string; readonly note: string };

/** `npm run district -- quarantine`: answers the exit code; 2 where it could not be asked for. */
export async function officeQuarantine(
  args: readonly string[],
  databaseUrl: string | undefined,
  output: ImportOutput,
): Promise<0 | 1 | 2> {
  const read = readQuarantineArguments(args);
  if (typeof read === 'string') {
    output.complain(read);
    return 2;
  }
  const { order, given } = read;
  const inJson = given.json === true;
  const { url } = given;
  return runOrExplain(output.complain, async () => {
    if (url !== undefined) return serve(runningDesk({ ...given, url }), { order, inJson }, output);
    const trust = order.kind === 'merge' ? await trustToReadWith(keyPlaceOf(given)) : null;
    return withStore(storageOf(databaseUrl, given.data), output.complain, (store) =>
      serve(storedDesk(store, trust), { order, inJson }, output),
    );
  });
}

function readQuarantineArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values: given, positionals } = optionsOf({
      args: [...args],
      allowPositionals: true,
      options: {
        data: text,
        note: text,
        json: flag,
        ...OFFICE_OPTIONS,
        ...KEY_OPTIONS,
      },
    });
    if (given.token !== undefined) return refusedOnCommandLine('--token');
    const order = orderOf(positionals, given.note);
    if (order === 'no-note') return NO_NOTE;
    return order === null ? `${ORDER_WANTED}\n\n${QUARANTINE_USAGE}` : { order, given };
  } catch (thrown) {
    return `${messageOf(thrown)}\n\n${QUARANTINE_USAGE}`;
  }
}

function orderOf(
  [verb, journalId, ...others]: readonly string[],
  noteGiven: string | undefined,
): Order | 'no-note' | null {
  if (others.length > 0) return null;
  if (verb === 'list') return journalId === undefined && noteGiven === undefined ? { kind: 'list' } : null;
  if (journalId === undefined) return null;
  if (verb === 'show') return noteGiven === undefined ? { kind: 'show', journalId } : null;
  if (verb !== 'merge' && verb !== 'dismiss') return null;
  const { data } = CaseClosing.safeParse({ note: noteGiven });
  return data === undefined ? 'no-note' : { kind: verb, journalId, note: data.note };
}

async function serve(
  desk: QuarantineDesk,
  { order, inJson }: { readonly order: Order; readonly inJson: boolean },
  { say, complain }: ImportOutput,
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
  const count = await desk.settle(order.kind, journalId, order.note);
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
  trust: Awaited<ReturnType<typeof trustToReadWith>> | null,
): QuarantineDesk {
  const services = { store, secrets: systemSecrets, now: Date.now };
  const decide = (verb: Verb, word: { readonly journalId: string; readonly note: string }) => {
    if (verb === 'dismiss') return dismissForked(services, word);
    if (trust === null) throw new Error('a merge needs the catalogue');
    return mergeForked({ ...services, catalogue: verifyCatalogue(trust.catalogue) }, word);
  };
  return {
    list: () => listForked(services),
    show: (journalId) => forkedEntriesOf(services, journalId),
    async settle(verb, journalId, note) {
      const settling = await decide(verb, { journalId, note });
      return settling.kind === 'settled' ? settling.entries : null;
    },
  };
}

function runningDesk(place: OfficePlace): QuarantineDesk {
  const ask = officeClient(place);
  const placeOf = (journalId: string) => `quarantine/${encodeURIComponent(journalId)}`;
  // A journal of which nothing is put aside is not found, and an id that is none is a bad request.
  const isNone = ({ status }: OfficeAnswer) => status === 404 || status === 400;
  return {
    list: async () => readOffice(await ask('quarantine'), QuarantineReply).journals,
    async show(journalId) {
      const answer = await ask(placeOf(journalId));
      return isNone(answer) ? [] : readOffice(answer, QuarantinedReply).entries;
    },
    async settle(verb, journalId, note) {
      const answer = await ask(`${placeOf(journalId)}/${verb}`, { note });
      return isNone(answer) ? null : readOffice(answer, QuarantineSettled).entries;
    },
  };
}

function journalWords({
  journalId,
  caseId,
  kioskName,
  waiting,
  merged,
  dismissed,
}: QuarantinedJournal): string {
  const counts = `待处理 waiting ${waiting}  已并入 merged ${merged}  不计入 dismissed ${dismissed}`;
  return `${journalId}  ${terminalLine(kioskName ?? '?')}\n  ${counts}\n  事项 case ${caseId}`;
}

function entryWords({ entry, receivedAtMs, outcome, mergedAs, heldAs }: QuarantinedEntry): string {
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
  const held = heldAs ? `\n    ${HELD[heldAs]}` : '';
  return `#${seq}  ${terminalLine(`${siteId} · ${about}`)}  ${when}  ${OUTCOMES[outcome]}${as}${held}`;
}
