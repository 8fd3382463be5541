import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import { HandoverTarget } from '../../../src/domain/handover/target.ts';
import type { HostOptions, KioskHost } from '../../../src/host/host-options.ts';
import { startTestDistrict } from '../../district/test-district.ts';
import { TICKET, voidOf } from '../../support/journal-drafts.ts';
import { ENROL_CODE, memoryDistrict } from '../../support/memory-district.ts';
import { type ScriptedServer, scriptedServer } from '../../support/scripted-server.ts';
import { hostOptions, startedHost } from '../../support/started-host.ts';

const SITE = 'xijiao-pool';
const CARD = cardNumberOf('LW20260001');
const HOLDER = { cardNumber: CARD, maskedName: '张*明' };
const FULL = { ...HOLDER, fullName: '张小明' };
const SHOWN = {
  siteId: SITE,
  body: { kind: 'name-shown', cardRef: '0123456789abcdef0123456789abcdef' },
} as const;
const HASTE = { answerMs: 2_000, firstRetryMs: 5, lastRetryMs: 20 };
/** Nothing is sent twice while a test looks. */
const PATIENCE = { answerMs: 2_000, firstRetryMs: 600_000, lastRetryMs: 600_000 };

test('what a desk records arrives, in order, by card number and masked name alone', async () => {
  const { host, hospital } = await hospitalDesk({});
  await serve(host);
  await serve(host, { ...HOLDER, cardNumber: cardNumberOf('LW20260002') });
  await arrived(host);
  const bodies = hospital.requests.map(({ body }) => JSON.parse(body.toString()));
  expect(bodies.map(({ subject }) => subject)).toEqual([
    { identifier: { system: 'urn:liwan-talent-card:card', value: CARD }, display: '张*明' },
    {
      identifier: { system: 'urn:liwan-talent-card:card', value: cardNumberOf('LW20260002') },
      display: '张*明',
    },
  ]);
  expect(hospital.requests.map(({ headers }) => headers['authorization'])).toEqual(['Bearer s', 'Bearer s']);
});

test('the full name goes over only if the site sets it and the journal says that it was shown', async () => {
  const { host, hospital } = await hospitalDesk({});
  await host.call('journal.append', SHOWN);
  await serve(host, FULL);
  await choose(host, hospital, { sendsFullName: true });
  await serve(host, FULL);
  const other = { ...TICKET.body, cardRef: 'f'.repeat(32) } as typeof TICKET.body;
  await host.call('journal.append', { siteId: SITE, body: other, handover: FULL });
  await arrived(host);
  const names = hospital.requests.map(({ body }) => JSON.parse(body.toString()).subject.display);
  expect(names).toEqual(['张*明', '张小明', '张*明']);
});

test('a use that is taken back before anything was sent is never told', async () => {
  const { host, hospital } = await hospitalDesk({ status: () => 503, timing: PATIENCE });
  await serve(host);
  await vi.waitFor(async () => expect(await letters(host)).toMatchObject([{ attempts: 1 }]));
  const second = await serve(host, { ...HOLDER, cardNumber: cardNumberOf('LW20260002') });
  await host.call('journal.append', voidOf(second));
  expect(await letters(host)).toMatchObject([{ cardTail: CARD.slice(-4), state: 'waiting' }]);
  expect(hospital.requests.every(({ body }) => body.includes(CARD))).toBe(true);
});

test('a use that may have arrived is taken back by a message after it', async () => {
  const { host, hospital } = await hospitalDesk({});
  const seq = await serve(host);
  await arrived(host);
  await host.call('journal.append', voidOf(seq));
  await vi.waitFor(() => expect(hospital.requests).toHaveLength(2));
  const [first, second] = hospital.requests.map(({ method, body }) => ({
    method,
    ...JSON.parse(body.toString()),
  }));
  expect(second).toMatchObject({ method: 'PUT', status: 'cancelled', identifier: first.identifier });
  expect(first.subject.display).toBe('张*明');
  expect(second.subject).toMatchObject({ identifier: { value: CARD } });
  expect(second.subject.display).toBeUndefined();
});

