import { describe, expect, onTestFinished, test } from 'vitest';
import { isLongOffline } from '../../src/app/sync/line-status.ts';
import { createSyncLoop, type SyncLoop } from '../../src/app/sync/sync-loop.ts';
import { districtLine } from '../../src/host/district/district-line.ts';
import { httpTransport } from '../../src/host/district/district-transport.ts';
import { answerCall, checkedHost, type HostMethods } from '../../src/host/host-methods.ts';
import { hostOver } from '../../src/host/kiosk-host.ts';
import { hostBehind } from '../../src/host-api/client.ts';
import type { Host } from '../../src/host-api/host-api.ts';
import { ipcTransport } from '../../src/host-api/transport.ts';
import { districtOf, journalOf } from '../../src/kiosk/host-ports.ts';
import { silentLists } from '../app/cached-lists.ts';
import { manualTime } from '../app/manual-time.ts';
import { newProfile } from '../store/profile.ts';
import { type BrokenServer, brokenServer, MISBEHAVIOURS } from '../support/broken-servers.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { ENROL_CODE, memoryDistrict } from '../support/memory-district.ts';
import { hostOptions, openedProfile } from '../support/started-host.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const CARD_REF = '0123456789abcdef0123456789abcdef';

/** Every question that a kiosk has for its district. */
const QUESTIONS: Readonly<Record<string, (host: Host) => Promise<unknown>>> = {
  push: (host) => host.call('district.push', {}),
  keys: (host) => host.call('district.keys', { have: 0 }),
  denied: (host) => host.call('district.denied', { have: 0 }),
  roster: (host) => host.call('district.rosterPage', { cursor: null }),
  catalogue: (host) => host.call('district.catalogue', { have: 0 }),
  rights: (host) => host.call('district.rights', { cursor: null }),
  'replaced cards': (host) => host.call('district.replaced', { cursor: null }),
  leases: (host) =>
    host.call('district.leases', {
      siteId: 'xijiao-pool',
      headSeq: 1,
      epoch: null,
      seen: 0,
      held: [],
      wants: [],
    }),
  'a right': (host) =>
    host.call('district.claimRight', {
      cardRef: CARD_REF,
      itemId: 'check-up',
      year: '2026',
      siteId: 'liwan-central-hospital',
    }),
  enrolment: (host) => host.call('kiosk.enrol', { code: '99999999', districtUrl: null }),
};

describe.each(Object.entries(MISBEHAVIOURS))('a district that %s', (_name, [does, kinds]) => {
  test('is a fault with words for every question, and the desk goes on recording', async () => {
    const { host, server } = await kioskBefore(kinds);
    server.misbehave(does);
    const answers = await Promise.all(Object.values(QUESTIONS).map((ask) => ask(host)));
    for (const answer of answers)
      expect(answer).toMatchObject({ ok: false, fault: { retryAfterMs: expectedPatience(does) } });
    const told = answers.map((answer) => (answer as { fault: { kind: string; detail: string } }).fault);
    for (const { kind } of told) expect(kinds).toContain(kind);
    for (const { detail } of told) expect(detail).not.toBe('');
    expect(await host.call('journal.append', TICKET)).toMatchObject({ ok: true });
    expect(await host.call('journal.status', {})).toMatchObject({ headSeq: 2, acknowledgedSeq: 0 });
  });

  test('puts the lamp out, and after three days records may be carried by hand', async () => {
    const { host, server } = await kioskBefore(kinds);
    server.misbehave(does);
    const { loop, time } = await loopOf(host);
    loop.start();
    await time.advance(0);
    const status = loop.status();
    expect(status).toMatchObject({ line: { kind: 'down' }, waiting: 1, isSyncing: false });
    expect(kinds).toContain(status.trouble?.kind);
    expect(isLongOffline(status, time.clock.now() + 3 * DAY_MS - 1)).toBe(false);
    expect(isLongOffline(status, time.clock.now() + 3 * DAY_MS)).toBe(true);
    await loop.stop();
  });
});

test('a host that breaks its word about the line, or breaks at it, is a fault of the line and not a dead host', async () => {
  const wrong = (async () => ({
    ok: false,
    fault: { kind: 'timeout', detail: 23, retryAfterMs: null },
  })) as never;
  const broken = (async () => {
    throw new Error('a bug');
  }) as never;
  for (const answer of [wrong, broken]) {
    const methods = Object.fromEntries(
      ['kiosk.enrol', 'district.push', 'district.claimRight', 'district.catalogue'].map((name) => [
        name,
        answer,
      ]),
    ) as unknown as HostMethods;
    const host = windowOf(checkedHost(methods, async () => {}));
    const asked = ['push', 'a right', 'catalogue', 'enrolment'].map((name) => QUESTIONS[name]?.(host));
    for (const told of await Promise.all(asked)) {
      expect(told).toMatchObject({ ok: false, fault: { kind: 'host-fault', retryAfterMs: null } });
    }
  }
});

function expectedPatience(does: unknown): number | null {
  return does === MISBEHAVIOURS['answers 503 and asks for patience']?.[0] ? 120_000 : null;
}

/** An enrolled kiosk with one record that waits, asking a server that a test may break. */
async function kioskBefore(kinds: readonly string[]): Promise<{ host: Host; server: BrokenServer }> {
  const options = hostOptions();
  const { profile, clock } = await openedProfile(options);
  const district = await memoryDistrict();
  const server = await brokenServer((socket) => socket.destroy());
  const urls = { now: district.server.url };
  const transport = httpTransport({
    requestMsMax: kinds.includes('timeout') ? 250 : 20_000,
    replyBytesMax: 1_000_000,
  });
  const line = districtLine(profile, {
    urlOfThisRun: undefined,
    now: clock.now,
    transport: (request) => {
      const { pathname, search } = new URL(request.url);
      return transport({ ...request, url: `${urls.now}${pathname}${search}` });
    },
  });
  const kiosk = hostOver({ profile, line, options });
  onTestFinished(() => kiosk.close());
  const host = windowOf(kiosk);
  const enrolled = await host.call('kiosk.enrol', { code: ENROL_CODE, districtUrl: null });
  if (!enrolled.ok) throw new Error(enrolled.fault.kind);
  await host.call('journal.append', TICKET);
  urls.now = server.url;
  return { host, server };
}

/** The host as the window has it: checked on both sides. */
function windowOf(host: Host): Host {
  return hostBehind(
    ipcTransport({ call: (method: string, input: unknown) => answerCall(host, method, input) }),
  );
}

async function loopOf(host: Host): Promise<{ loop: SyncLoop; time: ReturnType<typeof manualTime> }> {
  const store = await newProfile().start();
  let isBusy = () => false;
  const time = manualTime(() => !isBusy());
  const loop = createSyncLoop({
    journal: journalOf(host),
    district: districtOf(host, host, { refresh: async () => {} }),
    catalogue: { current: () => null, offer: () => Promise.reject(new Error('none was offered')) },
    ...silentLists(),
    roster: store.roster,
    replacements: store.replacements,
    clock: time.clock,
    timer: time.timer,
    random: () => 0.5,
  });
  isBusy = () => loop.status().isSyncing;
  return { loop, time };
}
