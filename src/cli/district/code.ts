import { createEnrolmentCode } from '../../district/kiosks/enrolment-code.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import { CodeReply } from '../../protocol/wire-limits.ts';
import { FLAG, TEXT, TEXTS } from '../input/options-of.ts';
import { unknownSitesIn, wrongKioskName } from './code-request.ts';
import { codeLines } from './lines.ts';
import { OFFICE_LINE_USAGE, officeOptionsOf, readOffice } from './office-client.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { officeCommand } from './run-or-explain.ts';

export const CODE_USAGE = `npm run district -- code --site ID [--site ID]... [--name NAME] [--json]
                            (--keys FOLDER | --demo) [--data FOLDER] | --url URL --token-file FILE

  An enrolment code, once, for a kiosk that may be these desks and no other. Without --name the district finds a name
  that no other kiosk there has. Writes to the data, with PGlite while the district is not running, or asks a running
  district at URL with an access token (officers token; --token-file - reads standard input).
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const SITE_WANTED = '要写明服务点：--site ID a desk is needed: --site ID';

/** `npm run district -- code`: exit 2 if no code could be asked for. */
export const enrolmentCode = officeCommand({
  usage: CODE_USAGE,
  read: readCodeArguments,
  async run(given, district, { say, complain }) {
    const { request, json } = given;
    const code = await district.ask({
      async stored(data) {
        const unknown = await unknownSitesIn(keyPlaceOf(given), request.siteIds);
        if (unknown !== null) {
          complain(unknown);
          return null;
        }
        return data.openOrBegin((store) =>
          createEnrolmentCode({ store, secrets: systemSecrets, now: Date.now }, request),
        );
      },
      running: async (ask) => readOffice(await ask('codes', request), CodeReply).code,
    });
    if (code === null) return 1;
    say(json === true ? JSON.stringify({ code }) : codeLines(code, Date.now()));
    return 0;
  },
});

function readCodeArguments(args: string[]) {
  const { values } = officeOptionsOf({
    args,
    options: {
      site: TEXTS,
      name: TEXT,
      json: FLAG,
      ...KEY_OPTIONS,
    },
  });
  const { site, name } = values;
  if (site === undefined) return `${SITE_WANTED}\n\n${CODE_USAGE}`;
  const request = { siteIds: [...new Set(site)], kioskName: name?.trim() ?? null };
  return wrongKioskName(request.kioskName) ?? { ...values, request };
}
