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
  start(): Promise<void>;
}

/** Starts the kiosk for a desk, enrolled with the district by its one-time code; null enrols with nobody. */
export async function startDesk(options: {
  readonly folder: string;
  readonly site: string;
  readonly district: { readonly url: string; code(): Promise<string> };
  readonly isEnrolled?: boolean;
}): Promise<Desk> {
  const port = await freePort();
  const enrolmentCode = options.isEnrolled === false ? null : await options.district.code();
  let command: Command | null = null;

  async function start(): Promise<void> {
    const code = enrolmentCode === null ? [] : ['--code-file', '-'];
    command = runCommand('start', [
      ...['--no-open', '--data', options.folder, '--port', String(port), '--site', options.site],
      ...['--district', options.district.url, ...code],
    ]);
    command.child.stdin?.end(enrolmentCode ?? '');
    await command.line(/token=/);
  }

  await start();
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
