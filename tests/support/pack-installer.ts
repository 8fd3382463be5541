import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';

// `node pack-installer.ts PROJECT`: packs a project for Linux as its electron-builder.yml says, on the stub of
// Electron in PROJECT/stub, and prints the files of its app.asar as the last line.

const project = process.argv[2];
if (project === undefined) throw new Error('which project?');
await build({
  projectDir: project,
  targets: Platform.LINUX.createTarget('dir', Arch.x64),
  publish: 'never',
  config: { electronDist: join(project, 'stub'), electronVersion: '45.0.0' },
});
const requireFromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const requireFromPacker = createRequire(requireFromBuilder.resolve('app-builder-lib'));
const { listPackage } = requireFromPacker('@electron/asar');
const files: unknown = listPackage(join(project, 'dist/linux-unpacked/resources/app.asar'));
process.stdout.write(`\n${JSON.stringify(files)}\n`);
