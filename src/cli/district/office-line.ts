import { z } from 'zod';
import type { Denial } from '../../district/roster/denied.ts';
import { plainTyped } from '../../domain/base/typed-text.ts';
import { readCardCode } from '../../domain/card/card-code.ts';
import type { CardNumberRules } from '../../domain/card/card-form.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import { DeniedCard } from '../../domain/card/deny-list.ts';
import { NewToken } from '../../protocol/wire-office.ts';
import { optionsOrWords, TEXT, TEXTS } from '../input/options-of.ts';
import { wrongKioskName } from './code-request.ts';

/** What a line of standard input asks of a running district. */
export type OfficeLine =
  /** `siteIds` is null if none was named. */
  | { readonly kind: 'code'; readonly siteIds: readonly string[] | null; readonly kioskName: string | null }
  | { readonly kind: 'deny'; readonly denial: Denial }
  | { readonly kind: 'allow'; readonly cardNumber: CardNumber }
  | { readonly kind: 'token'; readonly order: NewToken }
  | { readonly kind: 'wrong'; readonly message: string };

export const OFFICE_USAGE =
  'code --site ID [--site ID] [--name NAME]; deny NUMBER lost|suspended|revoked|replaced [ISSUE-SERIAL]; allow NUMBER; token --name NAME --role ROLE [--site ID] [--days N]';

const Serial = z.coerce.number().pipe(DeniedCard.shape.issueSerial.unwrap());

/** An empty line asks for an enrolment code for all sites, which a demo alone gives. `rules` is the catalogue. */
export function readOfficeLine(line: string, rules: CardNumberRules = {}): OfficeLine {
  const words = plainTyped(line).split(/\s+/);
  const [word = '', number, status, serial, ...more] = words;
  if (word === '') return { kind: 'code', siteIds: null, kioskName: null };
  if (word === 'code') return readCodeLine(words.slice(1));
  if (word === 'token') return readTokenLine(words.slice(1));
  const code = readCardCode(number ?? '', rules);
  if (code.kind !== 'card' || more.length > 0) return wrong();
  const { cardNumber } = code;
  if (word === 'allow' && status === undefined) return { kind: 'allow', cardNumber };
  const parsedStatus = DeniedCard.shape.status.safeParse(status);
  const issueSerial = serial === undefined ? null : Serial.safeParse(serial);
  if (word !== 'deny' || !parsedStatus.success || issueSerial?.success === false) return wrong();
  const denial = {
    cardNumber,
    status: parsedStatus.data,
    issueSerial: issueSerial?.data ?? null,
  };
  return { kind: 'deny', denial };
}

function readCodeLine(words: readonly string[]): OfficeLine {
  const grant = readGrant(words);
  if (grant === null) return wrong();
  const wrongName = wrongKioskName(grant.kioskName);
  return wrongName === null ? { kind: 'code', ...grant } : { kind: 'wrong', message: wrongName };
}

function readTokenLine(words: readonly string[]): OfficeLine {
  const order = NewToken.safeParse(tokenGiven(words));
  return order.success ? { kind: 'token', order: order.data } : wrong();
}

/** Null if these words are no options of a token. */
function tokenGiven(words: readonly string[]): object | null {
  const given = optionsOrWords({
    args: [...words],
    options: { name: TEXT, role: TEXT, days: TEXT, site: TEXTS },
  });
  if (typeof given === 'string') return null;
  const { name, role, days, site = null } = given.values;
  return { name, role, siteIds: site, ...(days === undefined ? {} : { days: Number(days) }) };
}

/** The sites and the name that a code is for; null if that cannot be read, or no site is named. */
function readGrant(
  words: readonly string[],
): { readonly siteIds: readonly string[]; readonly kioskName: string | null } | null {
  const given = optionsOrWords({ args: [...words], options: { site: TEXTS, name: TEXT } });
  // The answer to a wrong line lists all commands, so that the reason is not needed.
  if (typeof given === 'string') return null;
  const { site, name = null } = given.values;
  return site === undefined ? null : { siteIds: [...new Set(site)], kioskName: name };
}

function wrong(): OfficeLine {
  return { kind: 'wrong', message: `not understood; there is: ${OFFICE_USAGE}` };
}
