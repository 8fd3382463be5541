import { createEnrolmentCodes } from '../../district/kiosks/enrolment-code.ts';
import { listKiosks } from '../../district/kiosks/kiosk-list.ts';
import { revokeKiosks } from '../../district/kiosks/revocation.ts';
import { verifyCatalogue } from '../../district/roster/catalogue.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import { messageOf } from '../../domain/base/message-of.ts';
import {
  CODES_PER_REQUEST_MAX,
  CodesReply,
  KioskRevocation,
  KiosksReply,
  KiosksRevoked,
  type OfficeKiosk,
} from '../../protocol/wire-kiosks.ts';
import { optionsOf } from '../input/options-of.ts';
import { refusedOnCommandLine } from '../input/text-input.ts';
import type { ImportOutput } from './import.ts';
import { trustToReadWith } from './key-options.ts';
import { wrongKioskName } from './kiosk-name.ts';
import { kioskWords } from './kiosk-words.ts';
import { codeLines, storageOf } from './lines.ts';
import { OFFICE_LINE_USAGE, OFFICE_OPTIONS, officeClient, readOffice } from './office-client.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { runOrExplain, withStore } from './run-or-explain.ts';

export const KIOSKS_USAGE = `npm run district -- kiosks list [--json]
npm run district -- kiosks enrol --site ID [--site ID]... [--name NAME] [--count N] [--json] (--keys FOLDER | --demo)
npm run district -- kiosks revoke ID... --reason TEXT [--json]

  list    all kiosks there are and were: sites, version, last seen, age of the data, what waits, clock, storage
  enrol   a one-time code for each of N kiosks (1, at most ${CODES_PER_REQUEST_MAX}); several are called NAME 1, NAME 2 and so on
  revoke  shuts kiosks out for good: all of them, or none if one is unknown. A revoked kiosk may still hand in what it
          has recorded; what it brings after it was told so is held aside (npm run district -- cases)
  Each asks the data, with PGlite while the district is not running, or a running district at URL with an
  access token (officers token; --token-file - reads standard input); --keys or --demo are not needed then.
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
${OFFICE_LINE_USAGE}`;

const VERBS = ['list', 'enrol', 'revoke'] as const;
const VERB_WANTED = `要写明 list、enrol 或 revoke say what to do: ${VERBS.join(', ')}`;
const SITE_WANTED = '要写明服务点：--site ID a desk is needed: --site ID';
const COUNT_WANTED = `--count：1 至 ${CODES_PER_REQUEST_MAX} --count must be 1 to ${CODES_PER_REQUEST_MAX}`;
const REVOCATION_WANTED =
  '要写明停用哪台前台和原因：revoke ID... --reason TEXT name the kiosks and the reason: revoke ID... --reason TEXT';

/** `npm run district -- kiosks`: answers the exit code; 2 where nothing could be asked for. */
export async function officeKiosks(
  args: readonly string[],
  databaseUrl: string | undefined,
  output: ImportOutput,
): Promise<0 | 1 | 2> {
  const given = readKiosksArguments(args);
  if (typeof given === 'string') {
    output.complain(given);
    return 2;
  }
  const place = { given, databaseUrl, output };
  return runOrExplain(output.complain, () => {
    switch (given.asked.kind) {
      case 'list':
        return list(place);
      case 'enrol':
        return enrol(place, given.asked);
      case 'revoke':
        return revoke(place, given.asked.revocation);
    }
  });
}

interface Place {
  readonly given: KiosksArguments;
  readonly databaseUrl: string | undefined;
  readonly output: ImportOutput;
}

async function list({ given, databaseUrl, output }: Place): Promise<0> {
  const { url } = given;
  const kiosks =
    url === undefined
      ? await withStore(storageOf(databaseUrl, given.data), output.complain, (store) => listKiosks({ store }))
      : readOffice(await officeClient({ ...given, url })('kiosks'), KiosksReply).kiosks;
  const inWords =
    given.json === true
      ? (one: OfficeKiosk) => JSON.stringify(one)
      : (one: OfficeKiosk) => kioskWords(one, Date.now());
  for (const kiosk of kiosks) output.say(inWords(kiosk));
  if (kiosks.length === 0 && given.json !== true) output.say('还没有登记前台 no kiosk has been enrolled');
  return 0;
}

async function enrol(
  { given, databaseUrl, output }: Place,
  { siteIds, kioskName, count }: Extract<Asked, { kind: 'enrol' }>,
): Promise<0 | 1> {
  const { url } = given;
  const codes =
    url === undefined
      ? await storedCodes({ given, databaseUrl, output }, { siteIds, kioskName, count })
      : readOffice(
          await officeClient({ ...given, url })('kiosks/codes', { siteIds, kioskName, count }),
          CodesReply,
        ).codes;
  if (codes === null) return 1;
  for (const { code, kioskName: name } of codes) {
    const words = name === null || codes.length === 1 ? '' : `  ${name}`;
    output.say(given.json === true ? JSON.stringify({ code, name }) : words + codeLines(code, Date.now()));
  }
  return 0;
}

