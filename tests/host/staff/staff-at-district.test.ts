import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StaffRole } from '../../../src/domain/staff/member.ts';
import { httpTransport } from '../../../src/host/district/district-transport.ts';
import type { HostOptions, KioskHost } from '../../../src/host/host-options.ts';
import { MemberReply, SiteSignInReply, StaffOfficeReply } from '../../../src/protocol/wire-staff.ts';
import { startTestDistrict, type TestDistrict } from '../../district/test-district.ts';
import { TICKET, voidOf } from '../../support/journal-drafts.ts';
import { hostOptions, startedHost } from '../../support/started-host.ts';

const POOL = 'xijiao-pool';
const GYM = 'liwan-gymnasium';

let started: TestDistrict | null = null;
/** Members for the tests that change no PIN, made once because each PIN takes scrypt a while. */
let shared: Readonly<Record<'clerk' | 'other' | 'boss', Member>>;
beforeAll(async () => {
  started = await startTestDistrict({ kind: 'pglite', folder: null });
  shared = {
    clerk: await member('clerk'),
    other: await member('clerk'),
    boss: await member('supervisor'),
  };
});
afterAll(() => started?.district.close());

function district() {
  if (started === null) throw new Error('only within a test');
  return started.district;
}

async function office(path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${district().url}/v1/office/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${district().officeToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.json();
}

type Member = Awaited<ReturnType<typeof member>>;

let names = 0;
async function member(role: StaffRole, siteIds = [POOL]) {
  names += 1;
  const { member: made, pin } = MemberReply.parse(
    await office('staff', { name: `人${names}`, role, siteIds }),
  );
  if (pin === null) throw new Error('no PIN');
  return { ...made, pin };
}

async function signInAt(siteId: string, signIn: boolean) {
  SiteSignInReply.parse(await office(`staff-sites/${siteId}`, { signIn }));
}

async function enrolled(siteIds = [POOL]): Promise<{ host: KioskHost; options: HostOptions }> {
  const code = await district().createEnrolmentCode({ siteIds });
  const options = hostOptions({ districtUrl: district().url });
  const host = await startedHost(options);
  const answer = await host.call('kiosk.enrol', { code, districtUrl: null });
  if (!answer.ok) throw new Error(answer.fault.detail);
  return { host, options };
}

const at = (siteId: string, { memberId, pin }: { memberId: string; pin: string }) => ({
  siteId,
  memberId,
  pin,
});

/** The entry before a step, of whichever journal. */
const REF = { journalId: '11111111-1111-4111-8111-111111111111', seq: 1 };

test('where a sign-in is asked for, nothing is recorded without one, and then in the name of the member', async () => {
  const { clerk, boss } = shared;
  await signInAt(POOL, true);
  const { host } = await enrolled();
  const view = await host.call('staff.read', { siteId: POOL });
  expect(view).toMatchObject({ isRequired: true, session: null });
  // Nothing about PINs is told to the window.
  expect(Object.keys(view.members[0] ?? {}).sort()).toEqual(['memberId', 'name', 'role']);
  expect(await host.call('journal.append', TICKET)).toMatchObject({
    ok: false,
    fault: { kind: 'sign-in-needed' },
  });
  for (const wrong of [
    { ...clerk, pin: '402817' },
    { ...clerk, pin: boss.pin },
    { ...clerk, memberId: '0'.repeat(32) },
  ]) {
    expect(await host.call('staff.signIn', at(POOL, wrong))).toEqual({ ok: false, fault: { kind: 'wrong' } });
  }
  expect(await host.call('staff.signIn', at(POOL, clerk))).toMatchObject({
    ok: true,
    value: { session: { member: { name: clerk.name }, isLocked: false, isPinAllotted: true } },
  });
  const recorded = await host.call('journal.append', TICKET);
  expect(recorded).toMatchObject({ ok: true, entry: { staff: clerk.memberId } });
  // The window names nobody: the host checks what a draft may have.
  await expect(host.call('journal.append', { ...TICKET, staff: boss.memberId } as never)).rejects.toThrow();
  for (const member of [boss.memberId, null]) {
    const decision = { kind: 'room-reviewed', recordId: '0'.repeat(32), after: REF, member } as const;
    expect(await host.call('journal.append', { siteId: POOL, body: decision })).toMatchObject({
      fault: { kind: 'sign-in-needed' },
    });
  }
  await host.call('staff.lock', { siteId: POOL });
  expect(await host.call('journal.append', TICKET)).toMatchObject({ fault: { kind: 'sign-in-needed' } });
  await host.call('staff.signIn', at(POOL, boss));
  expect(await host.call('journal.append', TICKET)).toMatchObject({ entry: { staff: boss.memberId } });
  await signInAt(POOL, false);
});

test('a use of somebody else is voided with a supervisor’s PIN, once, and the entry names both', async () => {
  const { clerk, other, boss } = shared;
  const { host } = await enrolled();
  await host.call('staff.signIn', at(POOL, clerk));
  await host.call('journal.append', TICKET);
  await host.call('journal.append', TICKET);
  await host.call('journal.append', TICKET);
  expect(await host.call('journal.append', voidOf(1))).toMatchObject({ entry: { staff: clerk.memberId } });
  await host.call('staff.signIn', at(POOL, other));
  const refused = { ok: false, fault: { kind: 'approval-needed', detail: 'void-others' } };
  expect(await host.call('journal.append', voidOf(2))).toMatchObject(refused);
  const approve = (by: typeof boss, permission: 'void-others' | 'settings' = 'void-others') =>
    host.call('staff.approve', { ...at(POOL, by), permission });
  expect(await approve(clerk)).toEqual({ ok: false, fault: { kind: 'not-allowed' } });
  expect(await approve(boss, 'settings')).toMatchObject({ ok: true });
  expect(await host.call('journal.append', voidOf(2))).toMatchObject(refused);
  expect(await approve(boss)).toMatchObject({ ok: true, value: { approval: { permission: 'void-others' } } });
  expect(await host.call('journal.append', voidOf(2))).toMatchObject({
    ok: true,
    entry: { staff: other.memberId, approvedBy: boss.memberId, body: { kind: 'void' } },
  });
  expect(await host.call('journal.append', voidOf(3))).toMatchObject(refused);
  // A supervisor who works at the desk is asked for no second PIN.
  await host.call('staff.signIn', at(POOL, boss));
  expect(await host.call('journal.append', voidOf(3))).toMatchObject({
    entry: { staff: boss.memberId, approvedBy: boss.memberId },
  });
  // The district takes entries that name two members. The first push only asks how far the district is.
  await host.call('district.push', {});
  expect(await host.call('district.push', {})).toMatchObject({ ok: true, value: { acknowledgedSeq: 6 } });
});

test('an approval is for the member who works, and ends with the lock', async () => {
  const { clerk, other, boss } = shared;
  const { host } = await enrolled();
  await host.call('staff.signIn', at(POOL, other));
  await host.call('journal.append', TICKET);
  for (const between of ['signIn', 'lock'] as const) {
    await host.call('staff.signIn', at(POOL, clerk));
    await host.call('staff.approve', { ...at(POOL, boss), permission: 'void-others' });
    if (between === 'lock') await host.call('staff.lock', { siteId: POOL });
    if (between === 'signIn') await host.call('staff.signIn', at(POOL, { ...boss }));
    await host.call('staff.signIn', at(POOL, clerk));
    expect(await host.call('journal.append', voidOf(1))).toMatchObject({
      fault: { kind: 'approval-needed' },
    });
  }
});

test('the settings are for a technician, or for who was allowed to', async () => {
  const { clerk } = shared;
  const technician = await member('technician');
  const { host } = await enrolled();
  const settings = await host.call('settings.read', {});
  const darker = { ...settings, siteId: POOL, theme: 'dark' as const };
  await host.call('settings.write', { ...settings, siteId: POOL });
  await host.call('staff.signIn', at(POOL, clerk));
  const refused = { ok: false, fault: { kind: 'not-allowed' } };
  expect(await host.call('settings.write', darker)).toEqual(refused);
  // The list price of a venue belongs to a sale.
  const priced = { ...settings, siteId: POOL, listPricesFen: { 'xijiao-pool/x': 5_000 } };
  expect(await host.call('settings.write', priced)).toMatchObject({ ok: true });
  await expect(host.call('print.choose', { kind: 'dialog' })).rejects.toThrow('must allow');
  await host.call('staff.approve', { ...at(POOL, technician), permission: 'settings' });
  expect(await host.call('settings.write', darker)).toMatchObject({ ok: true });
  await host.call('staff.signIn', at(POOL, technician));
  await host.call('settings.write', { ...settings, siteId: POOL });
});

test('a list that was seen once stays in force without a line, over a restart, and holds the own sites alone', async () => {
  const [here, there] = [await member('clerk', [POOL, GYM]), await member('clerk', [GYM])];
  await signInAt(POOL, true);
  const { host, options } = await enrolled();
  await signInAt(POOL, false);
  await host.close();
  const again = await startedHost({
    ...options,
    transport: async () => ({ kind: 'unreachable', detail: 'cut' }),
  });
  const view = await again.call('staff.read', { siteId: POOL });
  expect(view.isRequired).toBe(true);
  const ids = view.members.map(({ memberId }) => memberId);
  expect(ids).toContain(here.memberId);
  expect(ids).not.toContain(there.memberId);
  expect((await again.call('staff.read', { siteId: GYM })).isRequired).toBe(true);
  expect(await again.call('journal.append', TICKET)).toMatchObject({ fault: { kind: 'sign-in-needed' } });
  expect(await again.call('staff.signIn', at(POOL, here))).toMatchObject({ ok: true });
  expect(await again.call('journal.append', TICKET)).toMatchObject({ entry: { staff: here.memberId } });
});

test('a PIN that was changed without a line counts here at once, and elsewhere when the district has it', async () => {
  const clerk = await member('clerk');
  const { host, options } = await enrolled();
  await host.close();
  let isUp = false;
  const carry = httpTransport();
  const cut = await startedHost({
    ...options,
    transport: async (request) => (isUp ? carry(request) : { kind: 'unreachable', detail: 'cut' }),
  });
  const changed = { ...clerk, pin: '913705' };
  const change = (next: string) => cut.call('staff.changePin', { ...at(POOL, clerk), next });
  expect(await change('12345')).toEqual({ ok: false, fault: { kind: 'unfit-pin', why: 'too-short' } });
  expect(await change('123456')).toEqual({ ok: false, fault: { kind: 'unfit-pin', why: 'easy' } });
  expect(await change(clerk.pin)).toEqual({ ok: false, fault: { kind: 'unfit-pin', why: 'same' } });
  expect(await change(changed.pin)).toMatchObject({ ok: true, value: { pinsWaiting: 1 } });
  expect(await cut.call('staff.signIn', at(POOL, clerk))).toMatchObject({ ok: false });
  expect(await cut.call('staff.signIn', at(POOL, changed))).toMatchObject({ ok: true });
  isUp = true;
  expect(await cut.call('district.staff', {})).toEqual({ ok: true, value: { kind: 'adopted' } });
  expect((await cut.call('staff.read', { siteId: POOL })).pinsWaiting).toBe(0);
  const { host: elsewhere } = await enrolled();
  expect(await elsewhere.call('staff.signIn', at(POOL, changed))).toMatchObject({
    ok: true,
    value: { session: { isPinAllotted: false } },
  });
  // The office has the last word.
  const reset = MemberReply.parse(await office(`staff/${clerk.memberId}`, { reset: true }));
  await cut.call('district.staff', {});
  expect(await cut.call('staff.signIn', at(POOL, changed))).toMatchObject({ ok: false });
  expect(await cut.call('staff.signIn', at(POOL, { ...clerk, pin: reset.pin ?? '' }))).toMatchObject({
    ok: true,
  });
});

test('a member who was removed signs in no longer, and a desk that asks for no sign-in goes on without', async () => {
  const clerk = await member('clerk');
  const { host } = await enrolled();
  await host.call('staff.signIn', at(POOL, clerk));
  await office(`staff/${clerk.memberId}`, { removed: true });
  await host.call('district.staff', {});
  expect((await host.call('staff.read', { siteId: POOL })).session).toBeNull();
  expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: true, entry: { staff: null } });
  expect(await host.call('staff.signIn', at(POOL, clerk))).toMatchObject({ ok: false });
  const { members } = StaffOfficeReply.parse(await office('staff'));
  expect(members.find(({ memberId }) => memberId === clerk.memberId)).toMatchObject({ pin: 'none' });
});

