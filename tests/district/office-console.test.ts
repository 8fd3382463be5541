import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createServer } from '../../src/district/http/server.ts';
import { createEnrolmentCode } from '../../src/district/kiosks/enrolment-code.ts';
import { createRunTokens } from '../../src/district/office/run-token.ts';
import { CatalogueInForce, EntryReply, OverviewReply } from '../../src/protocol/wire-overview.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { servicesOn } from './logic.ts';
import { memoryStore } from './stores.ts';
import { ask, aUse, enrolKiosk, entriesAfter, errorOf } from './test-kiosk.ts';

/** A district in memory, over real HTTP. */
async function openDistrict(officeFolder?: string) {
  const services = servicesOn(memoryStore());
  const server = await createServer(services, { officeFolder });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  const district = {
    url,
    createEnrolmentCode: (grant: Parameters<typeof createEnrolmentCode>[1]) =>
      createEnrolmentCode(services, grant),
  };
  const officeToken = await createRunTokens(services).create();
  const office = (path: string, token = officeToken) =>
    ask(`${url}/v1/office/${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { district, office, services };
}

describe('what the console asks first', () => {
  test('how much there is, and that there is no backup yet', async () => {
    const { office } = await openDistrict();
    expect(OverviewReply.parse((await office('overview')).body)).toMatchObject({
      cards: 0,
      openDiscrepancies: 0,
      quarantine: { journals: 0, entries: 0 },
      lastBackup: null,
    });
  });

  test('the second future of a journal as what waits', async () => {
    const { district, office } = await openDistrict();
    const kiosk = await enrolKiosk(district);
    const parts = { journalId: kiosk.journalId, kioskId: kiosk.enrolment.kioskId };
    const [first, second] = entriesAfter(null, 2, parts);
    await kiosk.push([first, second]);
    const [other] = entriesAfter(first ?? null, 1, { ...parts, body: { ...aUse, quantity: 1 } });
    await kiosk.push([other]);
    const overview = OverviewReply.parse((await office('overview')).body);
    expect(overview.quarantine).toEqual({ journals: 1, entries: 1 });
    expect(overview.openDiscrepancies).toBeGreaterThan(0);
  });

  test('the catalogue in force, to the letter', async () => {
    const { office, services } = await openDistrict();
    const { file } = CatalogueInForce.parse((await office('catalogue')).body);
    expect(file).toBe(services.catalogue.text);
  });

  test('one entry by its place, and nothing for a place that the journal has not', async () => {
    const { district, office } = await openDistrict();
    const kiosk = await enrolKiosk(district);
    const entries = entriesAfter(null, 2, {
      journalId: kiosk.journalId,
      kioskId: kiosk.enrolment.kioskId,
    });
    await kiosk.push(entries);
    const at = async (seq: number) =>
      EntryReply.parse((await office(`entries/${kiosk.journalId}/${seq}`)).body).entry;
    expect(await at(2)).toEqual(entries[1]);
    expect(await at(3)).toBeNull();
    expect((await office(`entries/${kiosk.journalId}/0`)).status).toBe(400);
  });

  test.each(['overview', 'catalogue', `entries/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}/1`])(
    'is refused to who is not the office: %s',
    async (path) => {
      const { office } = await openDistrict();
      const answer = await office(path, 'another token');
      expect([answer.status, errorOf(answer).kind]).toEqual([401, 'unauthorized']);
    },
  );
});

describe("the console's page", () => {
  function builtConsole(): string {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<script nonce="OFFICE-STYLE-NONCE"></script>');
    writeFileSync(join(folder, 'assets', 'index-1.js'), 'export {};\n');
    writeFileSync(join(folder, 'secret.txt'), 'not for anybody');
    return folder;
  }

  test('is the same for each address below /office, with a nonce of its own and a policy that lets nothing else run', async () => {
    const { district } = await openDistrict(builtConsole());
    const nonces = new Set<string>();
    for (const path of ['/office', '/office/', '/office/cards/LW1', '/office/secret.txt']) {
      const answer = await fetch(district.url + path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain('text/html');
      const policy = answer.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(await answer.text()).toBe(`<script nonce="${nonce}"></script>`);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(answer.headers.get('cache-control')).toBe('no-store');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(4);
  });

  test('has its scripts beside it, and no way out of their folder', async () => {
    const { district } = await openDistrict(builtConsole());
    const script = await fetch(`${district.url}/office/assets/index-1.js`);
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(script.headers.get('cache-control')).toContain('immutable');
    for (const path of ['/office/assets/missing.js', '/office/assets/..%2fsecret.txt']) {
      const answer = await fetch(district.url + path);
      expect(await answer.text()).not.toContain('not for anybody');
    }
  });

  test('says what to do where it is not built, and is not there where none is served', async () => {
    const unbuilt = await openDistrict(temporaryFolder());
    const answer = await fetch(`${unbuilt.district.url}/office`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('npm run build');
    const without = await openDistrict();
    expect((await fetch(`${without.district.url}/office`)).status).toBe(404);
  });
});
