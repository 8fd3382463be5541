import type { Page } from 'playwright-core';
import { launchProfile, type ProfileBrowser } from '../../support/profile-browser.ts';
import type { Report } from './page.ts';

/** A browser started again on the same profile, with the page of the proof in it. */
export interface Restart {
  readonly browser: ProfileBrowser;
  readonly page: Page;
  /** Hears what the page tells from now on, in place of who heard it before. */
  listen(ear: (report: Report) => void): void;
}

export async function restart(url: string, profileFolder: string): Promise<Restart> {
  const browser = await launchProfile(profileFolder);
  try {
    const page = await browser.newPage();
    let hear: (report: Report) => void = () => {};
    await page.exposeFunction('reportToRunner', (report: Report) => hear(report));
    await page.goto(url);
    await page.waitForFunction('window.killProof !== undefined');
    return { browser, page, listen: (ear) => (hear = ear) };
  } catch (error) {
    await browser.kill();
    throw error;
  }
}
