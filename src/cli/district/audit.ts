import { auditRows } from '../../district/office/audit.ts';
import { messageOf } from '../../domain/base/message-of.ts';
import { instantOf, WallDate } from '../../domain/base/wall-time.ts';
import { AUDIT_PAGE_MAX, AuditReply, type AuditRow } from '../../protocol/wire-office.ts';
import { optionsOf } from '../input/options-of.ts';
import { refusedOnCommandLine } from '../input/text-input.ts';
import type { ImportOutput } from './import.ts';
import { storageOf } from './lines.ts';
import { OFFICE_LINE_USAGE, OFFICE_OPTIONS, officeClient, readOffice } from './office-client.ts';
import { writeCommand } from './officers/officers-desk.ts';
import { runOrExplain, withStore } from './run-or-explain.ts';

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

/** `npm run district -- audit`: answers the exit code; 2 where nothing could be read. */
export async function audit(
  args: readonly string[],
  databaseUrl: string | undefined,
  { say, complain }: ImportOutput,
): Promise<0 | 1 | 2> {
  const read = readAuditArguments(args);
  if (typeof read === 'string') {
    complain(read);
    return 2;
  }
  const { given, bounds } = read;
  const { url } = given;
  return runOrExplain(complain, async (): Promise<0> => {
    if (url !== undefined) {
      for await (const row of rowsAt({ ...given, url }, bounds)) say(JSON.stringify(row));
      return 0;
    }
    return withStore(storageOf(databaseUrl, given.data), complain, async (store): Promise<0> => {
      await store.read(async (reads) => {
        for await (const row of auditRows(reads, bounds)) say(JSON.stringify(row));
      });
      const subject = [given.from, given.to].filter((day) => day !== undefined).join(' · ');
      await writeCommand({ store, now: Date.now }, { action: 'audit export', subject });
      return 0;
    });
  });
}

async function* rowsAt(place: Parameters<typeof officeClient>[0], bounds: Bounds): AsyncGenerator<AuditRow> {
  const ask = officeClient(place);
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
const WRONG_DAY = '应为 YYYY-MM-DD must be a day: YYYY-MM-DD';

function readAuditArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values: given, positionals } = optionsOf({
      args: [...args],
      allowPositionals: true,
      options: { data: text, from: text, to: text, ...OFFICE_OPTIONS },
    });
    if (given.token !== undefined) return refusedOnCommandLine('--token');
    if (positionals.join(' ') !== 'export') return `${WANTED}\n\n${AUDIT_USAGE}`;
    for (const name of ['from', 'to'] as const) {
      const day = given[name];
      if (day !== undefined && !WallDate.safeParse(day).success) return `--${name}: ${WRONG_DAY}`;
    }
    const { from, to } = given;
    const bounds: Bounds = {
      ...(from === undefined ? {} : { fromMs: instantOf(`${from}T00:00`) }),
      ...(to === undefined ? {} : { toMs: instantOf(`${to}T00:00`) }),
    };
    return { given, bounds };
  } catch (thrown) {
    return `${messageOf(thrown)}\n\n${AUDIT_USAGE}`;
  }
}
