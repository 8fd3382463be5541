import { auditRows } from '../../district/office/audit.ts';
import { writeCommand } from '../../district/office/command-line.ts';
import { instantOf, WallDate } from '../../domain/base/wall-time.ts';
import { AUDIT_PAGE_MAX, AuditReply, type AuditRow } from '../../protocol/wire-office.ts';
import { TEXT } from '../input/options-of.ts';
import { OFFICE_LINE_USAGE, type OfficeClient, officeOptionsOf, readOffice } from './office-client.ts';
import { officeCommand } from './run-or-explain.ts';

export const AUDIT_USAGE = `npm run -s district -- audit export [--from DATE] [--to DATE] [--data FOLDER | --url URL --token-file FILE]

  Prints the audit log, a JSON object a line, in the order in which it was written. hash is SHA-256 over the rest of the
  row as RFC 8785 writes it, and parent is the hash of the row before: npm run district -- check verifies the chain.
  --from DATE     the first day in Shanghai (YYYY-MM-DD); without it, from the first row
  --to DATE       the day after the last one
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

interface Bounds {
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** `npm run district -- audit`: exit 2 if nothing could be read. */
export const audit = officeCommand({
  usage: AUDIT_USAGE,
  read: readAuditArguments,
  async run({ bounds, ...given }, district, { say }) {
    await district.ask({
      stored: (data) =>
        data.open(async (store) => {
          await store.read(async (reads) => {
            for await (const row of auditRows(reads, bounds)) say(JSON.stringify(row));
          });
          const subject = [given.from, given.to].filter((day) => day !== undefined).join(' · ');
          await writeCommand({ store, now: Date.now }, { action: 'audit export', subject });
        }),
      async running(ask) {
        for await (const row of rowsOf(ask, bounds)) say(JSON.stringify(row));
      },
    });
    return 0;
  },
});

async function* rowsOf(ask: OfficeClient, bounds: Bounds): AsyncGenerator<AuditRow> {
  const times = Object.entries(bounds).map(([name, ms]) => `&${name}=${ms}`);
  let after = 0;
  for (;;) {
    const path = `audit?after=${after}&limit=${AUDIT_PAGE_MAX}${times.join('')}`;
    const { rows, more } = readOffice(await ask(path), AuditReply);
    yield* rows;
    after = rows.at(-1)?.seq ?? after;
    if (!more) return;
  }
}

const WANTED = '要写明 export say what to do: export';
const WRONG_ORDER = '--to 应在 --from 之后 --to must be later than --from';
const WRONG_DAY = '应为 YYYY-MM-DD must be a day: YYYY-MM-DD';

function readAuditArguments(args: string[]) {
  const { values: given, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: { from: TEXT, to: TEXT },
  });
  if (positionals.join(' ') !== 'export') return `${WANTED}\n\n${AUDIT_USAGE}`;
  for (const name of ['from', 'to'] as const) {
    const day = given[name];
    if (day !== undefined && !WallDate.safeParse(day).success) return `--${name}: ${WRONG_DAY}`;
  }
  const { from, to } = given;
  if (from !== undefined && to !== undefined && to <= from) return WRONG_ORDER;
  const bounds: Bounds = {
    ...(from === undefined ? {} : { fromMs: instantOf(`${from}T00:00`) }),
    ...(to === undefined ? {} : { toMs: instantOf(`${to}T00:00`) }),
  };
  return { ...given, bounds };
}
