import { listSessions } from '../../district/office/sessions.ts';
import { messageOf } from '../../domain/base/message-of.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { SessionParams, SessionsReply, type SessionView } from '../../protocol/wire-office.ts';
import { optionsOf } from '../input/options-of.ts';
import { refusedOnCommandLine } from '../input/text-input.ts';
import type { ImportOutput } from './import.ts';
import { storageOf } from './lines.ts';
import { OFFICE_LINE_USAGE, OFFICE_OPTIONS, officeClient, readOffice } from './office-client.ts';
import { writeCommand } from './officers/officers-desk.ts';
import { runOrExplain, withStore } from './run-or-explain.ts';

export const SESSIONS_USAGE = `npm run -s district -- sessions list [--json] [--data FOLDER | --url URL --token-file FILE]
npm run -s district -- sessions end ID [...]

  Who is signed in to the office, from where and since when; end signs one out at once.
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

/** `npm run district -- sessions`: answers the exit code; 2 where nothing could be asked for. */
export async function sessions(
  args: readonly string[],
  databaseUrl: string | undefined,
  output: ImportOutput,
): Promise<0 | 1 | 2> {
  const read = readSessionsArguments(args);
  if (typeof read === 'string') {
    output.complain(read);
    return 2;
  }
  const { given, endId } = read;
  const { url } = given;
  return runOrExplain(output.complain, () => {
    if (url !== undefined) return serve(runningDesk({ ...given, url }), read, output);
    return withStore(storageOf(databaseUrl, given.data), output.complain, (store) => {
      const services = { store, now: Date.now };
      const desk: SessionsDesk = {
        list: () => listSessions(services, null),
        async end(sessionId) {
          const isEnded = await store.transaction((writes) => writes.dropSession(sessionId));
          if (isEnded) await writeCommand(services, { action: 'sessions end', subject: endId ?? '' });
          return isEnded;
        },
      };
      return serve(desk, read, output);
    });
  });
}

interface SessionsDesk {
  list(): Promise<readonly SessionView[]>;
  /** False where there is none. */
  end(sessionId: string): Promise<boolean>;
}

function runningDesk(place: Parameters<typeof officeClient>[0]): SessionsDesk {
  const ask = officeClient(place);
  return {
    list: async () => readOffice(await ask('sessions'), SessionsReply).sessions,
    end: async (sessionId) => (await ask(`sessions/${sessionId}/end`, {})).status === 200,
  };
}

async function serve(
  desk: SessionsDesk,
  { given, endId }: Exclude<ReturnType<typeof readSessionsArguments>, string>,
  { say, complain }: ImportOutput,
): Promise<0 | 1> {
  if (endId !== null) {
    const isEnded = await desk.end(endId);
    if (isEnded) say(given.json === true ? JSON.stringify({ ended: endId }) : `已结束 ended: ${endId}`);
    else complain(`没有这个登录 no such session: ${endId}`);
    return isEnded ? 0 : 1;
  }
  const all = await desk.list();
  for (const session of all) say(given.json === true ? JSON.stringify(session) : sessionWords(session));
  if (all.length === 0 && given.json !== true) say('没有人登录 nobody is signed in');
  return 0;
}

function sessionWords({ sessionId, officer, createdAtMs, seenAtMs, source }: SessionView): string {
  const [since, seen] = [createdAtMs, seenAtMs].map((ms) => wallMinuteOf(ms).replace('T', ' '));
  return `${sessionId}  ${terminalLine(officer)}  ${terminalLine(source)}  登录 since ${since}  最近 seen ${seen}`;
}

const WANTED = '要写明 list 或 end ID say what to do: list, or end ID';

function readSessionsArguments(args: readonly string[]) {
  try {
    const { values: given, positionals } = optionsOf({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' }, json: { type: 'boolean' }, ...OFFICE_OPTIONS },
    });
    if (given.token !== undefined) return refusedOnCommandLine('--token');
    const [verb, sessionId, ...more] = positionals;
    if (verb === 'list' && sessionId === undefined) return { given, endId: null };
    const read = SessionParams.safeParse({ sessionId });
    if (verb === 'end' && read.success && more.length === 0) return { given, endId: read.data.sessionId };
    return `${WANTED}\n\n${SESSIONS_USAGE}`;
  } catch (thrown) {
    return `${messageOf(thrown)}\n\n${SESSIONS_USAGE}`;
  }
}