async function storedCodes(
  { given, databaseUrl, output }: Place,
  request: { readonly siteIds: readonly string[]; readonly kioskName: string | null; readonly count: number },
) {
  const { sites } = verifyCatalogue((await trustToReadWith(keyPlaceOf(given))).catalogue).catalogue;
  const unknown = request.siteIds.filter((siteId) => !sites.some((site) => site.id === siteId));
  if (unknown.length > 0) {
    const known = sites.map((site) => site.id).join('\n');
    output.complain(`没有这个服务点 no such site: ${unknown.join(', ')}\n${known}`);
    return null;
  }
  return withStore(storageOf(databaseUrl, given.data), output.complain, (store) =>
    createEnrolmentCodes({ store, secrets: systemSecrets, now: Date.now }, request, request.count),
  );
}

async function revoke({ given, databaseUrl, output }: Place, revocation: KioskRevocation): Promise<0 | 1> {
  const { url } = given;
  const done =
    url === undefined
      ? await withStore(storageOf(databaseUrl, given.data), output.complain, (store) =>
          revokeKiosks({ store, now: Date.now }, revocation),
        )
      : await revokeAt({ ...given, url }, revocation);
  if (done.kind === 'unknown-kiosks') {
    const which = done.kioskIds.length === 0 ? revocation.kioskIds : done.kioskIds;
    output.complain(`没有这台前台，一台也没有停用 no such kiosk, and none was revoked: ${which.join(', ')}`);
    return 1;
  }
  const { revoked, already } = done;
  if (given.json === true) {
    output.say(JSON.stringify({ revoked, already }));
    return 0;
  }
  for (const kioskId of revoked) output.say(`已停用 revoked: ${kioskId}`);
  for (const kioskId of already) output.say(`早已停用 was revoked before: ${kioskId}`);
  return 0;
}

/** A running district does not say in a field of its own which kiosk it does not know. */
async function revokeAt(place: KiosksArguments & { readonly url: string }, revocation: KioskRevocation) {
  const answer = await officeClient(place)('kiosks/revoke', revocation);
  if (answer.status === 404) return { kind: 'unknown-kiosks' as const, kioskIds: [] };
  return { kind: 'revoked' as const, ...readOffice(answer, KiosksRevoked) };
}

type Asked =
  | { readonly kind: 'list' }
  | {
      readonly kind: 'enrol';
      readonly siteIds: readonly string[];
      readonly kioskName: string | null;
      readonly count: number;
    }
  | { readonly kind: 'revoke'; readonly revocation: KioskRevocation };

type Values = ReturnType<typeof valuesOf>['values'];
type KiosksArguments = Values & { readonly asked: Asked };

function readKiosksArguments(args: readonly string[]): KiosksArguments | string {
  try {
    const { values, positionals } = valuesOf(args);
    if (values.token !== undefined) return refusedOnCommandLine('--token');
    const asked = askedOf(positionals, values);
    return typeof asked === 'string' ? `${asked}\n\n${KIOSKS_USAGE}` : { ...values, asked };
  } catch (thrown) {
    return `${messageOf(thrown)}\n\n${KIOSKS_USAGE}`;
  }
}

function valuesOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  return optionsOf({
    args: [...args],
    allowPositionals: true,
    options: {
      site: { type: 'string', multiple: true },
      name: text,
      count: text,
      reason: text,
      data: text,
      json: { type: 'boolean' },
      ...OFFICE_OPTIONS,
      ...KEY_OPTIONS,
    },
  });
}

function askedOf([verb, ...ids]: readonly string[], values: Values): Asked | string {
  switch (verb) {
    case 'list':
      return ids.length === 0 ? { kind: 'list' } : VERB_WANTED;
    case 'enrol':
      return ids.length === 0 ? enrolmentOf(values) : VERB_WANTED;
    case 'revoke': {
      const revocation = KioskRevocation.safeParse({ kioskIds: ids, reason: values.reason });
      return revocation.success ? { kind: 'revoke', revocation: revocation.data } : REVOCATION_WANTED;
    }
    default:
      return VERB_WANTED;
  }
}

function enrolmentOf({ site, name, count = '1' }: Values): Asked | string {
  if (site === undefined) return SITE_WANTED;
  const kioskName = name?.trim() ?? null;
  const wrongName = wrongKioskName(kioskName);
  if (wrongName !== null) return wrongName;
  const isCount = /^[0-9]{1,3}$/.test(count) && Number(count) >= 1 && Number(count) <= CODES_PER_REQUEST_MAX;
  if (!isCount) return COUNT_WANTED;
  return { kind: 'enrol', siteIds: [...new Set(site)], kioskName, count: Number(count) };
}
