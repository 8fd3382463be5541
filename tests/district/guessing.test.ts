import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Storage } from '../../src/district/database/database.ts';
import { type District, startDistrict } from '../../src/district/district.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import type { DistrictEvent } from '../../src/district/services.ts';
import { storageKinds, useStorage } from './test-district.ts';
import { type Answer, ask, errorOf, TEST_KEY } from './test-kiosk.ts';

const PROXY = '127.0.0.1';
const MINUTE_MS = 60_000;
const SITES = { siteIds: ['xijiao-pool'] };

describe.each(storageKinds)('guesses at a district on %s', (kind) => {
  const createStorage = useStorage(kind);
  const clock = { now: Date.UTC(2026, 10, 23, 1, 0) };

  async function started(storage: Storage, trustProxy: readonly string[] = []) {
    const events: DistrictEvent[] = [];
    const district = await startDistrict({
      storage,
      host: PROXY,
      port: 0,
      catalogue: await shippedCatalogue(),
      keys: developmentKeys(),
      trustProxy,
      log: (event) => events.push(event),
      now: () => clock.now,
    });
    onTestFinished(() => district.close());
    return { district, events, officeToken: await district.createRunToken() };
  }

  function enrol(district: District, code: string, client?: string): Promise<Answer> {
    return ask(`${district.url}/v1/enrol`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(client === undefined ? {} : { 'x-forwarded-for': client }),
      },
      body: JSON.stringify({ code, journalId: randomUUID(), publicKeyHex: TEST_KEY.publicKeyHex }),
    });
  }

  const kindOf = async (answer: Promise<Answer>) => {
    const { status } = await answer;
    return status === 200 ? 'enrolled' : errorOf(await answer).kind;
  };

  test('five wrong codes behind one proxy stop no good code, and every other wrong one', async () => {
    const { district } = await started(await createStorage());
    for (let tried = 0; tried < 5; tried += 1) {
      expect(await kindOf(enrol(district, '00000000'))).toBe('code-unknown');
    }
    expect(await kindOf(enrol(district, '00000000'))).toBe('too-many-tries');
    const code = await district.createEnrolmentCode(SITES);
    expect(await kindOf(enrol(district, code))).toBe('enrolled');
  });

  test('a code in force ends after five wrong ones that may be guesses at it, wherever they come from', async () => {
    const { district } = await started(await createStorage(), [PROXY]);
    const [code, other] = [
      await district.createEnrolmentCode(SITES),
      await district.createEnrolmentCode(SITES),
    ];
    const guess = (index: number) =>
      code.slice(0, 3) + String((Number(code.slice(3)) + index) % 100_000).padStart(5, '0');
    for (let index = 1; index <= 5; index += 1) {
      expect(await kindOf(enrol(district, guess(index), `192.0.2.${index}`))).toBe('code-unknown');
    }
    expect(await kindOf(enrol(district, code, '198.51.100.1'))).toBe('code-expired');
    expect(await kindOf(enrol(district, other, '198.51.100.1'))).toBe('enrolled');
  });

  test('a dozen guesses at one code that are sent at once end it too', async () => {
    const { district } = await started(await createStorage(), [PROXY]);
    const code = await district.createEnrolmentCode(SITES);
    const guesses = Array.from({ length: 12 }, (_, index) => {
      const wrong = code.slice(0, 3) + String((Number(code.slice(3)) + 1 + index) % 100_000).padStart(5, '0');
      return kindOf(enrol(district, wrong, `192.0.2.${index}`));
    });
    expect(new Set(await Promise.all(guesses))).toEqual(new Set(['code-unknown']));
    expect(await kindOf(enrol(district, code, '198.51.100.1'))).toBe('code-expired');
  });

  test('the word of a proxy is believed of a proxy alone', async () => {
    const storage = await createStorage();
    const { district } = await started(storage, ['192.0.2.0/24']);
    // Not from a trusted address: all are one source, whatever they say.
    for (let tried = 0; tried < 5; tried += 1) await enrol(district, '00000000', `198.51.100.${tried}`);
    expect(await kindOf(enrol(district, '00000000', '198.51.100.99'))).toBe('too-many-tries');
  });

  test('each source behind a trusted proxy has its own tries; what is no address is the proxy itself', async () => {
    const { district } = await started(await createStorage(), [PROXY]);
    for (let tried = 0; tried < 5; tried += 1) await enrol(district, '00000000', '198.51.100.1');
    expect(await kindOf(enrol(district, '00000000', '198.51.100.1'))).toBe('too-many-tries');
    // The client writes what it likes in front; the proxy adds what it saw.
    expect(await kindOf(enrol(district, '00000000', '203.0.113.7, 198.51.100.1'))).toBe('too-many-tries');
    expect(await kindOf(enrol(district, '00000000', '198.51.100.2'))).toBe('code-unknown');
    for (let tried = 0; tried < 5; tried += 1) await enrol(district, '00000000', `nonsense-${tried}`);
    expect(await kindOf(enrol(district, '00000000', 'nonsense'))).toBe('too-many-tries');
  });

  test("the office's token is guessed at five times, then ever more slowly, and all of it is told", async () => {
    const { district, events, officeToken } = await started(await createStorage(), [PROXY]);
    const discrepancies = async (token: string, client = '198.51.100.1') => {
      const answer = await ask(`${district.url}/v1/office/discrepancies`, {
        headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': client },
      });
      return [answer.status, answer.headers.get('retry-after')];
    };
    for (let tried = 0; tried < 5; tried += 1) expect(await discrepancies('wrong')).toEqual([401, null]);
    expect(await discrepancies('wrong')).toEqual([429, '1']);
    // What is sent meanwhile is not judged, be it right.
    expect(await discrepancies(officeToken)).toEqual([429, '1']);
    expect(await discrepancies(officeToken, '198.51.100.2')).toEqual([200, null]);
    clock.now += 1_000;
    expect(await discrepancies('wrong')).toEqual([401, null]);
    expect(await discrepancies('wrong')).toEqual([429, '2']);
    clock.now += 2_000;
    expect(await discrepancies('wrong')).toEqual([401, null]);
    expect(await discrepancies('wrong')).toEqual([429, '4']);
    clock.now += 4_000;
    expect(await discrepancies(officeToken)).toEqual([200, null]);
    const told = events.filter((event) => event.kind === 'office-refused');
    expect(told.map((event) => [event.source, event.tries])).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((tries) => ['198.51.100.1', tries]),
    );
    clock.now += 15 * MINUTE_MS;
    expect(await discrepancies('wrong')).toEqual([401, null]);
  });

  test('a flood of requests that nobody signed is cut off', async () => {
    const { district } = await started(await createStorage(), [PROXY]);
    const answers = await Promise.all(
      Array.from({ length: 140 }, () => enrol(district, '00000000', '198.51.100.200')),
    );
    const last = answers.find((answer) => answer.headers.get('x-ratelimit-remaining') === '0');
    expect(answers.filter((answer) => answer.status === 429).length).toBeGreaterThanOrEqual(20);
    expect(last).toBeDefined();
    for (const answer of answers) expect(['code-unknown', 'too-many-tries']).toContain(errorOf(answer).kind);
  });

  test.runIf(kind === 'postgresql')('tries are counted by all processes on one database', async () => {
    const storage = await createStorage();
    const [{ district: one }, { district: other }] = [await started(storage), await started(storage)];
    for (let tried = 0; tried < 3; tried += 1) await enrol(one, '00000000');
    for (let tried = 0; tried < 2; tried += 1) await enrol(other, '00000000');
    expect(await kindOf(enrol(one, '00000000'))).toBe('too-many-tries');
    expect(await kindOf(enrol(other, '00000000'))).toBe('too-many-tries');
    const code = await one.createEnrolmentCode(SITES);
    expect(await kindOf(enrol(other, code))).toBe('enrolled');
    for (let tried = 0; tried < 5; tried += 1) {
      await ask(`${(tried % 2 === 0 ? one : other).url}/v1/office/discrepancies`, {
        headers: { authorization: 'Bearer x' },
      });
    }
    expect(
      (await ask(`${one.url}/v1/office/discrepancies`, { headers: { authorization: 'Bearer x' } })).status,
    ).toBe(429);
  });
});
