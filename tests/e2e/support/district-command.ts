import { z } from 'zod';
import { type Command, runCommand } from '../../support/command.ts';
import { freePort } from '../../support/free-port.ts';

const Ready = z.object({ url: z.string() });

/** The district as a process that can be killed and started again on the same port and data. */
export interface DistrictCommand {
  readonly url: string;
  /** A fresh one-time enrolment code. */
  code(): Promise<string>;
  /** `kill -9`: no clean end. */
  kill(): Promise<void>;
  /** `kill -STOP`: it takes every connection and answers none, until it is woken. */
  hang(): void;
  wake(): void;
  /** `env` is for this run alone. */
  start(env?: Readonly<Record<string, string>>): Promise<void>;
}

/** Starts `npm run district -- --demo` on PGlite in the folder, or on PostgreSQL where a URL is given. */
export async function startDistrictCommand(options: {
  readonly folder: string;
  readonly databaseUrl?: string | undefined;
}): Promise<DistrictCommand> {
  const port = await freePort();
  const env = options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl };
  let command: Command | null = null;
  let ready = { url: '' };

  async function start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const args = ['--json', '--demo', '--port', String(port), '--data', options.folder];
    command = runCommand('district', args, { ...env, ...more });
    const [line] = await command.line(/^\{.*\}$/);
    ready = Ready.parse(JSON.parse(line));
  }

  await start();
  return {
    url: ready.url,
    async code() {
      if (command === null) throw new Error('no district runs');
      const answer = command.nextLine(/^\{"code":"(\d{8})"\}$/);
      command.child.stdin?.write('\n');
      const [, code = ''] = await answer;
      return code;
    },
    async kill() {
      await command?.end('SIGKILL');
    },
    hang: () => void command?.child.kill('SIGSTOP'),
    wake: () => void command?.child.kill('SIGCONT'),
    start,
  };
}
