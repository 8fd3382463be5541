import { createEnrolmentCode } from '../../district/kiosks/enrolment-code.ts';
import { verifyCatalogue } from '../../district/roster/catalogue.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import { messageOf } from '../../domain/base/message-of.ts';
import { CodeReply } from '../../protocol/wire-limits.ts';
import { optionsOf } from '../input/options-of.ts';
import { refusedOnCommandLine } from '../input/text-input.ts';
import type { ImportOutput } from './import.ts';
import { trustToReadWith } from './key-options.ts';
import { wrongKioskName } from './kiosk-name.ts';
import { codeLines, storageOf } from './lines.ts';
import {
  OFFICE_LINE_USAGE,
  OFFICE_OPTIONS,
  type OfficePlace,
  officeClient,
  readOffice,
} from './office-client.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { runOrExplain, withStoreOrNew } from './run-or-explain.ts';

export const CODE_USAGE = `npm run district -- code --site ID [--site ID]... [--name NAME] [--json]
                            (--keys FOLDER | --demo) [--data FOLDER] | --url URL --token-file FILE

  An enrolment code, once, for a kiosk that may be these desks and no other. Without --name the district finds a name
  that no other kiosk there has. Writes to the data, with PGlite while the district is not running, or asks a running
  district at URL with an access token (officers token; --token-file - reads standard input).
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const SITE_WANTED = '要写明服务点：--site ID a desk is needed: --site ID';

interface CodeRequest {
  readonly siteIds: readonly string[];
  readonly kioskName: string | null;
}

/** `npm run district -- code`: answers the exit code; 2 where no code could be asked for. */
export async function enrolmentCode(
  args: readonly string[],
  databaseUrl: string | undefined,
  output: ImportOutput,
): Promise<0 | 1 | 2> {
  const given = readCodeArguments(args);
  if (typeof given === 'string') {
    output.complain(given);
    return 2;
  }
  const request = { siteIds: [...new Set(given.site)], kioskName: given.name?.trim() ?? null };
  const wrongName = wrongKioskName(request.kioskName);
  if (wrongName !== null) {
    output.complain(wrongName);
    return 2;
  }
  const { url } = given;
  return runOrExplain(output.complain, async () => {
    const code =
      url === undefined
        ? await storedCode(request, given, { databaseUrl, output })
        : await runningCode(request, { ...given, url });
    if (typeof code !== 'string') return 1;
    output.say(given.json === true ? JSON.stringify({ code }) : codeLines(code, Date.now()));
    return 0;
  });
}

async function storedCode(
  request: CodeRequest,
  given: CodeArguments,
  { databaseUrl, output }: { readonly databaseUrl: string | undefined; readonly output: ImportOutput },
): Promise<string | null> {
  const { complain } = output;
  const storage = storageOf(databaseUrl, given.data);
  const { sites } = verifyCatalogue((await trustToReadWith(keyPlaceOf(given))).catalogue).catalogue;
  const unknown = request.siteIds.filter((siteId) => !sites.some((site) => site.id === siteId));
  if (unknown.length > 0) {
    complain(
      `没有这个服务点 no such site: ${unknown.join(', ')}\n${sites.map((site) => site.id).join('\n')}`,
    );
    return null;
  }
  return withStoreOrNew(storage, complain, (store) =>
    createEnrolmentCode({ store, secrets: systemSecrets, now: Date.now }, request),
  );
}

async function runningCode(request: CodeRequest, place: OfficePlace): Promise<string> {
  const ask = officeClient(place);
  return readOffice(await ask('codes', request), CodeReply).code;
}

type CodeArguments = Exclude<ReturnType<typeof readCodeArguments>, string>;

function readCodeArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const { values } = optionsOf({
      args: [...args],
      options: {
        site: { type: 'string', multiple: true },
        name: text,
        data: text,
        json: { type: 'boolean' },
        ...OFFICE_OPTIONS,
        ...KEY_OPTIONS,
      },
    });
    if (values.token !== undefined) return refusedOnCommandLine('--token');
    return values.site === undefined ? `${SITE_WANTED}\n\n${CODE_USAGE}` : { ...values, site: values.site };
  } catch (thrown) {
    return `${messageOf(thrown)}\n\n${CODE_USAGE}`;
  }
}
