import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

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

/**
 * Every fuse that Electron has, set: one that is left alone has the setting of a developer's Electron. electron-builder
 * has an older list of its own, which lacks the last.
 */
export const FUSES = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // There is one snapshot for both kinds of process.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // The decoders are WebAssembly: with trap handlers their bounds cost nothing.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** After electron-builder has packed, and before it signs: the fuses, and the notices for whoever looks for a file. */
export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const name =
    electronPlatformName === 'win32' ? `${packager.appInfo.productFilename}.exe` : packager.executableName;
  await flipFuses(join(appOutDir, name), FUSES);
  // As an extra resource electron-builder would leave it out of the app, whose settings show it.
  const notices = join(packager.info.projectDir, 'out/renderer/notices.txt');
  copyFileSync(notices, join(appOutDir, 'notices.txt'));
}