test('a dead letter that may have arrived is taken back, too, and one that was only refused is not', async () => {
  const other = cardNumberOf('LW20260002');
  let tries = 0;
  const { host, hospital } = await hospitalDesk({
    status(body) {
      if (JSON.parse(body.toString()).status === 'cancelled') return 201;
      if (body.includes(other)) return 422;
      tries += 1;
      return tries === 1 ? 503 : 422;
    },
  });
  const seqs = [await serve(host), await serve(host, { ...HOLDER, cardNumber: other })];
  await arrived(host);
  for (const seq of seqs) await host.call('journal.append', voidOf(seq));
  await arrived(host);
  const taken = hospital.requests.filter(({ body }) => body.includes('cancelled'));
  expect(taken.map(({ body }) => body.includes(CARD))).toEqual([true]);
});

test('a file of the queue that the disk does not give shuts no desk', async () => {
  const { host, options } = await hospitalDesk({ status: () => 503, timing: PATIENCE });
  await serve(host);
  await vi.waitFor(async () => expect(await letters(host)).toMatchObject([{ attempts: 1 }]));
  await host.close();
  for (const name of handoverFilesIn(options)) {
    rmSync(join(options.profileFolder, name));
    mkdirSync(join(options.profileFolder, name));
  }
  const again = await startedHost(options);
  expect(await again.call('handover.view', {})).toMatchObject({ sites: [], letters: [] });
  expect(await serve(again)).toBe(2);
});

test('what signs in at one machine is sent to no other', async () => {
  const { host, hospital } = await hospitalDesk({});
  const other = await scriptedServer((response) => void response.writeHead(201).end());
  const to = (url: string) => ({
    ...{ siteId: SITE, secret: null },
    target: HandoverTarget.parse({ kind: 'rest', url }),
  });
  await host.call('handover.choose', to(`${hospital.url}/other`));
  await serve(host);
  await arrived(host);
  await host.call('handover.choose', to(`${other.url}/Encounter`));
  await serve(host);
  await arrived(host);
  expect(hospital.requests[0]?.headers['authorization']).toBe('Bearer s');
  expect(other.requests[0]?.headers['authorization']).toBeUndefined();
});

test('a message that the other side does not take is a dead letter, and does not hold up the next', async () => {
  const { host, hospital } = await hospitalDesk({ status: (body) => (body.includes(CARD) ? 422 : 201) });
  const seq = await serve(host);
  await serve(host, { ...HOLDER, cardNumber: cardNumberOf('LW20260002') });
  await arrived(host);
  const view = await host.call('handover.view', {});
  expect(view).toMatchObject({
    waiting: 0,
    dead: 1,
    letters: [{ seq, state: 'dead', trouble: { detail: 'HTTP 422' } }],
  });
  expect(JSON.stringify(view)).not.toContain(CARD);
  const [{ id } = { id: '' }] = view.letters;
  await host.call('handover.again', { id });
  await vi.waitFor(() => expect(hospital.requests).toHaveLength(3));
  expect(hospital.requests[2]?.headers['idempotency-key']).toBe(id);
  await arrived(host);
  await host.call('handover.dismiss', { id, reason: '已电话告知' });
  expect(await host.call('handover.view', {})).toMatchObject({ waiting: 0, dead: 0, letters: [] });
});