test('a lock while a PIN is looked at stays, and what the PIN would have allowed is not allowed', async () => {
  const { boss } = shared;
  const { host } = await enrolled();
  await host.call('staff.signIn', at(POOL, boss));
  const again = host.call('staff.signIn', at(POOL, boss));
  const approved = host.call('staff.approve', { ...at(POOL, boss), permission: 'void-earlier' });
  await host.call('staff.lock', { siteId: POOL });
  expect(await again).toMatchObject({ ok: false });
  expect(await approved).toMatchObject({ ok: false });
  const { session, approval } = await host.call('staff.read', { siteId: POOL });
  expect(session?.isLocked).toBe(true);
  expect(approval).toBeNull();
});

test('after a kiosk of the site was revoked each PIN is good for nothing but to be changed', async () => {
  const [clerk, elsewhere] = [await member('clerk'), await member('clerk', [GYM])];
  const stolen = await enrolled();
  const { host } = await enrolled();
  const kioskId = (await stolen.host.call('kiosk.info', {})).enrolment?.kioskId ?? '';
  expect(await district().revokeKiosk(kioskId)).toBe(true);
  await host.call('district.staff', {});
  expect(await host.call('staff.signIn', at(POOL, clerk))).toEqual({
    ok: false,
    fault: { kind: 'must-change' },
  });
  expect(await host.call('staff.changePin', { ...at(POOL, clerk), next: '807153' })).toMatchObject({
    ok: true,
  });
  expect(await host.call('staff.signIn', at(POOL, { ...clerk, pin: '807153' }))).toMatchObject({ ok: true });
  const { members } = StaffOfficeReply.parse(await office('staff'));
  const pinOf = (id: string) => members.find(({ memberId }) => memberId === id)?.pin;
  expect(pinOf(clerk.memberId)).toBe('must-change');
  expect(pinOf(elsewhere.memberId)).toBe('allotted');
  await host.call('district.staff', {});
  const after = StaffOfficeReply.parse(await office('staff'));
  expect(after.members.find(({ memberId }) => memberId === clerk.memberId)?.pin).toBe('own');
  // The revoked kiosk is told nothing more, and its list goes with the rest.
  await stolen.host.call('district.push', {});
  expect((await stolen.host.call('staff.read', { siteId: POOL })).members).toEqual([]);
});

