import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { OfficeRole } from '../../protocol/wire-office.ts';
import { officerLines } from '../district/lines.ts';
import { fileWordsInBoth } from '../input/file-words.ts';
import { PROJECT_FOLDER } from './build-app.ts';

const DISTRICT = join(PROJECT_FOLDER, 'src', 'cli', 'district.ts');
/** The access token of the demo's run, in the data folder. */
const TOKEN_FILE = 'office-token';
const READY_MS_MAX = 120_000;
const STOP_MS_MAX = 10_000;
const ERROR_TAIL_LINES = 5;

/** The line that `src/cli/district.ts --json` prints once it listens. */
const Ready = z.object({
  url: z.string(),
  code: z.string(),
  docs: z.string(),
  officeToken: z.string(),
  officers: z.array(z.object({ name: z.string(), role: OfficeRole, password: z.string() })),
});

export interface DistrictProcess {
  readonly url: string;
  /** A fresh one-time enrolment code. */
  readonly code: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export type DistrictStart =
  | { readonly kind: 'running'; readonly process: DistrictProcess }
  | { readonly kind: 'failed'; readonly reason: string; readonly process?: undefined };

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** The demo district as a process of its own: it can be stopped, killed and started again like the real one. */
export async function startDistrictProcess(
  dataFolder: string,
  say: (line: string) => void,
): Promise<DistrictStart> {
  say('正在启动区平台（演示）… Starting the demo district…');
  const child = spawn(
    process.execPath,
    [DISTRICT, '--json', '--demo', '--port', '0', '--data', join(dataFolder, 'district')],
    { cwd: PROJECT_FOLDER, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const ready = await readiness(child);
  if (typeof ready === 'string') {
    child.kill('SIGKILL');
    return { kind: 'failed', reason: `区平台没有启动 The district did not start: ${ready}` };
  }
  child.stderr.resume();
  say(`区平台 District: ${ready.url}  (API: ${ready.docs})`);
  const tokenFile = join(dataFolder, TOKEN_FILE);
  say(`办公台 The office's console: ${ready.url}/office`);
  say(officeWords(ready.url, tokenFile, keptToken(tokenFile, ready.officeToken)));
  for (const line of officerLines(ready.officers)) say(line);
  child.on('exit', (code, signal) => {
    rmSync(tokenFile, { force: true });
    if (signal !== 'SIGTERM') say(`区平台已停止 The district has stopped (${signal ?? code}).`);
  });
  return { kind: 'running', process: { ...ready, pid: child.pid ?? 0, stop: () => stop(child) } };
}

/**
 * Writes the token to a file that only its owner can read, as long as the district runs. A terminal would show it to
 * everybody, and keeps its text. Says why if that fails; else null.
 */
function keptToken(file: string, token: string): string | null {
  try {
    rmSync(file, { force: true });
    writeFileSync(file, `${token}\n`, { flag: 'wx', mode: 0o600 });
    return null;
  } catch (thrown) {
    return fileWordsInBoth(thrown);
  }
}

function officeWords(url: string, file: string, why: string | null): string {
  if (why !== null) return `办公令牌没有写下 An access token of the office was not written: ${file}: ${why}`;
  return `办公令牌在 An access token of the office is in ${file}
  npm run -s district -- discrepancies --url ${url} --token-file ${file}`;
}

async function readiness(child: Child): Promise<z.infer<typeof Ready> | string> {
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const tail = () => errors.trim().split('\n').slice(-ERROR_TAIL_LINES).join('\n');
  return new Promise((resolve) => {
    const late = setTimeout(
      () => resolve(`no answer within ${READY_MS_MAX / 1000} s\n${tail()}`),
      READY_MS_MAX,
    );
    const answer = (value: z.infer<typeof Ready> | string) => {
      clearTimeout(late);
      resolve(value);
    };
    child.on('error', (cause) => answer(cause.message));
    child.on('exit', (code) => answer(tail() || `it ended with ${code}`));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready = Ready.safeParse(jsonOf(line));
      if (ready.success) answer(ready.data);
    });
  });
}

async function stop(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
  await gone;
  clearTimeout(patience);
}
