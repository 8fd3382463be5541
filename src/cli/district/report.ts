import { reportUsage } from '../../district/reports/usage.ts';
import { csvOf } from '../../domain/print/csv.ts';
import { UsageQuery, UsageReport } from '../../protocol/wire-reports.ts';
import { FLAG, TEXT } from '../input/options-of.ts';
import { writeNewFile, writeNewWorkbook } from './new-file.ts';
import { OFFICE_LINE_USAGE, officeOptionsOf, readOffice } from './office-client.ts';
import { usageTable, usageWords } from './report-words.ts';
import { officeCommand } from './run-or-explain.ts';

export const REPORT_USAGE = `npm run district -- report usage --from DATE --to DATE [--by site,item,day,month] [--json | --csv FILE | --xlsx FILE]
                             [--data FOLDER | --url URL --token-file FILE]

  Uses, list price, paid, saved and persons. Days are those of Guangzhou, by the time at which the kiosk recorded the
  use, from --from on and without --to: a month is --from 2026-11-01 --to 2026-12-01. What was taken back counts for
  nothing, nor does what is in quarantine. Uses that an open discrepancy names are counted, and named. Money is in fen.
  --by LIST       what each row is for (site,item); an empty LIST gives the total alone
  --csv FILE      a new file for a spreadsheet; --xlsx FILE a new workbook
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const WHAT_WANTED = '要写明 report usage --from DATE --to DATE';
const ORDER_WANTED = '--to 应在 --from 之后 --to must be later than --from';

/** `npm run district -- report usage`: exit 2 if nothing could be read. */
export const report = officeCommand({
  usage: REPORT_USAGE,
  read: readReportArguments,
  async run({ query, csv, xlsx, json }, district, { say }) {
    const path = `reports/usage?${new URLSearchParams({ from: query.from, to: query.to, by: query.by.join() })}`;
    const usage = await district.ask({
      stored: (data) => data.open((store) => reportUsage({ store }, query)),
      running: async (ask) => readOffice(await ask(path), UsageReport),
    });
    if (csv !== undefined) writeNewFile(csv, csvOf(usageTable(usage)));
    if (xlsx !== undefined) await writeNewWorkbook(xlsx, [{ name: '统计 usage', rows: usageTable(usage) }]);
    if (csv === undefined && xlsx === undefined)
      say(json === true ? JSON.stringify(usage) : usageWords(usage));
    return 0;
  },
});

function readReportArguments(args: string[]) {
  const { values, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: {
      from: TEXT,
      to: TEXT,
      by: TEXT,
      csv: TEXT,
      xlsx: TEXT,
      json: FLAG,
    },
  });
  const { from, to, by } = values;
  const query = UsageQuery.safeParse({ from, to, ...(by === undefined ? {} : { by }) });
  if (positionals.join(' ') !== 'usage' || !query.success) return `${WHAT_WANTED}\n\n${REPORT_USAGE}`;
  if (query.data.to <= query.data.from) return ORDER_WANTED;
  return { ...values, query: query.data };
}