test('a list for another kiosk, or by no key of the district, changes nothing', async () => {
  await member('clerk');
  const { host, options } = await enrolled();
  await host.close();
  const carry = httpTransport();
  let forge: (text: string) => string = (text) => text;
  const line = await startedHost({
    ...options,
    async transport(request) {
      const answer = await carry(request);
      if (!request.url.includes('/staff?') || answer.kind !== 'answered' || answer.body.kind !== 'whole') {
        return answer;
      }
      return { ...answer, body: { kind: 'whole', text: forge(answer.body.text) } };
    },
  });
  await member('clerk');
  forge = (text) => text.replaceAll('人', '入');
  expect(await line.call('district.staff', {})).toMatchObject({
    ok: true,
    value: { kind: 'refused', detail: 'bad-signature' },
  });
  const other = await enrolled();
  let stolenText = '';
  await other.host.close();
  const otherLine = await startedHost({
    ...other.options,
    async transport(request) {
      const answer = await carry(request);
      if (request.url.includes('/staff?') && answer.kind === 'answered' && answer.body.kind === 'whole') {
        stolenText = answer.body.text;
      }
      return answer;
    },
  });
  await member('clerk');
  await otherLine.call('district.staff', {});
  forge = () => stolenText;
  expect(await line.call('district.staff', {})).toMatchObject({
    ok: true,
    value: { kind: 'refused', detail: 'made for another kiosk' },
  });
});

test('nothing about a PIN, a verifier or a name lies readable in the profile, and none of it is in the journal', async () => {
  const [clerk, boss] = [await member('clerk'), await member('supervisor')];
  const { host, options } = await enrolled();
  const changed = '579031';
  await host.call('staff.changePin', { ...at(POOL, clerk), next: changed });
  await host.call('staff.signIn', at(POOL, { ...clerk, pin: '402817' }));
  await host.call('staff.signIn', at(POOL, { ...clerk, pin: changed }));
  await host.call('journal.append', TICKET);
  await host.call('staff.approve', { ...at(POOL, boss), permission: 'void-earlier' });
  await host.call('journal.append', voidOf(1));
  await host.call('district.push', {});
  await host.close();
  const canaries = [
    clerk.pin,
    boss.pin,
    changed,
    '402817',
    clerk.name,
    boss.name,
    'saltHex',
    'checkHex',
    'proofHex',
  ];
  const files = readdirSync(options.profileFolder, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  expect(files.map(({ name }) => name)).toContain('staff.sealed');
  for (const { name, parentPath } of files) {
    const text = readFileSync(join(parentPath, name)).toString('latin1');
    for (const canary of canaries) expect(text.includes(canary), `${canary} in ${name}`).toBe(false);
  }
});
