import { StaffRole } from '../../../domain/staff/member.ts';
import { MemberChange, NewMember } from '../../../protocol/wire-staff.ts';
import { FLAG, TEXT, TEXTS } from '../../input/options-of.ts';
import { OFFICE_LINE_USAGE, officeOptionsOf } from '../office-client.ts';

const ROLES = StaffRole.options.join(', ');

export const STAFF_USAGE = `npm run -s district -- staff list [--site ID] [--json]             members of the desks, and which sites ask for a sign-in
npm run -s district -- staff add NAME --role ROLE --site ID...     prints the PIN, once
npm run -s district -- staff set NAME [--name NEW] [--role ROLE] [--site ID]...   another name, role, other sites
npm run -s district -- staff reset-pin NAME                        allots another PIN, and prints it once
npm run -s district -- staff remove NAME                           may not sign in any more
npm run -s district -- staff sign-in --site ID on|off              whether a desk of the site asks for a sign-in

  ROLE is ${ROLES}. NAME may be the member's id, too.
  A kiosk with a line hears of a change within its next round.
  --json          one JSON object a line
  --data FOLDER   data folder (.data/district); not used when DATABASE_URL names a PostgreSQL
  Asks the data, with PGlite while the district is not running; or a running district at URL with an access token
  (--url URL --token-file FILE).
${OFFICE_LINE_USAGE}`;

/** What `staff` is asked to do. `named` is a name or an id. */
export type StaffOrder =
  | { readonly kind: 'list'; readonly siteId: string | null }
  | { readonly kind: 'add'; readonly member: NewMember }
  | { readonly kind: 'change'; readonly named: string; readonly change: MemberChange }
  | { readonly kind: 'sign-in'; readonly siteId: string; readonly signIn: boolean };

/** The order and the options of a command line, or in words why it is none. */
export function readStaffArguments(args: string[]) {
  const { values: given, positionals } = officeOptionsOf({
    args,
    allowPositionals: true,
    options: {
      json: FLAG,
      role: TEXT,
      name: TEXT,
      site: TEXTS,
    },
  });
  const order = orderOf(positionals, given);
  return typeof order === 'string' ? `${order}\n\n${STAFF_USAGE}` : { ...given, order };
}

interface Given {
  readonly role?: string | undefined;
  readonly name?: string | undefined;
  readonly site?: string[] | undefined;
}

function orderOf([verb, named, ...more]: readonly string[], given: Given): StaffOrder | string {
  if (more.length > 0) return TOO_MUCH;
  const { role, name, site } = given;
  switch (verb) {
    case 'list':
      return named === undefined ? { kind: 'list', siteId: site?.[0] ?? null } : TOO_MUCH;
    case 'add': {
      const read = NewMember.safeParse({ name: named, role, siteIds: site });
      return read.success ? { kind: 'add', member: read.data } : ADD_WANTED;
    }
    case 'set':
      return changeOf(named, {
        ...(name && { name }),
        ...(role && { role }),
        ...(site && { siteIds: site }),
      });
    case 'reset-pin':
      return changeOf(named, { reset: true });
    case 'remove':
      return changeOf(named, { removed: true });
    case 'sign-in': {
      const siteId = site?.[0];
      if (siteId === undefined || site?.length !== 1 || (named !== 'on' && named !== 'off'))
        return SIGN_IN_WANTED;
      return { kind: 'sign-in', siteId, signIn: named === 'on' };
    }
    default:
      return NO_VERB;
  }
}

function changeOf(named: string | undefined, given: object): StaffOrder | string {
  const read = MemberChange.safeParse(given);
  if (named === undefined || !read.success) return CHANGE_WANTED;
  return { kind: 'change', named, change: read.data };
}

const TOO_MUCH = '多了参数 there are too many words';
const ADD_WANTED = `要写姓名（最多 20 个字）、--role（${ROLES}）和 --site a NAME of 20 characters at most, --role (${ROLES}) and --site are needed`;
const CHANGE_WANTED = `要写明改谁、改什么：--name、--role（${ROLES}）或 --site say whom and what to change: --name, --role (${ROLES}) or --site`;
const SIGN_IN_WANTED = '要写明 --site ID 和 on 或 off one --site ID and on or off are needed';
const NO_VERB =
  '要写明做什么：list、add、set、reset-pin、remove 或 sign-in one of list, add, set, reset-pin, remove and sign-in is needed';
