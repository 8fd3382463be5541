import { dueErasure, eraseCards } from '../../district/cardholders/erase-cards.ts';
import { certificateOf, dueErasureOf } from '../../district/cardholders/wire-views.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import type { DistrictStore } from '../../district/storage/store.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { WallDate, wallMinuteOf } from '../../domain/base/wall-time.ts';
import {
  type DueErasure,
  ERASURES_MAX,
  type ErasureCertificate,
  ErasureReply,
  ErasuresReply,
} from '../../protocol/wire-erasure.ts';
import { FLAG, TEXT } from '../input/options-of.ts';
import type { CommandOutput } from '../input/terminal.ts';
import { OFFICE_LINE_USAGE, officeOptionsOf, readOffice } from './office-client.ts';
import { type AskedDistrict, COMMAND_LINE, doneOrThrow, officeCommand } from './run-or-explain.ts';

export const ERASURES_USAGE = `npm run -s district -- erasures list [--before DATE] [--json]
npm run -s district -- erasures run --before DATE --cards N [--officer NAME] [--json]
                       [--data FOLDER | --url URL --token-file FILE]

  The end of what is kept of cardholders: name, family and history of those whose cards ended three years ago or earlier, and
  who have no other card, booking, pass or matter that goes on.
  list            what is due, and the certificates of what was erased, the newest first
  run             erases it for good and answers the certificate; --cards is the number that list has told
  --before DATE   cards that ended before this day: by default, and at the latest, this day three years ago
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const VERB_WANTED = '要写明做什么：list 或 run say what to do: list or run';
const COUNT_WANTED =
  'run 要写明 --before DATE 和 --cards N（见 list） run needs --before DATE and --cards N: list tells both';
const WRONG_DAY = '--before：要写日期，如 2023-11-30 --before is a day, such as 2023-11-30';
const WRONG_COUNT =
  '--cards：应为 1 至 9999999 的整数，就是 list 说的张数；list 说 0 就没有可清除的 --cards is the number that list has told, from 1 to 9999999; if it told 0, nothing is due';
const CARDS_DIGITS = /^[1-9][0-9]{0,6}$/;

type Asked =
  | { readonly kind: 'list'; readonly before: WallDate | undefined }
  | { readonly kind: 'run'; readonly before: WallDate; readonly cards: number };

/** `npm run district -- erasures`: exit 1 if a run is refused. */
export const officeErasures = officeCommand<ErasuresArguments>({
  usage: ERASURES_USAGE,
  read: readErasuresArguments,
  run(given, district, output) {
    const { asked } = given;
    return asked.kind === 'list'
      ? list(asked.before, given, district, output)
      : erase(asked, given, district, output);
  },
});

type Listed = Pick<ErasuresReply, 'due' | 'erasures'>;

async function list(
  before: WallDate | undefined,
  { json }: ErasuresArguments,
  district: AskedDistrict,
  { say }: CommandOutput,
): Promise<0> {
  const { due, erasures } = await district.ask<Listed>({
    stored: (data) => data.open((store) => listStored(store, before)),
    running: async (ask) =>
      readOffice(
        await ask(`cards/erasures${before === undefined ? '' : `?endedBefore=${before}`}`),
        ErasuresReply,
      ),
  });
  if (json === true) {
    say(JSON.stringify({ due, erasures }));
    return 0;
  }
  say(dueLine(due));
  for (const { cardNumber, name, validUntil } of due.first) {
    say(terminalLine(`  ${cardNumber}  ${name}  ${validUntil}`));
  }
  for (const one of erasures) say(certificateLine(one));
  return 0;
}

async function listStored(store: DistrictStore, before: WallDate | undefined): Promise<Listed> {
  const { due } = doneOrThrow(await dueErasure({ store, now: Date.now }, before));
  const erasures = await store.read((reads) => reads.erasures(ERASURES_MAX));
  return { due: dueErasureOf(due, { seesCards: true }), erasures: erasures.map(certificateOf) };
}

async function erase(
  { before, cards }: Extract<Asked, { readonly kind: 'run' }>,
  { json, officer = COMMAND_LINE }: ErasuresArguments,
  district: AskedDistrict,
  { say }: CommandOutput,
): Promise<0> {
  const order = { endedBefore: before, cards };
  const certificate = await district.ask<ErasureCertificate>({
    stored: (data) =>
      data.open(async (store) => {
        const services = { store, now: Date.now, secrets: systemSecrets };
        return certificateOf(doneOrThrow(await eraseCards(services, { ...order, officer })));
      }),
    running: async (ask) => readOffice(await ask('cards/erasures', order), ErasureReply).certificate,
  });
  say(json === true ? JSON.stringify(certificate) : certificateLine(certificate));
  return 0;
}

function dueLine({ endedBefore, cards, holders, kept, isCut }: DueErasure): string {
  const more = isCut ? '，之后还有 and more after these' : '';
  return [
    `${endedBefore} 前到期，可清除 due, ended before: 卡 cards ${cards}  持卡人 holders ${holders}${more}`,
    `  仍保留 stay: 有新卡 newer card ${kept.newerCard}  有未结束的预订、年卡或办件 record that goes on ${kept.openRecord}`,
  ].join('\n');
}

function certificateLine({
  erasureId,
  atMs,
  officer,
  endedBefore,
  cards,
  holders,
  sha256,
}: ErasureCertificate) {
  const at = wallMinuteOf(atMs).replace('T', ' ');
  return terminalLine(
    `${erasureId}  ${at}  ${officer}  ${endedBefore} 前到期 ended before  卡 cards ${cards}  持卡人 holders ${holders}  sha256 ${sha256}`,
  );
}

type ErasuresArguments = Exclude<ReturnType<typeof readErasuresArguments>, string>;

function readErasuresArguments(args: readonly string[]) {
  const { values, positionals } = officeOptionsOf({
    args: [...args],
    allowPositionals: true,
    options: { before: TEXT, cards: TEXT, officer: TEXT, json: FLAG },
  });
  const asked = askedIn(positionals, values);
  return typeof asked === 'string' ? `${asked}\n\n${ERASURES_USAGE}` : { ...values, asked };
}

function askedIn(
  [verb, ...more]: readonly string[],
  { before, cards }: { readonly before?: string | undefined; readonly cards?: string | undefined },
): Asked | string {
  if (more.length > 0 || (verb !== 'list' && verb !== 'run')) return VERB_WANTED;
  if (before !== undefined && !WallDate.safeParse(before).success) return WRONG_DAY;
  if (verb === 'list') return { kind: verb, before };
  if (before === undefined || cards === undefined) return COUNT_WANTED;
  if (!CARDS_DIGITS.test(cards)) return WRONG_COUNT;
  return { kind: verb, before, cards: Number(cards) };
}
