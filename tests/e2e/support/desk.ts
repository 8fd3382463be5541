import { type Command, runCommand } from '../../support/command.ts';
import { freePort } from '../../support/free-port.ts';

/** The kiosk's host as a process: `npm start -- --no-open`. */
export interface Desk {
  /** A one-time address of the running process. */
  address(): Promise<string>;
  readonly output: () => string;
  stop(): Promise<number | null>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** `kill -STOP`: it takes every call and answers none, until it is woken. */
  hang(): void;
  wake(): void;
  /** `env` is for this run alone. */
  start(env?: Readonly<Record<string, string>>): Promise<void>;
}

/** Starts the kiosk for a desk, enrolled with the district by its one-time code; null enrols with nobody. */
export async function startDesk(options: {
  readonly folder: string;
  readonly site: string;
  readonly district: { readonly url: string; code(): Promise<string> };
  readonly isEnrolled?: boolean;
  /** For the first run alone. */
  readonly env?: Readonly<Record<string, string>>;
}): Promise<Desk> {
  const port = await freePort();
  const enrolmentCode = options.isEnrolled === false ? null : await options.district.code();
  let command: Command | null = null;

  async function start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const code = enrolmentCode === null ? [] : ['--code-file', '-'];
    const args = ['--no-open', '--data', options.folder, '--port', String(port), '--site', options.site];
    command = runCommand('start', [...args, '--district', options.district.url, ...code], env);
    command.child.stdin?.end(enrolmentCode ?? '');
    await command.line(/token=/);
  }

  await start(options.env);
  return {
    async address() {
      const [url] = (await command?.line(/http:\S+token=\S+/)) ?? [];
      if (url === undefined) throw new Error('the desk has printed no address');
      return url;
    },
    output: () => command?.output() ?? '',
    async stop() {
      return (await command?.end('SIGTERM')) ?? null;
    },
    async kill() {
      await command?.end('SIGKILL');
    },
    hang: () => void command?.child.kill('SIGSTOP'),
    wake: () => void command?.child.kill('SIGCONT'),
    start,
  };
}
