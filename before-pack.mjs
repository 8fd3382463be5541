import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Before electron-builder packs: whoever has the sources can sign with the development root, so that an installer
 * which believes it must be meant as a demo. Such a kiosk says 演示 across the screen, whatever is set here.
 */
export function beforePack({ packager }) {
  const { projectDir } = packager.info;
  const rootsOf = (text) => JSON.parse(text).keys.map(({ publicKeyHex }) => publicKeyHex);
  const known = new Set(rootsOf(readFileSync(join(projectDir, 'resources/trusted-keys.json'), 'utf8')));
  const pinned = JSON.parse(readFileSync(join(projectDir, 'out/main/pinned-trust.json'), 'utf8'));
  const isDemo = rootsOf(JSON.stringify(pinned.roots)).some((publicKeyHex) => known.has(publicKeyHex));
  if (!isDemo || process.env['KIOSK_DEMO_BUILD'] === '1') return;
  throw new Error(
    'this build believes the development root, which anybody can sign with. Build with KIOSK_ROOTS=FILE (see docs/keys.md), or package a demo with KIOSK_DEMO_BUILD=1',
  );
}
