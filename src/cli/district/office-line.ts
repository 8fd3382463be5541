import { z } from 'zod';
import type { Denial } from '../../district/denied.ts';
import { CardNumber } from '../../domain/card-number.ts';
import { DeniedCard } from '../../domain/deny-list.ts';
import { plainTyped } from '../../domain/typed-text.ts';

/** What a line of standard input asks of a running district. */
export type OfficeLine =
  | { readonly kind: 'code' }
  | { readonly kind: 'deny'; readonly denial: Denial }
  | { readonly kind: 'allow'; readonly cardNumber: CardNumber }
  | { readonly kind: 'wrong'; readonly message: string };

export const OFFICE_USAGE = 'deny NUMBER lost|suspended|revoked|replaced [ISSUE-SERIAL]; allow NUMBER';

const Serial = z.coerce.number().pipe(DeniedCard.shape.issueSerial.unwrap());

/** An empty line asks for an enrolment code, as it always has. */
export function readOfficeLine(line: string): OfficeLine {
  const [word = '', number, status, serial, ...more] = plainTyped(line).split(/\s+/);
  if (word === '') return { kind: 'code' };
  const cardNumber = CardNumber.safeParse(number);
  if (!cardNumber.success || more.length > 0) return wrong();
  if (word === 'allow' && status === undefined) return { kind: 'allow', cardNumber: cardNumber.data };
  const parsedStatus = DeniedCard.shape.status.safeParse(status);
  const issueSerial = serial === undefined ? null : Serial.safeParse(serial);
  if (word !== 'deny' || !parsedStatus.success || issueSerial?.success === false) return wrong();
  const denial = {
    cardNumber: cardNumber.data,
    status: parsedStatus.data,
    issueSerial: issueSerial?.data ?? null,
  };
  return { kind: 'deny', denial };
}

function wrong(): OfficeLine {
  return { kind: 'wrong', message: `not understood; there is: ${OFFICE_USAGE}` };
}
