import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startDistrict } from '../../src/district/district.ts';
import { shippedCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a district that closes waits for no request that never arrives whole', async () => {
  const district = await startDistrict({
    storage: { kind: 'pglite', folder: join(temporaryFolder(), 'district') },
    host: '127.0.0.1',
    port: 0,
    catalogue: await shippedCatalogue(),
    keys: developmentKeys(),
    limits: { requestMsMax: 300 },
  });
  const { port } = new URL(district.url);
  const half = connect(Number(port), '127.0.0.1').on('error', () => {}); // cut off with the district
  onTestFinished(() => void half.destroy());
  const head = ['POST /v1/enrol HTTP/1.1', 'Host: x', 'Content-Type: application/json', 'Content-Length: 9'];
  half.write(`${head.join('\r\n')}\r\n\r\n{`);
  await fetch(`${district.url}/v1/health`);
  const cut = new Promise((resolve) => half.on('close', resolve));
  await district.close();
  expect(await cut).toBe(false);
});
