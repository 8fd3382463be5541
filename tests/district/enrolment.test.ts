import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/district/database/database.ts';
import { sqlStore } from '../../src/district/database/sql-store.ts';
import { enrol } from '../../src/district/kiosks/enrolment.ts';
import { createEnrolmentCode } from '../../src/district/kiosks/enrolment-code.ts';
import { systemSecrets } from '../../src/district/storage/secrets.ts';
import { EnrolReply, HealthReply, PushReply } from '../../src/protocol/wire.ts';
import { MONDAY_MORNING, storageKinds, useDistrict, useStorage } from './test-district.ts';
import { ask, enrolKiosk, entriesAfter, errorOf, kioskWith, postEnrol, TEST_KEY } from './test-kiosk.ts';

const SAME_NETWORK = ['2001:db8:0:7::1', '2001:db8:0:7:ffff::2', '2001:db8::7:1:2:3:4'] as const;
const OTHER_NETWORK = '2001:db8:0:8::1';
const MINUTE_MS = 60_000;
const grant = { kioskName: '前台 2', siteIds: ['xijiao-pool', 'library'] };

describe.each(storageKinds)('enrolment on %s', (kind) => {
  const current = useDistrict(kind);

  /** Lets the tries of earlier tests fall out of their window. */
  const waitOutTries = (): void => {
    current().now += 60 * MINUTE_MS;
  };

  test('makes of a code and a key a kiosk that may read the roster', async () => {
    const { district, events } = current();
    const code = await district.createEnrolmentCode(grant);
    expect(code).toMatch(/^[0-9]{8}$/);
    const journalId = randomUUID();
    const answer = await postEnrol(district, { code, journalId });
    expect(answer.status).toBe(200);
    const reply = EnrolReply.parse(answer.body);
    expect(reply).toMatchObject({
      kioskName: '前台 2',
      siteIds: grant.siteIds,
      districtName: '广州市荔湾区',
    });
    const kiosk = kioskWith(district.url, reply, journalId);
    expect((await kiosk.roster()).status).toBe(200);
    expect(events).toContainEqual({ kind: 'kiosk-enrolled', kioskId: reply.kioskId, kioskName: '前台 2' });
  });

  test.each([
    { name: 'no name', change: { kioskName: '' } },
    { name: 'a name of 81 characters', change: { kioskName: '台'.repeat(81) } },
    { name: 'a name that no database keeps', change: { kioskName: 'nul\0' } },
    { name: 'what a terminal takes for a command', change: { kioskName: '\u001b[31mX' } },
    { name: 'a name that turns the text around it', change: { kioskName: '前台\u202e' } },
    { name: 'half a character in its name', change: { kioskName: 'half \ud800' } },
    { name: 'no desk', change: { siteIds: [] } },
  ])('makes no code for a kiosk with $name', async ({ change }) => {
    await expect(current().district.createEnrolmentCode({ ...grant, ...change })).rejects.toThrow();
  });

  /** What a kiosk of these sites is told that it is; the office may have named it. */
  async function enrolledAt(siteIds: readonly string[], kioskName?: string): Promise<EnrolReply> {
    const { district } = current();
    const code = await district.createEnrolmentCode(
      kioskName === undefined ? { siteIds } : { siteIds, kioskName },
    );
    return EnrolReply.parse((await postEnrol(district, { code, journalId: randomUUID() })).body);
  }

  test('gives kiosks of one site names of their own, and each site its own first one', async () => {
    const names = [];
    for (const siteIds of [['gym'], ['gym', 'hall'], ['hall'], ['library-2']]) {
      names.push((await enrolledAt(siteIds)).kioskName);
    }
    expect(names).toEqual(['前台 1', '前台 2', '前台 1', '前台 1']);
    const named = [await enrolledAt(['gym'], '泳池'), await enrolledAt(['gym'], '泳池')];
    expect(named.map(({ kioskName }) => kioskName)).toEqual(['泳池', '泳池 2']);
    expect((await enrolledAt(['gym'], '台'.repeat(80))).kioskName).toHaveLength(80);
    expect((await enrolledAt(['gym'], '台'.repeat(80))).kioskName).toBe(`${'台'.repeat(72)} 2`);
  });

  test('gives a device that enrols again the name that it had, and another short name', async () => {
    const { district } = current();
    const journalId = randomUUID();
    const replies = [];
    for (let times = 0; times < 2; times += 1) {
      const code = await district.createEnrolmentCode({ siteIds: ['desk-of-its-own'] });
      replies.push(EnrolReply.parse((await postEnrol(district, { code, journalId })).body));
    }
    expect(replies.map(({ kioskName }) => kioskName)).toEqual(['前台 1', '前台 1']);
    expect(new Set(replies.map(({ shortName }) => shortName)).size).toBe(2);
  });

  test('gives ten kiosks that enrol at once ten names and ten short names', async () => {
    waitOutTries();
    const replies = await Promise.all(Array.from({ length: 10 }, () => enrolledAt(['rush'])));
    expect(new Set(replies.map(({ kioskName }) => kioskName)).size).toBe(10);
    const shortNames = replies.map(({ shortName }) => shortName);
    expect(new Set(shortNames).size).toBe(10);
    for (const shortName of shortNames) expect(shortName).toMatch(/^[ACEFHJKMNPRTWXY3479]{1,3}$/);
  });

  test('carries a name of 80 characters', async () => {
    const { district } = current();
    const kioskName = '台'.repeat(80);
    const code = await district.createEnrolmentCode({ ...grant, kioskName });
    const answer = await postEnrol(district, { code, journalId: randomUUID() });
    expect(EnrolReply.parse(answer.body)).toMatchObject({ kioskName });
  });

  test('takes a code once', async () => {
    const { district } = current();
    const code = await district.createEnrolmentCode(grant);
    await postEnrol(district, { code, journalId: randomUUID() });
    const again = await postEnrol(district, { code, journalId: randomUUID() });
    expect(errorOf(again).kind).toBe('code-used');
  });

  test('enrols one of two kiosks that enter the same code at once', async () => {
    const { district } = current();
    const code = await district.createEnrolmentCode(grant);
    const answers = await Promise.all(
      [1, 2].map(() => postEnrol(district, { code, journalId: randomUUID() })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  test.each([
    { after: 15 * MINUTE_MS - 1, status: 200 },
    { after: 15 * MINUTE_MS, status: 410 },
  ])('answers a code $after ms old with $status', async ({ after, status }) => {
    waitOutTries();
    const { district } = current();
    const code = await district.createEnrolmentCode(grant);
    current().now += after;
    expect((await postEnrol(district, { code, journalId: randomUUID() })).status).toBe(status);
  });

  test('refuses every other wrong code after five, until 15 minutes have passed, and no right one', async () => {
    waitOutTries();
    const { district } = current();
    const tryCode = (code: string) => postEnrol(district, { code, journalId: randomUUID() });
    for (let tried = 0; tried < 5; tried += 1) {
      expect(errorOf(await tryCode('00000000')).kind).toBe('code-unknown');
    }
    current().now += 5 * MINUTE_MS;
    const shut = await tryCode('00000000');
    expect(shut.status).toBe(429);
    expect(errorOf(shut).kind).toBe('too-many-tries');
    expect(shut.headers.get('retry-after')).toBe('600');
    expect((await tryCode(await district.createEnrolmentCode(grant))).status).toBe(200);
  });

  test('judges no more than five of twenty wrong codes sent at once', async () => {
    waitOutTries();
    const { district } = current();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => postEnrol(district, { code: '00000000', journalId: randomUUID() })),
    );
    const kinds = answers.map((answer) => errorOf(answer).kind);
    expect(kinds.filter((each) => each === 'code-unknown')).toHaveLength(5);
    expect(kinds.filter((each) => each === 'too-many-tries')).toHaveLength(15);
  });

  test('begins to count anew after a right code', async () => {
    waitOutTries();
    const { district } = current();
    for (let tried = 0; tried < 4; tried += 1) {
      await postEnrol(district, { code: '00000000', journalId: randomUUID() });
    }
    await enrolKiosk(district);
    const wrong = await postEnrol(district, { code: '00000000', journalId: randomUUID() });
    expect(errorOf(wrong).kind).toBe('code-unknown');
    await enrolKiosk(district);
  });

  test('hears of a revoked kiosk what it has recorded, and gives it nothing', async () => {
    waitOutTries();
    const { district } = current();
    const [lost, other] = [await enrolKiosk(district), await enrolKiosk(district)];
    expect(await district.revokeKiosk(lost.enrolment.kioskId)).toBe(true);
    expect(await district.revokeKiosk(lost.enrolment.kioskId)).toBe(false);
    const pushed = await lost.push(entriesAfter(null, 3, lost));
    expect(PushReply.parse(pushed.body)).toMatchObject({ acknowledged: { seq: 3 }, revoked: true });
    for (const path of [
      '/v1/roster',
      '/v1/catalogue',
      '/v1/keys',
      '/v1/denied',
      '/v1/rights',
      '/v1/replaced',
    ]) {
      const answer = await lost.get(path);
      expect([path, answer.status, errorOf(answer).kind]).toEqual([path, 403, 'device-revoked']);
    }
    expect(PushReply.parse((await other.push([])).body).revoked).toBeUndefined();
  });

  test.each([
    ['liwan-central-hospital', 200],
    ['xijiao-pool', 404],
  ])('tells a kiosk at %s who had a check-up and where : HTTP %i', async (siteId, status) => {
    waitOutTries();
    const { district } = current();
    const journalId = randomUUID();
    const code = await district.createEnrolmentCode({ kioskName: null, siteIds: [siteId] });
    const enrolled = EnrolReply.parse((await postEnrol(district, { code, journalId })).body);
    expect((await kioskWith(district.url, enrolled, journalId).get('/v1/rights')).status).toBe(status);
  });

  test.each(['', 'ab', 'g'.repeat(64), 'AB'.repeat(32)])(
    'takes no %j for a public key, and the code stays good',
    async (publicKeyHex) => {
      waitOutTries();
      const { district } = current();
      const code = await district.createEnrolmentCode(grant);
      const answer = await postEnrol(district, { code, journalId: randomUUID(), publicKeyHex });
      expect([answer.status, errorOf(answer).kind]).toEqual([400, 'bad-request']);
      expect((await postEnrol(district, { code, journalId: randomUUID() })).status).toBe(200);
    },
  );

  test('says that it is well, to anyone', async () => {
    const { district, now } = current();
    const answer = await ask(`${district.url}/v1/health`);
    expect(HealthReply.parse(answer.body)).toMatchObject({ status: 'ok', serverTimeMs: now, storage: kind });
  });
});

describe.each(storageKinds)('enrolment from several sources on %s', (kind) => {
  const createStorage = useStorage(kind);

  async function enrolments() {
    const { database, close } = await openDatabase(await createStorage(), () => {});
    onTestFinished(close);
    const services = {
      store: sqlStore(database, kind),
      secrets: systemSecrets,
      now: () => MONDAY_MORNING,
    };
    const tryCode = async (code: string, address: string): Promise<string> => {
      const outcome = await enrol(
        services,
        { code, journalId: randomUUID(), publicKeyHex: TEST_KEY.publicKeyHex },
        address,
      );
      return outcome.ok ? 'enrolled' : outcome.refusal.kind;
    };
    return { tryCode, createCode: () => createEnrolmentCode(services, grant) };
  }

  test('gives a code that ten sources enter at once to one of them', async () => {
    const { tryCode, createCode } = await enrolments();
    const code = await createCode();
    const kinds = await Promise.all(
      Array.from({ length: 10 }, (_, index) => tryCode(code, `192.0.2.${index}`)),
    );
    expect(kinds.filter((each) => each === 'enrolled')).toHaveLength(1);
    expect(kinds.filter((each) => each === 'code-used')).toHaveLength(9);
  });

  test('counts the tries of an IPv6 network as one source, and of IPv4 addresses apart', async () => {
    const { tryCode } = await enrolments();
    const [first, second, third] = SAME_NETWORK;
    for (const address of [first, second, third, first, second]) {
      expect(await tryCode('00000000', address)).toBe('code-unknown');
    }
    expect(await tryCode('00000000', third)).toBe('too-many-tries');
    expect(await tryCode('00000000', OTHER_NETWORK)).toBe('code-unknown');
    for (let last = 1; last <= 6; last += 1) {
      expect(await tryCode('00000000', `::ffff:192.0.2.${last}`)).toBe('code-unknown');
    }
  });
});
