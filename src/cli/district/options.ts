import type { Storage } from '../../district/database/database.ts';
import { isNetwork } from '../../district/http/connections.ts';
import { FLAG, type NothingToRun, optionsOrWords, TEXT, TEXTS } from '../input/options-of.ts';
import type { KeyPlace } from './key-options.ts';
import { OFFICE_USAGE } from './office-line.ts';

const PORT_DEFAULT = 4700;
const PORT_MAX = 65_535;
const FOLDER_DEFAULT = '.data/district';

/** Where the keys are. Commands that sign and commands that only read take the same options. */
export const KEY_OPTIONS = {
  demo: FLAG,
  keys: TEXT,
  'server-key': TEXT,
  'key-list': TEXT,
  roots: TEXT,
  catalogue: TEXT,
  'passphrase-file': TEXT,
} as const;

export function keyPlaceOf(
  values: {
    readonly [Name in Exclude<keyof typeof KEY_OPTIONS, 'demo'>]?: string | undefined;
  } & { readonly demo?: boolean | undefined },
): KeyPlace {
  return {
    demo: values.demo === true,
    folder: values.keys ?? null,
    serverKey: values['server-key'] ?? null,
    keyList: values['key-list'] ?? null,
    roots: values.roots ?? null,
    catalogue: values.catalogue ?? null,
    passphraseFile: values['passphrase-file'] ?? null,
  };
}

export const USAGE = `npm run district -- (--keys FOLDER | --demo) [--port N] [--host ADDRESS] [--data FOLDER]
                    [--site ID]... [--json]
npm run district -- code --site ID [--site ID]...       another enrolment code; --help tells more
npm run district -- project (--keys FOLDER | --demo) [--data FOLDER]    counts entries of kinds that an earlier release did not know
npm run district -- import FILE... (--keys FOLDER | --demo) [--data FOLDER]    takes journals that were exported to a file
npm run district -- cards template|import|list|show|add|set|replace|imports|undo     cardholders
npm run district -- rights list|move                   where a holder has a right of the year; gives it to another site
npm run district -- erasures list|run                  cardholders whose cards ended three years ago
npm run district -- discrepancies [--data FOLDER]      lists what an officer must look into
npm run district -- notes [erase]                      notes of clerks: how many, and erases those past their end
npm run district -- kiosks list|enrol|revoke           the kiosks: how each fares, codes, revocation
npm run district -- backup FILE|FOLDER                  restore FILE, check, roll-epoch: docs/operators.md
npm run district -- report usage --from DATE --to DATE  what was used; settle --site ID --month YYYY-MM closes a month
npm run district -- records list|show                  bookings, passes and matters: open, due, late
npm run district -- catalogue publish FILE              a signed catalogue, for a district that runs as well
npm run district -- notices list|write|withdraw        what the office tells its desks
npm run district -- quarantine list|show|merge|dismiss decides on second futures of forked journals
npm run district -- officers list|add|set|lock|reset|token|first    who may sign in to the office, and tokens
npm run district -- staff list|add|set|reset-pin|remove|sign-in    who works at the desks
npm run district -- sessions list|end                  who is signed in; audit list|export: what they did

  --port N        port to listen on; 0 lets the system choose (${PORT_DEFAULT})
  --host ADDRESS  address to listen on (127.0.0.1: this machine alone)
  --data FOLDER   data folder (${FOLDER_DEFAULT}); not used when DATABASE_URL names a PostgreSQL
  --site ID       print an enrolment code for a kiosk of this site; repeat it for a kiosk of several
  --keys FOLDER   the district part of what npm run keys has made; its passphrase is asked for, or is the first
                  line of standard input or of --passphrase-file FILE
  --server-key FILE, --key-list FILE, --roots FILE, --catalogue FILE   where these do not lie in that folder
  --demo          begin with the demo cardholders and an enrolment code for all sites, and sign with the public
                  development keys
  --docs          serve the documentation of the API as well, as a demo does
  --trust-proxy LIST   addresses and networks of the proxies in front, with commas: X-Forwarded-For is believed of
                  these alone. Without it, all who come through a proxy share the limits of one source
  --json          for a parent process: one line of JSON when ready, ends with standard input
  --help          this text

Lines of standard input while it runs: ${OFFICE_USAGE};
with --demo an empty line: an enrolment code for all sites`;

export interface DistrictArguments {
  readonly port: number;
  readonly host: string;
  readonly storage: Storage;
  /** The sites of the first enrolment code; empty for no code, or for all sites in a demo. */
  readonly siteIds: readonly string[];
  readonly demo: boolean;
  readonly keys: KeyPlace;
  readonly json: boolean;
  readonly docs: boolean;
  readonly trustProxy: readonly string[];
}

export type ReadArguments = { readonly kind: 'run'; readonly args: DistrictArguments } | NothingToRun;

/** Reads the command line and the variable `DATABASE_URL`. */
export function readArguments(argv: readonly string[], databaseUrl: string | undefined): ReadArguments {
  const parsed = parse(argv);
  if (typeof parsed === 'string') return { kind: 'wrong', message: parsed };
  const { port = String(PORT_DEFAULT), host = '127.0.0.1', data = FOLDER_DEFAULT, demo, json, help } = parsed;
  if (help === true) return { kind: 'help' };
  if (!/^[0-9]{1,5}$/.test(port) || Number(port) > PORT_MAX) {
    return {
      kind: 'wrong',
      message: `--port 应是 0 至 ${PORT_MAX}。--port must be 0 to ${PORT_MAX}, not ${port}`,
    };
  }
  const keys = keyPlaceOf(parsed);
  if (demo === true && keys.folder !== null) {
    return {
      kind: 'wrong',
      message: '--demo signs with the development keys, --keys with your own: choose one',
    };
  }
  const trustProxy = (parsed['trust-proxy'] ?? '').split(',').flatMap((network) => network.trim() || []);
  const strange = trustProxy.find((network) => !isNetwork(network));
  if (strange !== undefined) {
    return {
      kind: 'wrong',
      message: `--trust-proxy：${strange} 不是地址，应写成 10.0.0.5 或 10.0.0.0/8 --trust-proxy: ${strange} is no address like 10.0.0.5 or 10.0.0.0/8`,
    };
  }
  const storage: Storage =
    databaseUrl === undefined || databaseUrl === ''
      ? { kind: 'pglite', folder: data }
      : { kind: 'postgresql', url: databaseUrl };
  return {
    kind: 'run',
    args: {
      port: Number(port),
      host,
      storage,
      siteIds: parsed.site ?? [],
      demo: demo === true,
      json: json === true,
      docs: parsed.docs === true || demo === true,
      trustProxy,
      keys,
    },
  };
}

function parse(argv: readonly string[]) {
  const given = optionsOrWords({
    args: [...argv],
    options: {
      port: TEXT,
      host: TEXT,
      data: TEXT,
      ...KEY_OPTIONS,
      site: TEXTS,
      docs: FLAG,
      'trust-proxy': TEXT,
      json: FLAG,
      help: FLAG,
    },
  });
  return typeof given === 'string' ? given : given.values;
}
