import type { OfficeRole } from '../../protocol/wire-office.ts';
import type { Services } from '../services.ts';
import { newOfficerRow } from './officers.ts';
import { hashOfPassword, oneTimePassword } from './passwords.ts';

export interface DemoOfficer {
  readonly name: string;
  readonly role: OfficeRole;
  readonly password: string;
}

const NAMES: Readonly<Record<OfficeRole, string>> = {
  administrator: '演示管理员',
  officer: '演示经办',
  finance: '演示财务',
  auditor: '演示审计',
  'venue-manager': '演示场馆',
};
/** The pool of the demo. */
const VENUES = ['xijiao-pool'];

/** One officer of each role. Their passwords are new with each start: a demo may be left on a machine for others. */
export async function createDemoOfficers({
  store,
  now,
}: Pick<Services, 'store' | 'now'>): Promise<readonly DemoOfficer[]> {
  const made = await Promise.all(
    Object.entries(NAMES).map(async ([role, name]) => {
      const password = oneTimePassword();
      return { name, role: role as OfficeRole, password, passwordHash: await hashOfPassword(password) };
    }),
  );
  await store.transaction(async (writes) => {
    await writes.lockOfficers();
    for (const { name, role, passwordHash } of made) {
      const siteIds = role === 'venue-manager' ? VENUES : null;
      const row = newOfficerRow({ name, role, siteIds, passwordHash, at: now() });
      await writes.putOfficer({ ...row, mustChangePassword: false });
      await writes.dropSessionsOf(name, null);
    }
  });
  return made.map(({ name, role, password }) => ({ name, role, password }));
}
