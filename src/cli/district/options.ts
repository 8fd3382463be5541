import { parseArgs } from 'node:util';
import type { Storage } from '../../district/database/database.ts';
import { OFFICE_USAGE } from './office-line.ts';

const PORT_DEFAULT = 4700;
const PORT_MAX = 65_535;
const FOLDER_DEFAULT = '.data/district';

export const USAGE = `npm run district -- [--port N] [--host ADDRESS] [--data FOLDER] [--demo] [--json]
npm run district -- import FILE... [--data FOLDER]     takes journals that were exported to a file
npm run district -- cases [--data FOLDER]              lists what an officer must look into

  --port N        port to listen on; 0 lets the system choose (${PORT_DEFAULT})
  --host ADDRESS  address to listen on (127.0.0.1: this machine alone)
  --data FOLDER   data folder (${FOLDER_DEFAULT}); not used when DATABASE_URL names a PostgreSQL
  --demo          begin with the demo cardholders
  --json          for a parent process: one line of JSON when ready, ends with standard input
  --help          this text

Lines of standard input while it runs: empty for another enrolment code; ${OFFICE_USAGE}`;

export interface DistrictArguments {
  readonly port: number;
  readonly host: string;
  readonly storage: Storage;
  readonly demo: boolean;
  readonly json: boolean;
}

export type ReadArguments =
  | { readonly kind: 'run'; readonly args: DistrictArguments }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

/** Reads the command line and the variable `DATABASE_URL`. */
export function readArguments(argv: readonly string[], databaseUrl: string | undefined): ReadArguments {
  const parsed = parse(argv);
  if (typeof parsed === 'string') return { kind: 'wrong', message: parsed };
  const { port = String(PORT_DEFAULT), host = '127.0.0.1', data = FOLDER_DEFAULT, demo, json, help } = parsed;
  if (help === true) return { kind: 'help' };
  if (!/^[0-9]{1,5}$/.test(port) || Number(port) > PORT_MAX) {
    return { kind: 'wrong', message: `--port must be 0 to ${PORT_MAX}, not ${port}` };
  }
  const storage: Storage =
    databaseUrl === undefined || databaseUrl === ''
      ? { kind: 'pglite', folder: data }
      : { kind: 'postgresql', url: databaseUrl };
  return {
    kind: 'run',
    args: { port: Number(port), host, storage, demo: demo === true, json: json === true },
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        demo: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
