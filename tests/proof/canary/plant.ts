import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { servePages } from '../../support/page-site.ts';
import { launchProfile } from '../../support/profile-browser.ts';
import type { Secret } from './canaries.ts';
import type { Needles } from './needles.ts';
import type { Planted } from './planted.ts';
import { type Scan, scanFolder } from './scan.ts';

/** How many of the planted secrets a scan has found, by what they are. */
export type Seen = Readonly<Record<Secret['kind'], number>>;

/**
 * What the scan sees where canaries do lie on the disk: in plain Dexie rows of a profile, while the browser
 * runs (in a log) and after it has restarted (in packed tables). A scan that finds none there proves nothing.
 */
export async function seenWherePlanted(needles: Needles, canaries: Planted): Promise<readonly Seen[]> {
  const site = await servePages({ root: import.meta.dirname });
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-planted-'));
  try {
    const first = await launchProfile(folder);
    const page = await first.newPage();
    await page.goto(site.url);
    await page.evaluate((planted) => window.plantCanaries?.(planted), canaries);
    const inLog = seenIn(scanFolder(folder, needles));
    await first.close();
    // A start moves what the log holds into a table.
    const second = await launchProfile(folder);
    const again = await second.newPage();
    await again.goto(site.url);
    await again.evaluate(() => window.plantCanaries?.({ count: 1, seed: 0 }));
    await second.close();
    return [inLog, seenIn(scanFolder(folder, needles))];
  } finally {
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function seenIn({ leaks }: Scan): Seen {
  const seen = { number: new Set<string>(), name: new Set<string>(), relation: new Set<string>() };
  for (const { secret } of leaks) seen[secret.kind].add(secret.text);
  return { number: seen.number.size, name: seen.name.size, relation: seen.relation.size };
}
