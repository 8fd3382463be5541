import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';
import { cleanEnvironment } from '../host/clean-environment.ts';
import { startKiosk } from './kiosk-app.ts';
import { launchOptions } from './launch-options.ts';

/** Built into `out/main/index.js`, beside `out/preload` and `out/renderer`. */
const outFolder = join(dirname(fileURLToPath(import.meta.url)), '..');

cleanEnvironment(process.env);
void startKiosk(launchOptions(process.argv.slice(1), process.env, app), outFolder);
