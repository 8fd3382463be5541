import { auditRows } from '../../district/office/audit.ts';
import { writeCommand } from '../../district/office/command-line.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { instantOf, WallDate, wallMinuteOf } from '../../domain/base/wall-time.ts';
import { AUDIT_PAGE_MAX, AuditReply, type AuditRow } from '../../protocol/wire-office.ts';
import { FLAG, TEXT } from '../input/options-of.ts';
import { OFFICE_LINE_USAGE, type OfficeClient, officeOptionsOf, readOffice } from './office-client.ts';
import { officeCommand } from './run-or-explain.ts';

export const AUDIT_USAGE = `npm run -s district -- audit list [--officer NAME] [--from DATE] [--to DATE] [--limit N] [--json]
npm run -s district -- audit export [--from DATE] [--to DATE]
    each with [--data FOLDER | --url URL --token-file FILE]

  list prints the newest rows first. --officer NAME is the whole name of one person or program (token:NAME).
  export prints the log, a JSON object a line, in the order of the chain: as it was written, the oldest first. hash is
  SHA-256 over the rest of the row as RFC 8785 writes it, and parent is the hash of the row before: npm run district --
  check verifies the chain.
  --from DATE     the first day in Shanghai (YYYY-MM-DD); without it, from the first row
  --to DATE       the day after the last one
  --limit N       how many rows list prints (100)
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
  async run({ verb, bounds, limit, officer, ...given }, district, { say }) {
    const list = { limit, ...bounds, ...(officer === undefined ? {} : { officer }) };
    const tell = (row: AuditRow) =>
      say(verb === 'export' || given.json === true ? JSON.stringify(row) : auditLine(row));
    await district.ask({
      stored: (data) =>
        data.open(async (store) => {
          await store.read(async (reads) => {
            if (verb === 'list')
              for (const row of await reads.auditBefore({ before: null, ...list })) tell(row);
            else for await (const row of auditRows(reads, bounds)) tell(row);
          });
          const subject = [given.from, given.to].filter((day) => day !== undefined).join(' · ');
          await writeCommand({ store, now: Date.now }, { action: `audit ${verb}`, subject });
        }),
      async running(ask) {
        for await (const row of verb === 'list' ? newestOf(ask, list) : rowsOf(ask, bounds)) tell(row);
      },
    });
    return 0;
  },
});

function auditLine({ atMs, officer, role, action, subject, detail }: AuditRow): string {
  const parts = [wallMinuteOf(atMs).replace('T', ' '), officer, role, action, subject, detail];
  return terminalLine(parts.filter((part) => part !== '').join('  '));
}

/** The newest rows first, page by page, up to a limit. */
async function* newestOf(
  ask: OfficeClient,
  { limit, officer, ...bounds }: Bounds & { readonly limit: number; readonly officer?: string },
): AsyncGenerator<AuditRow> {
  const given = { ...bounds, ...(officer === undefined ? {} : { officer }) };
  let before: number | null = null;
  for (let left = limit; left > 0; ) {
    const query = new URLSearchParams({ order: 'newest', limit: String(Math.min(left, AUDIT_PAGE_MAX)) });
    for (const [name, value] of Object.entries(given)) query.set(name, String(value));
    if (before !== null) query.set('before', String(before));
    const { rows, more }: AuditReply = readOffice(await ask(`audit?${query}`), AuditReply);
    yield* rows;
    left -= rows.length;
    before = rows.at(-1)?.seq ?? before;
    if (!more) return;
  }
}

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

const LIMIT_DEFAULT = 100;
const LIMIT_MAX = 100_000;
const WANTED = '要写明 list 或 export say what to do: list or export';
const WRONG_ORDER = '--to 应在 --from 之后 --to must be later than --from';
const WRONG_DAY = '应为 YYYY-MM-DD must be a day: YYYY-MM-DD';
const WRONG_LIMIT = `--limit：应为 1 至 ${LIMIT_MAX} 的整数 --limit must be a whole number from 1 to ${LIMIT_MAX}`;
const ONLY_FOR_LIST =
  '--officer、--limit 和 --json 只用于 list；导出要有整条链 --officer, --limit and --json are for list alone: an export has the whole chain';

function readAuditArguments(args: string[]) {
  const { values: given, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: { from: TEXT, to: TEXT, officer: TEXT, limit: TEXT, json: FLAG },
  });
  const verb = (['list', 'export'] as const).find((one) => one === positionals.join(' '));
  if (verb === undefined) return `${WANTED}\n\n${AUDIT_USAGE}`;
  const { from, to, officer, limit: text = String(LIMIT_DEFAULT), json } = given;
  if (verb === 'export' && (officer ?? given.limit ?? json) !== undefined) return ONLY_FOR_LIST;
  const limit = /^[0-9]{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > LIMIT_MAX) return WRONG_LIMIT;
  for (const name of ['from', 'to'] as const) {
    const day = given[name];
    if (day !== undefined && !WallDate.safeParse(day).success) return `--${name}: ${WRONG_DAY}`;
  }
  if (from !== undefined && to !== undefined && to <= from) return WRONG_ORDER;
  const bounds: Bounds = {
    ...(from === undefined ? {} : { fromMs: instantOf(`${from}T00:00`) }),
    ...(to === undefined ? {} : { toMs: instantOf(`${to}T00:00`) }),
  };
  return { ...given, verb, limit, bounds };
}