test('what was sent and not answered is sent again under the same id, also after a restart', async () => {
  let isUp = false;
  const { host, hospital, options } = await hospitalDesk({
    status: () => (isUp ? 201 : 500),
    timing: PATIENCE,
  });
  await serve(host);
  await vi.waitFor(() => expect(hospital.requests).toHaveLength(1));
  await vi.waitFor(async () =>
    expect(await host.call('handover.view', {})).toMatchObject({ waiting: 1, trouble: { kind: 'busy' } }),
  );
  await host.close();
  isUp = true;
  const again = await startedHost(options);
  await arrived(again);
  const keys = hospital.requests.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

test('a wrong address or a wrong password holds all messages back, and kills none', async () => {
  const { host } = await hospitalDesk({ status: () => 401 });
  await serve(host);
  await vi.waitFor(async () => expect((await letters(host))[0]?.attempts).toBeGreaterThan(6));
  expect(await host.call('handover.view', {})).toMatchObject({
    waiting: 1,
    dead: 0,
    trouble: { kind: 'settings' },
  });
});

test('a test message is of a practice card, says so, and leaves nothing behind', async () => {
  const { host, hospital } = await hospitalDesk({});
  expect(await host.call('handover.test', { siteId: SITE })).toEqual({ trouble: null });
  const body = hospital.requests[0]?.body.toString() ?? '';
  expect(JSON.parse(body)).toMatchObject({ meta: { tag: [{ code: 'test' }] } });
  expect(body).toContain('LWPRACT001');
  expect(await letters(host)).toEqual([]);
});

test('no card number, name or password lies readable on the disk', async () => {
  const { host, options } = await hospitalDesk({ status: () => 503, timing: PATIENCE });
  await serve(host, FULL);
  await vi.waitFor(async () => expect(await letters(host)).toMatchObject([{ trouble: { kind: 'busy' } }]));
  expect(handoverFilesIn(options)).toHaveLength(2);
  for (const name of readdirSync(options.profileFolder)) {
    const bytes = readFileSync(join(options.profileFolder, name));
    for (const secret of [CARD, '张*明', '张小明', 'Bearer s', '127.0.0.1']) {
      if (name.startsWith('handover-')) expect(bytes.includes(secret)).toBe(false);
    }
    expect(bytes.includes(CARD)).toBe(false);
  }
});

test('a kiosk that is revoked keeps no message, no address and no password', async () => {
  const { district } = await startTestDistrict({ kind: 'pglite', folder: null });
  const options = hostOptions({ districtUrl: district.url, handoverTiming: PATIENCE });
  const host = await startedHost(options);
  const code = await district.createEnrolmentCode({ siteIds: [SITE] });
  await host.call('kiosk.enrol', { code, districtUrl: null });
  await choose(host, { url: 'http://127.0.0.1:9' }, {});
  await serve(host);
  expect(handoverFilesIn(options)).toHaveLength(2);
  const { enrolment } = await host.call('kiosk.info', {});
  await district.revokeKiosk(enrolment?.kioskId ?? '');
  await vi.waitFor(async () => {
    await host.call('district.push', {});
    expect(handoverFilesIn(options)).toEqual([]);
  });
  expect(await host.call('handover.view', {})).toMatchObject({ sites: [], letters: [] });
});

test('a desk without a target keeps nothing of who was served', async () => {
  const { host, options } = await enrolledDesk(HASTE);
  await serve(host);
  expect(handoverFilesIn(options)).toEqual([]);
});

function handoverFilesIn({ profileFolder }: HostOptions): string[] {
  return readdirSync(profileFolder).filter((name) => name.startsWith('handover-') && !name.endsWith('.new'));
}

async function serve(host: KioskHost, handover: typeof FULL | typeof HOLDER = HOLDER): Promise<number> {
  const answer = await host.call('journal.append', { ...TICKET, handover });
  if (!answer.ok) throw new Error(answer.fault.kind);
  return answer.entry.seq;
}

async function letters(host: KioskHost) {
  return (await host.call('handover.view', {})).letters;
}

async function arrived(host: KioskHost): Promise<void> {
  await vi.waitFor(async () => expect((await host.call('handover.view', {})).waiting).toBe(0));
}

async function choose(
  host: KioskHost,
  hospital: Pick<ScriptedServer, 'url'>,
  changes: object,
): Promise<void> {
  const target = HandoverTarget.parse({ kind: 'rest', url: `${hospital.url}/Encounter`, ...changes });
  await host.call('handover.choose', { siteId: SITE, target, secret: 'Bearer s' });
}

async function hospitalDesk({
  status = () => 201,
  timing = HASTE,
}: {
  readonly status?: (body: Buffer) => number;
  readonly timing?: HostOptions['handoverTiming'];
}) {
  const hospital = await scriptedServer((response, { body }) => void response.writeHead(status(body)).end());
  const { host, options } = await enrolledDesk(timing);
  await choose(host, hospital, {});
  return { host, options, hospital };
}

async function enrolledDesk(handoverTiming: HostOptions['handoverTiming']) {
  const district = await memoryDistrict();
  const options = hostOptions({ districtUrl: district.server.url, handoverTiming });
  const host = await startedHost(options);
  await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  return { host, options };
}
