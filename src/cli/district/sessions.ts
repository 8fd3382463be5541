import { writeCommand } from '../../district/office/command-line.ts';
import { listSessions } from '../../district/office/sessions.ts';
import type { DistrictStore } from '../../district/storage/store.ts';
import { terminalLine } from '../../domain/base/plain-text.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { SessionParams, SessionsReply, type SessionView } from '../../protocol/wire-office.ts';
import { FLAG } from '../input/options-of.ts';
import type { CommandOutput } from '../input/terminal.ts';
import { OFFICE_LINE_USAGE, type OfficeClient, officeOptionsOf, readOffice } from './office-client.ts';
import { officeCommand } from './run-or-explain.ts';

export const SESSIONS_USAGE = `npm run -s district -- sessions list [--json] [--data FOLDER | --url URL --token-file FILE]
npm run -s district -- sessions end ID [...]

  Who is signed in to the office, from where and since when; end signs one out at once.
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

/** `npm run district -- sessions`: exit 2 if nothing could be asked for. */
export const sessions = officeCommand({
  usage: SESSIONS_USAGE,
  read: readSessionsArguments,
  run: (given, district, output) =>
    district.ask({
      stored: (data) => data.open((store) => serve(storedDesk(store), given, output)),
      running: (ask) => serve(runningDesk(ask), given, output),
    }),
});

function storedDesk(store: DistrictStore): SessionsDesk {
  const services = { store, now: Date.now };
  return {
    list: () => listSessions(services, null),
    async end(sessionId) {
      const isEnded = await store.transaction((writes) => writes.dropSession(sessionId));
      if (isEnded) await writeCommand(services, { action: 'sessions end', subject: sessionId });
      return isEnded;
    },
  };
}

interface SessionsDesk {
  list(): Promise<readonly SessionView[]>;
  /** False if there is none. */
  end(sessionId: string): Promise<boolean>;
}

function runningDesk(ask: OfficeClient): SessionsDesk {
  return {
    list: async () => readOffice(await ask('sessions'), SessionsReply).sessions,
    end: async (sessionId) => (await ask(`sessions/${sessionId}/end`, {})).status === 200,
  };
}

async function serve(
  desk: SessionsDesk,
  { json, endId }: Exclude<ReturnType<typeof readSessionsArguments>, string>,
  { say, complain }: CommandOutput,
): Promise<0 | 1> {
  if (endId !== null) {
    const isEnded = await desk.end(endId);
    if (isEnded) say(json === true ? JSON.stringify({ ended: endId }) : `已结束 ended: ${endId}`);
    else complain(`没有这个登录 no such session: ${endId}`);
    return isEnded ? 0 : 1;
  }
  const all = await desk.list();
  for (const session of all) say(json === true ? JSON.stringify(session) : sessionWords(session));
  if (all.length === 0 && json !== true) say('没有人登录 nobody is signed in');
  return 0;
}

function sessionWords({ sessionId, officer, createdAtMs, seenAtMs, source }: SessionView): string {
  const [since, seen] = [createdAtMs, seenAtMs].map((ms) => wallMinuteOf(ms).replace('T', ' '));
  return `${sessionId}  ${terminalLine(officer)}  ${terminalLine(source)}  登录 since ${since}  最近 seen ${seen}`;
}

const WANTED = '要写明 list 或 end ID say what to do: list, or end ID';

function readSessionsArguments(args: string[]) {
  const { values: given, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: { json: FLAG },
  });
  const [verb, sessionId, ...more] = positionals;
  if (verb === 'list' && sessionId === undefined) return { ...given, endId: null };
  const read = SessionParams.safeParse({ sessionId });
  if (verb === 'end' && read.success && more.length === 0) return { ...given, endId: read.data.sessionId };
  return `${WANTED}\n\n${SESSIONS_USAGE}`;
}
