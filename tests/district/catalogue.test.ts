import { describe, expect, test } from 'vitest';
import { eventLine } from '../../src/cli/district/lines.ts';
import { startDistrict } from '../../src/district/district.ts';
import { shippedCatalogue, verifyCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import type { DistrictEvent } from '../../src/district/services.ts';
import {
  publicKeyHexOf,
  secretKeyOfPhrase,
  signCatalogue,
} from '../../src/domain/catalogue/catalogue-file.ts';
import { DEVELOPMENT_ROOT } from '../../src/domain/trust/development-keys.ts';
import { CatalogueReply } from '../../src/protocol/wire.ts';
import { BADMINTON, courtUse, GYM, newKiosk, servicesOn } from './logic.ts';
import { useStore } from './stores.ts';
import { useDistrict } from './test-district.ts';
import { enrolKiosk, errorOf } from './test-kiosk.ts';

/** The shipped catalogue as a newer release signed it: badminton at noon has a season, and there are lotteries. */
async function newerCatalogue() {
  const { text, trusted } = await shippedCatalogue();
  const { payload } = JSON.parse(text);
  for (const item of payload.items) if (item.id === BADMINTON) item.season = 'summer';
  const newer = { ...payload, version: payload.version + 1, lotteries: [] };
  return { text: JSON.stringify(signCatalogue(newer, DEVELOPMENT_ROOT)), trusted };
}

describe('a catalogue of a newer release', () => {
  const current = useStore('memory');

  test('is served as it was signed, and whoever runs the district is told what is not known', async () => {
    const events: DistrictEvent[] = [];
    const catalogue = await newerCatalogue();
    const district = await startDistrict({
      storage: { kind: 'pglite', folder: null },
      host: '127.0.0.1',
      port: 0,
      catalogue,
      keys: developmentKeys(),
      log: (event) => events.push(event),
    });
    try {
      const kiosk = await enrolKiosk(district);
      expect(CatalogueReply.parse((await kiosk.get('/v1/catalogue')).body).file).toBe(catalogue.text);
      expect(district.siteIds).toContain(GYM);
      const lines = events.flatMap((event) =>
        event.kind === 'catalogue-not-understood' ? [eventLine(event)] : [],
      );
      expect(lines).toEqual([expect.stringContaining(`lotteries, items/${BADMINTON}/season`)]);
    } finally {
      await district.close();
    }
  });

  test('has no court leased of what is not known, and no discrepancy opened by it; the rest goes on', async () => {
    const known = servicesOn(current());
    const services = { ...known, catalogue: verifyCatalogue(await newerCatalogue()) };
    const kiosk = await newKiosk(services, [GYM]);
    await kiosk.ask();
    expect(kiosk.courts(BADMINTON)).toEqual([]);
    expect(kiosk.courts('table-tennis-free').length).toBeGreaterThan(0);
    // More courts than there are, for longer than a desk here may say: a newer kiosk may be right.
    const use = {
      ...courtUse([1]),
      itemId: BADMINTON,
      minutes: null,
      quantity: 9,
      courts: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    };
    expect(await kiosk.push(use)).toEqual([]);
  });
});

describe('the catalogue', () => {
  const current = useDistrict('pglite');

  test('comes as the signed file is, to a kiosk that has an older one', async () => {
    const kiosk = await enrolKiosk(current().district);
    const shipped = await shippedCatalogue();
    const { catalogue } = verifyCatalogue(shipped);
    const have = async (version: number): Promise<CatalogueReply> =>
      CatalogueReply.parse((await kiosk.get(`/v1/catalogue?have=${version}`)).body);
    expect(await have(catalogue.version - 1)).toMatchObject({
      version: catalogue.version,
      file: shipped.text,
    });
    expect(await have(catalogue.version)).toMatchObject({ version: catalogue.version, file: null });
    expect(await have(catalogue.version + 1)).toMatchObject({ version: catalogue.version, file: null });
    expect(CatalogueReply.parse((await kiosk.get('/v1/catalogue')).body).file).toBe(shipped.text);
  });

  test.each(['have=-1', 'have=x', 'have=1.5', 'have=1&have=2', 'other=1'])('refuses ?%s', async (query) => {
    const kiosk = await enrolKiosk(current().district);
    const answer = await kiosk.get(`/v1/catalogue?${query}`);
    expect(answer.status).toBe(400);
    expect(errorOf(answer).kind).toBe('bad-request');
  });

  test('names every desk that a kiosk may be enrolled for', async () => {
    const { catalogue } = verifyCatalogue(await shippedCatalogue());
    expect(current().district.siteIds).toEqual(catalogue.sites.map((site) => site.id));
  });

  test('is refused at the start when its signature does not fit', async () => {
    const { text, trusted } = await shippedCatalogue();
    const bent = text.replace(/("version": *)([0-9]+)/, '$19$2');
    expect(bent).not.toBe(text);
    expect(() => verifyCatalogue({ text: bent, trusted })).toThrow(/bad-signature/);
  });

  test('is refused at the start when its key is not trusted', async () => {
    const { text, trusted } = await shippedCatalogue();
    const secretKey = secretKeyOfPhrase('a stranger');
    const { payload } = JSON.parse(text);
    const strange = JSON.stringify(signCatalogue(payload, { keyId: 'strange', secretKey }));
    expect(() => verifyCatalogue({ text: strange, trusted })).toThrow(/unknown-key/);
    const key = { id: 'strange', publicKeyHex: publicKeyHexOf(secretKey), note: 'test' };
    expect(verifyCatalogue({ text: strange, trusted: { keys: [key] } }).text).toBe(strange);
  });
});
