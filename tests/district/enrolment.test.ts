import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/district/database/database.ts';
import { sqlStore } from '../../src/district/database/sql-store.ts';
import { enrol } from '../../src/district/enrolment.ts';
import { createEnrolmentCode } from '../../src/district/enrolment-code.ts';
import { systemSecrets } from '../../src/district/secrets.ts';
import { EnrolReply, HealthReply } from '../../src/protocol/wire.ts';
import { MONDAY_MORNING, storageKinds, useDistrict, useStorage } from './test-district.ts';
import { ask, enrolKiosk, errorOf, kioskWith, postEnrol } from './test-kiosk.ts';

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

  test('turns a code into a token that opens the roster', async () => {
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

  test('takes a code once', async () => {
    const { district } = current();
    const code = await district.createEnrolmentCode(grant);
    await postEnrol(district, { code, journalId: randomUUID() });
    const again = await postEnrol(district, { code, journalId: randomUUID() });
    expect(errorOf(again).kind).toBe('code-used');
  });

  test('gives one of two kiosks that enter the same code at once a token', async () => {
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

  test('refuses even the right code after five wrong ones, until 15 minutes have passed', async () => {
    waitOutTries();
    const { district } = current();
    for (let tried = 0; tried < 5; tried += 1) {
      const wrong = await postEnrol(district, { code: '00000000', journalId: randomUUID() });
      expect(errorOf(wrong).kind).toBe('code-unknown');
    }
    current().now += 5 * MINUTE_MS;
    const code = await district.createEnrolmentCode(grant);
    const shut = await postEnrol(district, { code, journalId: randomUUID() });
    expect(shut.status).toBe(429);
    expect(errorOf(shut).kind).toBe('too-many-tries');
    expect(shut.headers.get('retry-after')).toBe('600');
    current().now += 10 * MINUTE_MS;
    expect((await postEnrol(district, { code, journalId: randomUUID() })).status).toBe(200);
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

  test('shuts a revoked kiosk out and leaves the others in', async () => {
    waitOutTries();
    const { district } = current();
    const [lost, other] = [await enrolKiosk(district), await enrolKiosk(district)];
    expect(await district.revokeKiosk(lost.enrolment.kioskId)).toBe(true);
    expect(await district.revokeKiosk(lost.enrolment.kioskId)).toBe(false);
    const answer = await lost.push([]);
    expect(answer.status).toBe(403);
    expect(errorOf(answer).kind).toBe('device-revoked');
    expect((await other.push([])).status).toBe(200);
  });

  test.each([
    { authorization: undefined },
    { authorization: 'Bearer ' },
    { authorization: `Bearer ${'a'.repeat(43)}` },
    { authorization: 'Basic dXNlcjpwYXNz' },
    { authorization: `Bearer ${'a'.repeat(5_000)}` },
  ])('asks for a token where the header says $authorization', async ({ authorization }) => {
    const { district } = current();
    const headers = authorization === undefined ? {} : { authorization };
    for (const path of ['/v1/roster', '/v1/catalogue']) {
      const answer = await ask(district.url + path, { headers });
      expect(answer.status).toBe(401);
      expect(errorOf(answer).kind).toBe('unauthorized');
    }
  });

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
      const outcome = await enrol(services, { code, journalId: randomUUID() }, address);
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
