import { DEMO_MEMBERS } from '../../domain/staff/demo-members.ts';
import type { StaffFault, StaffView } from '../../host-api/staff-api.ts';
import type { HostMethods } from '../host-methods.ts';
import type { HostParts } from '../host-parts.ts';
import type { StaffSession } from './staff-session.ts';

type StaffMethod = Extract<keyof HostMethods, `staff.${string}`>;

/** Answers the calls about who works at the desk. */
export function staffMethodsOf(
  { options }: Pick<HostParts, 'options'>,
  session: StaffSession,
): Pick<HostMethods, StaffMethod> {
  const answer = (siteId: string, fault: StaffFault | null) =>
    fault === null ? { ok: true as const, value: session.view(siteId) } : { ok: false as const, fault };
  const after = async (siteId: string, act: () => void): Promise<StaffView> => {
    act();
    return session.view(siteId);
  };
  return {
    'staff.read': async ({ siteId }) => session.view(siteId),
    'staff.signIn': async (asked) => answer(asked.siteId, await session.signIn(asked)),
    'staff.lock': ({ siteId }) => after(siteId, session.lock),
    'staff.signOut': ({ siteId }) => after(siteId, session.signOut),
    'staff.approve': async (asked) => answer(asked.siteId, await session.approve(asked)),
    'staff.changePin': async (asked) => answer(asked.siteId, await session.changePin(asked)),
    'staff.demo': async () =>
      (options.demoCards ?? []).length === 0
        ? []
        : DEMO_MEMBERS.map(({ name, role, pin }) => ({ name, role, pin })),
  };
}
