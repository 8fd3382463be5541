import { showCard } from '../../district/cardholders/look-up.ts';
import { rightsShownOf } from '../../district/cardholders/wire-views.ts';
import { moveRightOf } from '../../district/leases/move-right.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { RightYear } from '../../domain/shared/right.ts';
import { CardReply } from '../../protocol/wire-cards.ts';
import { type RightMove, RightReply } from '../../protocol/wire-limits.ts';
import { FLAG, TEXT } from '../input/options-of.ts';
import { CommandRefused } from '../input/terminal.ts';
import { keysToReadWith } from './key-options.ts';
import { OFFICE_LINE_USAGE, officeOptionsOf, readOffice } from './office-client.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { type AskedDistrict, doneOrThrow, officeCommand } from './run-or-explain.ts';
import { servedCatalogue } from './stored-catalogues.ts';

export const RIGHTS_USAGE = `npm run -s district -- rights list --card NUMBER [--json]
npm run -s district -- rights move --card NUMBER --item ID --site ID [--year YYYY] [--json]
                       [--data FOLDER | --url URL --token-file FILE]

  A right of the year that a holder has at one of several sites, such as the free check-up at the hospital that they chose.
  list            which sites the holder chose, and what is used
  move            gives an unused right to the site that the holder chooses now; what is used stays where it was used
  --year YYYY     the year of the right (this year)
  --data FOLDER   data folder (.data/district), with --keys FOLDER or --demo for the catalogue; not used when DATABASE_URL
                  names a PostgreSQL
${OFFICE_LINE_USAGE}`;

type Right = CardReply['rights'][number];
type Asked =
  | { readonly kind: 'list'; readonly cardNumber: string }
  | { readonly kind: 'move'; readonly move: RightMove };

/** `npm run district -- rights`: exit 1 if there is no such card, if the right is used, or if the site does not give it. */
export const officeRights = officeCommand({
  usage: RIGHTS_USAGE,
  read: readRightsArguments,
  async run(given, district, { say, complain }) {
    const { asked, json } = given;
    if (asked.kind === 'list') {
      const rights = await rightsOf(given, district, asked.cardNumber);
      for (const right of rights) say(json === true ? JSON.stringify(right) : rightLine(right));
      if (rights.length === 0 && json !== true) say('还没有选定过服务点 no site was chosen yet');
      return 0;
    }
    const { outcome, right } = await moved(given, district, asked.move);
    const { cardRef: _, used, ...shown } = right;
    if (json === true) say(JSON.stringify({ outcome, ...shown, isUsed: used }));
    else if (outcome === 'granted') say(rightLine({ ...shown, isUsed: used }));
    else complain(`已经使用，不能改选 it is used and stays where it is: ${terminalLine(right.siteId)}`);
    return outcome === 'granted' ? 0 : 1;
  },
});

const NO_CARD = '没有这张卡 no such card';

function rightsOf(
  given: RightsArguments,
  district: AskedDistrict,
  cardNumber: string,
): Promise<readonly Right[]> {
  return district.ask<readonly Right[]>({
    async stored(data) {
      const { catalogue: source } = await keysToReadWith(keyPlaceOf(given));
      return data.open(async (store) => {
        const catalogue = await servedCatalogue(store, source);
        const detail = await showCard({ store, catalogue }, cardNumber);
        if (detail === null) throw new CommandRefused(NO_CARD);
        return rightsShownOf(detail.rights);
      });
    },
    async running(ask) {
      const answer = await ask(`cards/${encodeURIComponent(cardNumber)}`);
      if (answer.status === 404) throw new CommandRefused(NO_CARD);
      return readOffice(answer, CardReply).rights;
    },
  });
}

function moved(given: RightsArguments, district: AskedDistrict, move: RightMove) {
  return district.ask<Omit<RightReply, 'epoch' | 'serverTimeMs'>>({
    async stored(data) {
      const { catalogue: source } = await keysToReadWith(keyPlaceOf(given));
      return data.open(async (store) => {
        const catalogue = await servedCatalogue(store, source);
        return doneOrThrow(await moveRightOf({ store, catalogue, now: Date.now }, move));
      });
    },
    running: async (ask) => readOffice(await ask('rights', move), RightReply),
  });
}

function rightLine({ itemId, year, siteId, isUsed }: Right): string {
  return terminalLine(`${year}  ${itemId}  ${siteId}  ${isUsed ? '已使用 used' : '未使用 not used yet'}`);
}

type RightsArguments = Exclude<ReturnType<typeof readRightsArguments>, string>;

function readRightsArguments(args: string[]) {
  const { values, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: { card: TEXT, item: TEXT, site: TEXT, year: TEXT, json: FLAG, ...KEY_OPTIONS },
  });
  const asked = askedIn(positionals.join(' '), values);
  return typeof asked === 'string' ? `${asked}\n\n${RIGHTS_USAGE}` : { ...values, asked };
}

const ONLY_OF_MOVE = '--item、--site、--year 只用于 move --item, --site and --year are for move alone';

interface Given {
  readonly card?: string | undefined;
  readonly item?: string | undefined;
  readonly site?: string | undefined;
  readonly year?: string | undefined;
}

function askedIn(verb: string, { card, item, site, year }: Given): Asked | string {
  if (verb !== 'list' && verb !== 'move') return '要写明 list 或 move say what to do: list or move';
  if (card === undefined) return '缺少 --card is missing';
  if (verb === 'list') {
    const isOfMove = [item, site, year].some((given) => given !== undefined);
    return isOfMove ? ONLY_OF_MOVE : { kind: 'list', cardNumber: card };
  }
  if (item === undefined || site === undefined) return '缺少 --item 或 --site --item and --site are needed';
  if (year !== undefined && !RightYear.safeParse(year).success)
    return '--year：应为四位年份 --year must be a year: YYYY';
  const claim = { cardNumber: card, itemId: item, siteId: site };
  return { kind: 'move', move: year === undefined ? claim : { ...claim, year } };
}
