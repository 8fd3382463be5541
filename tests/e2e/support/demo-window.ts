import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { runCommand } from '../../support/command.ts';
import { freePort } from '../../support/free-port.ts';
import { sharedTemporaryFolder } from '../../support/temporary-folder.ts';
import { writeCardVideo } from './card-video.ts';
import { type DeskPage, isReady, openDeskPage } from './desk-page.ts';

/** For all tests of a file: runs `npm start` with the demo at the pool desk, and opens a window that is ready for a card. */
export function sharedDemoWindow({ camera }: { readonly camera: 'empty desk' | 'none' }): () => DeskPage {
  const folder = sharedTemporaryFolder();
  let opened: DeskPage | null = null;
  let close = async () => {};

  beforeAll(async () => {
    const port = String(await freePort());
    const desk = runCommand('start', [
      '--no-open',
      '--data',
      join(folder(), 'data'),
      '--port',
      port,
      '--site',
      'xijiao-pool',
    ]);
    close = async () => void (await desk.end('SIGTERM'));
    const [address = ''] = await desk.line(/http:\S+token=\S+/);
    const video = join(folder(), 'desk.y4m');
    if (camera === 'empty desk') writeCardVideo(video, [{ seconds: 1, cards: [] }]);
    const browser = await launchBrowser(camera === 'empty desk' ? { cameraFile: video } : {});
    close = async () => {
      await browser.close();
      await desk.end('SIGTERM');
    };
    opened = await openDeskPage(browser, address);
    await isReady(opened.page);
  });
  afterAll(() => close());

  return () => {
    if (opened === null) throw new Error('the window is not open yet');
    return opened;
  };
}
