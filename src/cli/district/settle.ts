import { reopenSettlement, settle } from '../../district/reports/settlement.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import {
  ReopenReply,
  ReopenRequest,
  SettlementReply,
  SettlementRequest,
} from '../../protocol/wire-reports.ts';
import { FLAG, TEXT } from '../input/options-of.ts';
import { CommandRefused } from '../input/terminal.ts';
import { writeNewWorkbook } from './new-file.ts';
import { OFFICE_LINE_USAGE, type OfficeClient, officeOptionsOf, readOffice } from './office-client.ts';
import { settlementSheets, settlementWords } from './report-words.ts';
import { officeCommand } from './run-or-explain.ts';
import { insistOnSites } from './stored-catalogues.ts';

export const SETTLE_USAGE = `npm run district -- settle --site ID --month YYYY-MM [--json | --xlsx FILE]
                       [--data FOLDER | --url URL --token-file FILE]
npm run district -- settle --site ID --month YYYY-MM --reopen --note TEXT [...]

  A venue's month: uses, list price, paid, saved and persons by item; uses that an open discrepancy names; what decide
  gives by the catalogue that each use names, against what was recorded. An amount that this catalogue does not give
  opens a discrepancy.
  A month that is over is closed and kept: the next run shows what is kept, and says if it would come out otherwise today.
  --xlsx FILE     a new workbook: the items, what has changed since the month was closed, and amounts that do not fit
  --empty         a month without any use is meant: else it is refused, as it may be mistyped
  --reopen        let it be closed anew; the settlement of before is kept. The next run closes the month again
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const WANTED = '要写明 --site ID --month YYYY-MM name the site and the month: --site ID --month YYYY-MM';
const NOTE_WANTED = '--reopen 要有 --note 说明 --reopen needs a --note, and --note belongs to it alone';
const EMPTY =
  '这个月没有任何记录，没有结算；确实没有时加 --empty there is no use in this month, and nothing was closed; add --empty if that is right';

/** `npm run district -- settle`: exit 2 if nothing could be asked for. */
export const settleMonth = officeCommand({
  usage: SETTLE_USAGE,
  read: readSettleArguments,
  async run({ request, reopening, json, xlsx }, district, { say, complain }) {
    const services = { secrets: systemSecrets, now: Date.now };
    if (reopening !== null) {
      const number = await district.ask({
        stored: (data) => data.open((store) => reopenSettlement({ ...services, store }, reopening)),
        running: (ask) => reopenAt(ask, reopening),
      });
      if (number === null) complain('这个月没有结算过 this month is not closed');
      else say(json === true ? JSON.stringify({ number }) : `已重新打开 reopened: #${number}`);
      return number === null ? 1 : 0;
    }
    const reply = await district.ask({
      stored: (data) =>
        data.open(async (store) => {
          await insistOnSites(store, [request.siteId]);
          return settle({ ...services, store }, request);
        }),
      running: async (ask) => readOffice(await ask('settlements', request), SettlementReply),
    });
    if (reply === null) throw new CommandRefused(EMPTY);
    if (xlsx !== undefined) await writeNewWorkbook(xlsx, settlementSheets(reply));
    else say(json === true ? JSON.stringify(reply) : settlementWords(reply));
    return 0;
  },
});

async function reopenAt(ask: OfficeClient, reopening: ReopenRequest): Promise<number | null> {
  const answer = await ask('settlements/reopen', reopening);
  return answer.status === 404 ? null : readOffice(answer, ReopenReply).number;
}

function readSettleArguments(args: string[]) {
  const { values } = officeOptionsOf({
    args,
    options: {
      site: TEXT,
      month: TEXT,
      empty: FLAG,
      reopen: FLAG,
      note: TEXT,
      xlsx: TEXT,
      json: FLAG,
    },
  });
  const { site: siteId, month, note } = values;
  const request = SettlementRequest.safeParse({
    siteId,
    month,
    ...(values.empty === true ? { empty: true } : {}),
  });
  if (!request.success) return `${WANTED}\n\n${SETTLE_USAGE}`;
  const reopening = ReopenRequest.safeParse({ siteId, month, note });
  if (values.reopen === true ? !reopening.success : note !== undefined) {
    return `${NOTE_WANTED}\n\n${SETTLE_USAGE}`;
  }
  const asked = values.reopen === true && reopening.success ? reopening.data : null;
  return { ...values, request: request.data, reopening: asked };
}
