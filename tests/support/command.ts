import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PROJECT_FOLDER } from '../../src/cli/start/build-app.ts';

const READY_MS_MAX = 120_000;

/** One of our command lines as a real process, with everything that it has printed so far. */
export interface Command {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves with the first line of standard output that matches; rejects when the process ends before. */
  line(pattern: RegExp): Promise<RegExpMatchArray>;
  /** The same for lines that are yet to come. */
  nextLine(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Sends the signal and waits for the end; answers the exit code, null where the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Runs `src/cli/NAME.ts` on this Node with its standard input open. */
export function runCommand(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Command {
  const child = spawn(process.execPath, [join(PROJECT_FOLDER, 'src', 'cli', `${name}.ts`), ...args], {
    cwd: PROJECT_FOLDER,
    // Nothing of a test lies in the user's own configuration.
    env: { ...process.env, KIOSK_TRACES: join(tmpdir(), 'kiosk-test-traces'), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  const lines: string[] = [];
  const watchers = new Set<(line: string) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    output += `${line}\n`;
    lines.push(line);
    for (const watch of watchers) watch(line);
  });
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));

  return {
    child,
    output: () => output,
    line: (pattern) => waitForLine(pattern, lines),
    nextLine: (pattern) => waitForLine(pattern, []),
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended;
    },
  };

  function waitForLine(pattern: RegExp, printed: readonly string[]): Promise<RegExpMatchArray> {
    return new Promise((resolve, reject) => {
      const settle = (found: RegExpMatchArray | Error) => {
        clearTimeout(late);
        watchers.delete(look);
        if (found instanceof Error) reject(found);
        else resolve(found);
      };
      const look = (line: string) => {
        const found = line.match(pattern);
        if (found) settle(found);
      };
      const fail = (why: string) => settle(new Error(`${name}: ${why}, no ${pattern} in:\n${output}`));
      const late = setTimeout(() => fail('too late'), READY_MS_MAX);
      watchers.add(look);
      for (const line of [...printed]) look(line);
      void ended.then((code) => fail(`ended with ${code}`));
    });
  }
}
