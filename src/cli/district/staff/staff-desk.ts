import { writeCommand } from '../../../district/office/command-line.ts';
import type { Services } from '../../../district/services.ts';
import {
  addMember,
  changeMember,
  listStaff,
  type MemberDone,
  setSignIn,
} from '../../../district/staff/staff.ts';
import {
  type MemberChange,
  MemberReply,
  type NewMember,
  SiteSignInReply,
  type StaffMemberView,
  StaffOfficeReply,
} from '../../../protocol/wire-staff.ts';
import { type OfficeClient, readOffice } from '../office-client.ts';
import { doneOrThrow } from '../run-or-explain.ts';

/** What can be asked of the staff, wherever it is. What is refused throws `CommandFault`. */
export interface StaffDesk {
  list(): Promise<{ readonly members: readonly StaffMemberView[]; readonly signInSites: readonly string[] }>;
  add(member: NewMember): Promise<MemberDone>;
  change(memberId: string, change: MemberChange): Promise<MemberDone>;
  signIn(siteId: string, signIn: boolean): Promise<void>;
}

/** The staff in data that this command has open. */
export function storedStaff(services: Pick<Services, 'store' | 'now'>): StaffDesk {
  const written = (action: string, subject: string) =>
    writeCommand(services, { action: `staff ${action}`, subject });
  return {
    list: () => listStaff(services),
    async add(member) {
      const done = doneOrThrow(await addMember(services, member));
      await written('add', `member ${done.member.memberId} · ${member.name} · ${member.role}`);
      return done;
    },
    async change(memberId, change) {
      const done = doneOrThrow(await changeMember(services, memberId, change));
      await written(Object.keys(change).join(' '), `member ${memberId}`);
      return done;
    },
    async signIn(siteId, signIn) {
      await setSignIn(services, { siteId, signIn });
      await written(signIn ? 'sign-in on' : 'sign-in off', siteId);
    },
  };
}

/** The staff of a district that runs. */
export function runningStaff(ask: OfficeClient): StaffDesk {
  return {
    async list() {
      const { members, sites } = readOffice(await ask('staff'), StaffOfficeReply);
      return { members, signInSites: sites.filter(({ signIn }) => signIn).map(({ siteId }) => siteId) };
    },
    add: async (member) => readOffice(await ask('staff', member), MemberReply),
    change: async (memberId, change) => readOffice(await ask(`staff/${memberId}`, change), MemberReply),
    async signIn(siteId, signIn) {
      readOffice(await ask(`staff-sites/${encodeURIComponent(siteId)}`, { signIn }), SiteSignInReply);
    },
  };
}
