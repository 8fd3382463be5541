import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  /** The desk that this kiosk is; null keeps what was set, or lets the clerk choose. */
  readonly siteId: string | null;
  /** False serves without a window and prints the address. */
  readonly open: boolean;
  /** True never looks for Electron. */
  readonly browser: boolean;
  readonly dataFolder: string;
  /** Of the loopback server; IndexedDB belongs to it, so it stays the same from start to start. */
  readonly port: number;
  /** Another district than the embedded one. */
  readonly districtUrl: string | null;
  /** One-time enrolment code for that district; without it the window asks. */
  readonly code: string | null;
}

export type StartCommand =
  | { readonly kind: 'start'; readonly options: StartOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

const PORT_DEFAULT = 4710;
const PORT_MAX = 65_535;

export const USAGE = `npm start -- [--site ID] [--no-open] [--browser] [--data FOLDER] [--port N]
             [--district URL [--code 12345678]]

  --site ID       the desk, for example xijiao-pool or liwan-central-hospital
  --no-open       serve without a window and print the address
  --browser       a browser window even where Electron is installed
  --data FOLDER   where the demo keeps its records (default .data)
  --port N        port of the kiosk on this machine (default ${PORT_DEFAULT})
  --district URL  use that district instead of starting one; --code enrols with it`;

/** Reads the arguments of `npm start`. */
export function readStartOptions(args: readonly string[]): StartCommand {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        site: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        browser: { type: 'boolean', default: false },
        data: { type: 'string', default: '.data' },
        port: { type: 'string', default: String(PORT_DEFAULT) },
        district: { type: 'string' },
        code: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > PORT_MAX) {
      return { kind: 'wrong', message: `--port ${values.port}: a number from 0 to ${PORT_MAX} is needed` };
    }
    if (values.district !== undefined && !isWebAddress(values.district)) {
      return {
        kind: 'wrong',
        message: `--district ${values.district}: 应以 http:// 或 https:// 开头 an address that begins with http:// or https:// is needed`,
      };
    }
    return {
      kind: 'start',
      options: {
        siteId: values.site ?? null,
        open: !values['no-open'],
        browser: values.browser,
        dataFolder: resolve(values.data),
        port,
        districtUrl: values.district ?? null,
        code: values.code ?? null,
      },
    };
  } catch (cause) {
    return { kind: 'wrong', message: cause instanceof Error ? cause.message : String(cause) };
  }
}

function isWebAddress(text: string): boolean {
  const { protocol } = URL.parse(text) ?? { protocol: null };
  return protocol === 'http:' || protocol === 'https:';
}
