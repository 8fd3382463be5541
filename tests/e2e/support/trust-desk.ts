import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { buildApp, PROJECT_FOLDER } from '../../../src/cli/start/build-app.ts';
import { demoRecords } from '../../../src/district/demo/cards.ts';
import { type District, startDistrict } from '../../../src/district/district.ts';
import { shippedCatalogue } from '../../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../../src/district/roster/keys.ts';
import { startLoopback } from '../../../src/host/loopback/loopback-server.ts';
import { fileSecretStore, type SecretStore } from '../../../src/host/profile/secret-store.ts';
import { freePort } from '../../support/free-port.ts';
import { setClock } from '../../support/set-clock.ts';
import { hostOptions, startedHost } from '../../support/started-host.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { openDeskPage } from './desk-page.ts';

/** The real window over a real host and district, on a machine whose clock the test sets. */
export async function trustDesk(
  browser: Browser,
  options: { readonly strength: SecretStore['strength']; readonly deviceAheadMs: number },
) {
  const fault = await buildApp(() => {});
  if (fault !== null) throw new Error(fault);
  const truth = setClock();
  const machine = setClock(truth.now() + options.deviceAheadMs);
  const district = await lineOf(truth.now);
  onTestFinished(() => district.stop());
  const host = await startedHost(
    hostOptions({
      districtUrl: district.url,
      clock: machine,
      secretStore: { ...fileSecretStore(join(temporaryFolder(), 'key')), strength: options.strength },
    }),
  );
  await host.call('kiosk.enrol', { code: await district.code(), districtUrl: null });
  const rendererFolder = join(PROJECT_FOLDER, 'out', 'renderer');
  const loopback = await startLoopback({ host, rendererFolder, port: 0 });
  if (loopback.kind !== 'listening') throw new Error(loopback.kind);
  onTestFinished(() => loopback.close());
  const desk = await openDeskPage(browser, loopback.issueUrl());
  onTestFinished(() => desk.page.context().close());
  const pass = (ms: number) => {
    truth.pass(ms);
    machine.pass(ms);
  };
  return { ...desk, host, machine, district, pass };
}

/** A district that can be gone for a while, with the demo's cards and a clock that is right. */
async function lineOf(now: () => number) {
  const folder = join(temporaryFolder(), 'district');
  const port = await freePort();
  let running: District | null = null;
  const start = async () => {
    running = await startDistrict({
      storage: { kind: 'pglite', folder },
      host: '127.0.0.1',
      port,
      catalogue: await shippedCatalogue(),
      keys: developmentKeys(),
      seed: demoRecords,
      now,
    });
  };
  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    start,
    async stop() {
      await running?.close();
      running = null;
    },
    revoke: async (kioskId: string) => running?.revokeKiosk(kioskId),
    async code(): Promise<string> {
      const grant = { kioskName: '前台', siteIds: ['xijiao-pool'] };
      return (await running?.createEnrolmentCode(grant)) ?? '';
    },
  };
}
