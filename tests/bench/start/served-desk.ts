import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../../src/cli/start/build-app.ts';
import { serveKiosk } from '../../../src/cli/start/serve-kiosk.ts';
import { startDistrictCommand } from '../../e2e/support/district-command.ts';
import { developmentTrust } from '../../support/development-trust.ts';
import { freePort } from '../../support/free-port.ts';

/** A kiosk as built, enrolled with a demo district of its own. */
export interface ServedDesk {
  /** A one-time address of its window. */
  readonly issueUrl: () => string;
  /** For whatever else a bench keeps until the end. */
  readonly folder: string;
  close(): Promise<void>;
}

export async function serveDesk(): Promise<ServedDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-bench-'));
  const failed = await buildApp(console.log);
  if (failed !== null) throw new Error(failed);
  const district = await startDistrictCommand({ folder: join(folder, 'district') });
  process.env['KIOSK_TRACES'] = join(folder, 'traces');
  const desk = await serveKiosk(
    {
      dataFolder: join(folder, 'desk'),
      port: await freePort(),
      siteId: 'xijiao-pool',
      districtUrl: district.url,
      enrolmentCode: await district.code(),
      isDemo: true,
      newProfile: false,
      lineTrust: null,
      pinnedTrust: developmentTrust(),
    },
    console.log,
  );
  if (desk.kind === 'failed') throw new Error(desk.reason);
  return {
    issueUrl: desk.issueUrl,
    folder,
    async close() {
      await desk.close();
      await district.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
