import { createEnrolmentCodes } from '../../district/kiosks/enrolment-code.ts';
import { listKiosks } from '../../district/kiosks/kiosk-list.ts';
import { revokeKiosks } from '../../district/kiosks/revocation.ts';
import { systemSecrets } from '../../district/storage/secrets.ts';
import {
  CODES_PER_REQUEST_MAX,
  CodesReply,
  KioskRevocation,
  KiosksReply,
  KiosksRevoked,
  type OfficeKiosk,
} from '../../protocol/wire-kiosks.ts';
import { FLAG, TEXT, TEXTS } from '../input/options-of.ts';
import type { CommandOutput } from '../input/terminal.ts';
import { unknownSitesIn, wrongKioskName } from './code-request.ts';
import { kioskWords } from './kiosk-words.ts';
import { codeLines } from './lines.ts';
import { OFFICE_LINE_USAGE, type OfficeClient, officeOptionsOf, readOffice } from './office-client.ts';
import { KEY_OPTIONS, keyPlaceOf } from './options.ts';
import { type AskedDistrict, officeCommand } from './run-or-explain.ts';

export const KIOSKS_USAGE = `npm run district -- kiosks list [--json]
npm run district -- kiosks enrol --site ID [--site ID]... [--name NAME] [--count N] [--json] (--keys FOLDER | --demo)
npm run district -- kiosks revoke ID... --reason TEXT [--json]

  list    all kiosks there are and were: sites, version, last seen, age of the data, what waits, clock, storage
  enrol   a one-time code for each of N kiosks (1, at most ${CODES_PER_REQUEST_MAX}); several are called NAME 1, NAME 2 and so on
  revoke  shuts kiosks out for good: all of them, or none if one is unknown. A revoked kiosk may still hand in what it
          has recorded; what it brings after it was told so goes to quarantine (npm run district -- discrepancies)
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

/** `npm run district -- kiosks`: exit 2 if nothing could be asked for. */
export const officeKiosks = officeCommand<KiosksArguments>({
  usage: KIOSKS_USAGE,
  read: readKiosksArguments,
  async run(given, district, output) {
    const place = { given, district, output };
    switch (given.asked.kind) {
      case 'list':
        return list(place);
      case 'enrol':
        return enrol(place, given.asked);
      case 'revoke':
        return revoke(place, given.asked.revocation);
    }
  },
});

interface Place {
  readonly given: KiosksArguments;
  readonly district: AskedDistrict;
  readonly output: CommandOutput;
}

async function list({ given, district, output }: Place): Promise<0> {
  const kiosks = await district.ask({
    stored: (data) => data.open((store) => listKiosks({ store })),
    running: async (ask) => readOffice(await ask('kiosks'), KiosksReply).kiosks,
  });
  const inWords =
    given.json === true
      ? (one: OfficeKiosk) => JSON.stringify(one)
      : (one: OfficeKiosk) => kioskWords(one, Date.now());
  for (const kiosk of kiosks) output.say(inWords(kiosk));
  if (kiosks.length === 0 && given.json !== true) output.say('还没有登记前台 no kiosk has been enrolled');
  return 0;
}

async function enrol(
  { given, district, output }: Place,
  { siteIds, kioskName, count }: Extract<Asked, { kind: 'enrol' }>,
): Promise<0 | 1> {
  const request = { siteIds, kioskName, count };
  const codes = await district.ask({
    async stored(data) {
      const unknown = await unknownSitesIn(keyPlaceOf(given), siteIds);
      if (unknown !== null) {
        output.complain(unknown);
        return null;
      }
      return data.open((store) =>
        createEnrolmentCodes({ store, secrets: systemSecrets, now: Date.now }, request, count),
      );
    },
    running: async (ask) => readOffice(await ask('kiosks/codes', request), CodesReply).codes,
  });
  if (codes === null) return 1;
  for (const { code, kioskName: name } of codes) {
    const words = name === null || codes.length === 1 ? '' : `  ${name}`;
    output.say(given.json === true ? JSON.stringify({ code, name }) : words + codeLines(code, Date.now()));
  }
  return 0;
}

async function revoke({ given, district, output }: Place, revocation: KioskRevocation): Promise<0 | 1> {
  const done = await district.ask<Awaited<ReturnType<typeof revokeKiosks>>>({
    stored: (data) => data.open((store) => revokeKiosks({ store, now: Date.now }, revocation)),
    running: (ask) => revokeAt(ask, revocation),
  });
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
async function revokeAt(ask: OfficeClient, revocation: KioskRevocation) {
  const answer = await ask('kiosks/revoke', revocation);
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

function readKiosksArguments(args: string[]): KiosksArguments | string {
  const { values, positionals } = valuesOf(args);
  const asked = askedOf(positionals, values);
  return typeof asked === 'string' ? `${asked}\n\n${KIOSKS_USAGE}` : { ...values, asked };
}

function valuesOf(args: string[]) {
  return officeOptionsOf({
    args,
    allowPositionals: true,
    options: {
      site: TEXTS,
      name: TEXT,
      count: TEXT,
      reason: TEXT,
      json: FLAG,
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
