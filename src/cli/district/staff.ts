import { terminalLine } from '../../domain/base/plain-text.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import type { StaffRole } from '../../domain/staff/member.ts';
import type { StaffMemberView } from '../../protocol/wire-staff.ts';
import { type CommandOutput, CommandRefused } from '../input/terminal.ts';
import { officeCommand } from './run-or-explain.ts';
import { runningStaff, type StaffDesk, storedStaff } from './staff/staff-desk.ts';
import { readStaffArguments, STAFF_USAGE, type StaffOrder } from './staff/staff-order.ts';
import { insistOnSites } from './stored-catalogues.ts';

/** `npm run district -- staff`: exit 2 if nothing could be asked for. */
export const staff = officeCommand({
  usage: STAFF_USAGE,
  read: readStaffArguments,
  run({ order, ...given }, district, output) {
    const inJson = given.json === true;
    return district.ask({
      stored: (data) =>
        data.open(async (store) => {
          await insistOnSites(store, sitesOf(order));
          return serve(storedStaff({ store, now: Date.now }), { order, inJson }, output);
        }),
      running: (ask) => serve(runningStaff(ask), { order, inJson }, output),
    });
  },
});

/** The sites that an order names. */
function sitesOf(order: StaffOrder): readonly string[] {
  switch (order.kind) {
    case 'list':
      return order.siteId === null ? [] : [order.siteId];
    case 'add':
      return order.member.siteIds;
    case 'change':
      return order.change.siteIds ?? [];
    case 'sign-in':
      return [order.siteId];
    default:
      return unreachable(order);
  }
}

interface Asked {
  readonly order: StaffOrder;
  readonly inJson: boolean;
}

async function serve(desk: StaffDesk, { order, inJson }: Asked, { say }: CommandOutput): Promise<0 | 1> {
  switch (order.kind) {
    case 'list':
      await list(desk, { siteId: order.siteId, inJson }, say);
      return 0;
    case 'add':
    case 'change': {
      const { member, pin } =
        order.kind === 'add'
          ? await desk.add(order.member)
          : await desk.change(await idOf(desk, order.named), order.change);
      if (inJson) say(JSON.stringify({ member, pin }));
      else {
        say(memberWords(member));
        if (pin !== null) say(`  PIN（只显示这一次 shown once）: ${pin}`);
      }
      return 0;
    }
    case 'sign-in':
      await desk.signIn(order.siteId, order.signIn);
      say(
        inJson
          ? JSON.stringify({ siteId: order.siteId, signIn: order.signIn })
          : siteWords(order.siteId, order.signIn),
      );
      return 0;
    default:
      return unreachable(order);
  }
}

async function list(
  desk: StaffDesk,
  { siteId, inJson }: { readonly siteId: string | null; readonly inJson: boolean },
  say: (line: string) => void,
): Promise<void> {
  const { members, signInSites } = await desk.list();
  const shown = members.filter(({ siteIds }) => siteId === null || siteIds.includes(siteId));
  const sites = signInSites.filter((id) => siteId === null || id === siteId);
  for (const member of shown) say(inJson ? JSON.stringify({ member }) : memberWords(member));
  for (const id of sites) say(inJson ? JSON.stringify({ siteId: id, signIn: true }) : siteWords(id, true));
  if (shown.length === 0 && !inJson) say('还没有前台人员 there are no members yet: staff add');
}

/** The id of a member by its name; a removed member has lost it. Throws `CommandFault`. */
async function idOf(desk: StaffDesk, named: string): Promise<string> {
  const { members } = await desk.list();
  const found =
    members.find(({ memberId }) => memberId === named) ??
    members.find(({ name, removedAtMs }) => name === named && removedAtMs === null);
  if (found === undefined) throw new CommandRefused(`没有这个人 no such member: ${terminalLine(named)}`);
  return found.memberId;
}

const ROLE_WORDS: Readonly<Record<StaffRole, string>> = {
  clerk: '前台 clerk',
  supervisor: '负责人 supervisor',
  technician: '技术员 technician',
};

const PIN_WORDS: Readonly<Record<StaffMemberView['pin'], string>> = {
  allotted: 'PIN 由区里发 allotted PIN',
  own: '已自行改 PIN own PIN',
  'must-change': '须先改 PIN must change the PIN',
  none: '没有 PIN no PIN',
};

function memberWords({ memberId, name, role, siteIds, pin, removedAtMs }: StaffMemberView): string {
  const state = removedAtMs === null ? PIN_WORDS[pin] : '已停用 removed';
  return [terminalLine(name), ROLE_WORDS[role], siteIds.join('、'), state, memberId].join('  ');
}

function siteWords(siteId: string, signIn: boolean): string {
  return `${siteId}  ${signIn ? '要求登录 asks for a sign-in' : '不要求登录 asks for no sign-in'}`;
}
