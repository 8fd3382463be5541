import { describe, expect, test } from 'vitest';
import { shippedCatalogue, verifyCatalogue } from '../../src/district/roster/catalogue.ts';
import {
  publicKeyHexOf,
  secretKeyOfPhrase,
  signCatalogue,
} from '../../src/domain/catalogue/catalogue-file.ts';
import { CatalogueReply } from '../../src/protocol/wire.ts';
import { useDistrict } from './test-district.ts';
import { enrolKiosk, errorOf } from './test-kiosk.ts';

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
