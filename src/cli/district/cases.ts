import { parseArgs } from 'node:util';
import { closeCase, listCases } from '../../district/cases.ts';
import { openDatabase, type Storage } from '../../district/database/database.ts';
import { sqlStore } from '../../district/database/sql-store.ts';
import { messageOf, StartFault } from '../../district/start-fault.ts';
import { wallMinuteOf } from '../../domain/wall-time.ts';
import { CasesReply, OfficeCase } from '../../protocol/wire-limits.ts';
import type { ImportOutput } from './import.ts';

const FOLDER_DEFAULT = '.data/district';
const CASES_MAX = 500;

const CASES_USAGE = `npm run district -- cases [--closed] [--json] [--data FOLDER | --url URL --token TOKEN]
npm run district -- cases --close ID --note TEXT [...]

  Lists what an officer must look into: courts given twice, rights used elsewhere, limits exceeded, forked
  journals; --close says what was found. Asks the data, with PGlite while the district is not running, or a
  running district at URL with the office's token, which it tells when it starts.
  --data FOLDER   data folder (${FOLDER_DEFAULT}); not used when DATABASE_URL names a PostgreSQL`;

const KINDS: Readonly<Record<OfficeCase['kind'], string>> = {
  'court-collision': '场地重复发放 court given twice',
  'right-elsewhere': '在未选定的医院使用 right used at another site',
  'limit-exceeded': '超过次数 limit exceeded',
  'request-refused': '申请未能登记 request not granted',
  'journal-fork': '两台电脑同一记录本 forked journal',
};

/** What can be asked of the cases, wherever they are. */
interface CaseDesk {
  list(open: boolean): Promise<readonly OfficeCase[]>;
  /** Null where there is no such case. */
  close(caseId: string, note: string): Promise<OfficeCase | null>;
}

/** `npm run district -- cases`: answers the exit code; 2 where the cases could not be asked for. */
export async function officeCases(
  args: readonly string[],
  databaseUrl: string | undefined,
  output: ImportOutput,
): Promise<0 | 1 | 2> {
  const given = readCasesArguments(args);
  if (given === null) {
    output.complain(CASES_USAGE);
    return 2;
  }
  try {
    if (given.url !== undefined) return await serve(runningDesk(given.url, given.token ?? ''), given, output);
    const storage: Storage = databaseUrl
      ? { kind: 'postgresql', url: databaseUrl }
      : { kind: 'pglite', folder: given.data ?? FOLDER_DEFAULT };
    const { database, close } = await openDatabase(storage, (thrown) => output.complain(String(thrown)));
    try {
      return await serve(storedDesk(sqlStore(database, storage.kind)), given, output);
    } finally {
      await close();
    }
  } catch (thrown) {
    if (!(thrown instanceof StartFault)) throw thrown;
    output.complain(thrown.message);
    return 2;
  }
}

type CasesArguments = NonNullable<ReturnType<typeof readCasesArguments>>;

function readCasesArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { data: text, url: text, token: text, close: text, note: text, closed: flag, json: flag },
    });
    return (values.close === undefined) === (values.note === undefined) ? values : null;
  } catch {
    return null; // what parseArgs does not know is explained by the usage
  }
}

async function serve(desk: CaseDesk, given: CasesArguments, { say, complain }: ImportOutput): Promise<0 | 1> {
  const inWords = given.json === true ? (one: OfficeCase) => JSON.stringify(one) : caseWords;
  if (given.close !== undefined && given.note !== undefined) {
    const closed = await desk.close(given.close, given.note);
    if (closed === null) complain(`没有这个事项 no such case: ${given.close}`);
    else say(inWords(closed));
    return closed === null ? 1 : 0;
  }
  const cases = await desk.list(given.closed !== true);
  for (const one of cases) say(inWords(one));
  if (cases.length === 0 && given.json !== true) say('没有待核实的事项 no cases');
  return 0;
}

function storedDesk(store: ReturnType<typeof sqlStore>): CaseDesk {
  const services = { store, now: Date.now };
  return {
    list: (open) => listCases(services, { open, limit: CASES_MAX }),
    close: (caseId, note) => closeCase(services, { caseId, note }),
  };
}

function runningDesk(url: string, token: string): CaseDesk {
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { ...init.headers, authorization: `Bearer ${token}` };
    try {
      return await fetch(`${url.replace(/\/+$/, '')}/v1/office/${path}`, { ...init, headers });
    } catch (thrown) {
      throw new StartFault('database-unreachable', `${url} does not answer: ${messageOf(thrown)}`, thrown);
    }
  };
  const read = async (answer: Response): Promise<unknown> => {
    if (answer.ok) return answer.json();
    throw new StartFault(
      'database-unreachable',
      `the district refused: ${answer.status} ${await answer.text()}`,
    );
  };
  return {
    list: async (open) => CasesReply.parse(await read(await ask(`cases?open=${open}`))).cases,
    async close(caseId, note) {
      const answer = await ask(`cases/${encodeURIComponent(caseId)}/close`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ note }),
      });
      return answer.status === 404 ? null : OfficeCase.parse(await read(answer));
    },
  };
}

/** Two lines: what it is about, and where the entries are. */
function caseWords({ caseId, kind, changedAtMs, subject, entries, closedNote }: OfficeCase): string {
  const { siteId, itemId, date, court, cardRef } = subject;
  const about = [siteId, itemId, date, court === null ? null : `${court} 号场地`, cardRef].filter(Boolean);
  const where = entries.map(({ journalId, seq }) => `${journalId}#${seq}`).join('  ');
  const note = closedNote === null ? '' : `\n  已核实 closed: ${closedNote}`;
  const when = wallMinuteOf(changedAtMs).replace('T', ' ');
  return `${caseId}  ${when}  ${KINDS[kind]}\n  ${about.join(' · ')}\n  ${where}${note}`;
}
