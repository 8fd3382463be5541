import { once } from 'node:events';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { startDistrictCommand } from '../e2e/support/district-command.ts';
import { districtRows } from '../e2e/support/district-rows.ts';
import { mainJob, mainJobVideo, SOLD } from '../e2e/support/main-job.ts';
import { cameraSwitches } from '../support/browser.ts';
import { launchedKiosk, whyNoElectron } from '../support/electron-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const reason = whyNoElectron();

beforeEach(({ skip }) => {
  if (reason !== null) skip(reason);
});

test('the main job in real Electron: a killed district, a reload and a killed kiosk lose nothing and double nothing', async () => {
  const folder = temporaryFolder();
  const districtFolder = join(folder, 'district');
  const district = await startDistrictCommand({ folder: districtFolder });
  const environment = {
    KIOSK_PROFILE: join(folder, 'profile'),
    KIOSK_DISTRICT_URL: district.url,
    KIOSK_ENROL_CODE: await district.code(),
    KIOSK_SITE: 'xijiao-pool',
  };
  const switches = cameraSwitches(mainJobVideo(folder));
  let kiosk = await launchedKiosk(environment, switches);
  try {
    await mainJob({
      page: kiosk.page,
      district,
      async restart() {
        const gone = once(kiosk.app.process(), 'exit');
        kiosk.app.process().kill('SIGKILL');
        await gone;
        kiosk = await launchedKiosk(environment, switches);
        return kiosk.page;
      },
    });
  } finally {
    await district.kill();
  }
  expect((await districtRows({ kind: 'pglite', folder: districtFolder })).rows).toEqual(SOLD);
});
