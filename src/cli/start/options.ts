import { resolve } from 'node:path';
import { enrolmentCodeOf, plainTyped, webAddressOf } from '../../domain/base/typed-text.ts';
import { type NothingToRun, optionsOrWords, TEXT } from '../input/options-of.ts';
import { readSecret, refusedOnCommandLine } from '../input/text-input.ts';

export interface StartOptions {
  /** The desk that this kiosk is; null keeps what was set, or lets the clerk choose. */
  readonly siteId: string | null;
  /** False serves without a window and prints the address. */
  readonly open: boolean;
  /** True never looks for Electron. */
  readonly browser: boolean;
  /** True fetches Electron again if it is missing, waits for it, and uses it even if a browser had the data before. */
  readonly electron: boolean;
  readonly dataFolder: string;
  /** The port of the loopback server. IndexedDB belongs to it, so it stays the same from start to start. */
  readonly port: number;
  /** Another district than the embedded one. */
  readonly districtUrl: string | null;
  /** One-time enrolment code for that district; without it the window asks. */
  readonly code: string | null;
  /** Begins a new profile if the data is gone. */
  readonly newProfile: boolean;
  /** A certificate of the authority that vouches for that district. */
  readonly authorityFile: string | null;
  /** True if that district may be asked without TLS. */
  readonly allowsHttp: boolean;
  /** The file of roots that this kiosk trusts instead of the development root. */
  readonly rootsFile: string | null;
}

export type StartCommand = { readonly kind: 'start'; readonly options: StartOptions } | NothingToRun;

const PORT_DEFAULT = 4710;
const PORT_MAX = 65_535;

export const USAGE = `npm start -- [--site ID] [--no-open] [--browser | --electron] [--data FOLDER] [--port N]
             [--district URL [--code-file FILE] [--roots FILE] [--ca FILE | --allow-http]]

  --site ID       the desk, for example xijiao-pool or liwan-central-hospital
  --no-open       serve without a window and print the address
  --browser       a browser window even where Electron is installed
  --electron      Electron: fetched again where that failed within the last day
  --data FOLDER   where the demo keeps its records (default .data)
  --port N        port of the kiosk on this machine (default ${PORT_DEFAULT})
  --district URL  use that district instead of starting one
  --code-file FILE  enrols with the one-time code of that district that is in the file; - is standard input
  --new-profile   begin anew where the records of this kiosk are gone
  --ca FILE       a certificate (PEM or DER) that vouches for that district alone; its SHA-256 is shown in F10
  --allow-http    ask that district without TLS; the screen then says 未加密
  --roots FILE    whom to trust instead of the demo's public root (npm run -s keys -- roots); the list of keys
                  and the catalogue that lie beside it are taken along`;

/** Reads the arguments of `npm start`, and the code from where they say. */
export function readStartOptions(args: readonly string[]): StartCommand {
  const given = optionsOrWords({
    args: [...args],
    options: {
      site: TEXT,
      'no-open': { type: 'boolean', default: false },
      browser: { type: 'boolean', default: false },
      electron: { type: 'boolean', default: false },
      data: { type: 'string', default: '.data' },
      port: { type: 'string', default: String(PORT_DEFAULT) },
      district: TEXT,
      code: TEXT,
      'new-profile': { type: 'boolean', default: false },
      ca: TEXT,
      'allow-http': { type: 'boolean', default: false },
      roots: TEXT,
      'code-file': TEXT,
      help: { type: 'boolean', default: false },
    },
  });
  if (typeof given === 'string') return { kind: 'wrong', message: given };
  const { values } = given;
  if (values.help) return { kind: 'help' };
  const port = portOf(values.port);
  if (port === null) {
    return {
      kind: 'wrong',
      message: `--port ${values.port}: 应为 0 至 ${PORT_MAX} 的整数 a number from 0 to ${PORT_MAX} is needed`,
    };
  }
  const districtUrl = values.district === undefined ? null : webAddressOf(values.district);
  if (values.district !== undefined && districtUrl === null) {
    return {
      kind: 'wrong',
      message: `--district ${values.district}: 应以 http:// 或 https:// 开头 an address that begins with http:// or https:// is needed`,
    };
  }
  if (values.roots !== undefined && districtUrl === null) {
    return {
      kind: 'wrong',
      message:
        '--roots 要和 --district 一起用，演示的区平台用演示的密钥 --roots needs --district: the demo district signs with the demo’s keys',
    };
  }
  if ((values.ca !== undefined || values['allow-http']) && districtUrl === null) {
    return {
      kind: 'wrong',
      message:
        '--ca 和 --allow-http 要和 --district 一起用，只对那个地址有效 --ca and --allow-http need --district: they hold for that address alone',
    };
  }
  if (values.code !== undefined) return { kind: 'wrong', message: refusedOnCommandLine('--code') };
  const code = codeIn(values['code-file']);
  if (code !== null && 'message' in code) return { kind: 'wrong', message: code.message };
  return {
    kind: 'start',
    options: {
      siteId: values.site === undefined ? null : plainTyped(values.site),
      open: !values['no-open'],
      browser: values.browser,
      electron: values.electron,
      dataFolder: resolve(values.data),
      port,
      districtUrl,
      code: code?.code ?? null,
      newProfile: values['new-profile'],
      authorityFile: values.ca ?? null,
      allowsHttp: values['allow-http'],
      rootsFile: values.roots ?? null,
    },
  };
}

/** `Number` would take an empty text for 0, and 0x10 for 16. */
function portOf(text: string): number | null {
  const plain = plainTyped(text);
  return /^[0-9]{1,5}$/.test(plain) && Number(plain) <= PORT_MAX ? Number(plain) : null;
}

/** Null if no file was named; `none` if there is no code in it. */
function codeIn(file: string | undefined): { readonly code: string } | { readonly message: string } | null {
  if (file === undefined) return null;
  const read = readSecret(file);
  if (!read.ok) return { message: `--code-file ${read.reason}` };
  const code = enrolmentCodeOf(read.text);
  return code === null ? { message: `--code-file ${file}: 应为 8 位数字 eight digits are needed` } : { code };
}

/** Which options come too late for a kiosk that runs already: it has what it was started with. */
function lateOptionsOf(options: StartOptions): readonly string[] {
  const late: readonly (readonly [name: string, isGiven: boolean])[] = [
    ['--site', options.siteId !== null],
    ['--electron', options.electron],
    ['--port', options.port !== PORT_DEFAULT],
    ['--district', options.districtUrl !== null],
    ['--code-file', options.code !== null],
    ['--new-profile', options.newProfile],
    ['--ca', options.authorityFile !== null],
    ['--allow-http', options.allowsHttp],
    ['--roots', options.rootsFile !== null],
  ];
  return late.filter(([, isGiven]) => isGiven).map(([name]) => name);
}

/**
 * Says that these options did nothing, and what to do; null if there is nothing to say. The kiosk may have been started
 * with them.
 */
export function lateWords(options: StartOptions): string | null {
  const late = lateOptionsOf(options).join(' ');
  if (late === '') return null;
  return `${late} 只在启动时有效，开着的前台照旧；要改，先结束它再启动。${late}: read at a start alone. The kiosk that is open stays as it is; to change it, stop it and start again.`;
}
