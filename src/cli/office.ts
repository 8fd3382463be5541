import { join } from 'node:path';
import { keepFilesPrivate } from '../host/disk/private-files.ts';
import { officerLines } from './district/lines.ts';
import { asksForHelp, FLAG, optionsOrWords, TEXT } from './input/options-of.ts';
import { abortOnSignals } from './input/stop-signal.ts';
import { complain, say } from './input/terminal.ts';
import { openOfficeDemo } from './office/demo.ts';
import { hasScreen, openAppWindow } from './start/app-window.ts';
import { ensureBrowser } from './start/browser.ts';
import { buildApp } from './start/build-app.ts';
import { takenPort, unusableFolder } from './start/early-checks.ts';

const PORT_DEFAULT = 4720;
const PORT_MAX = 65_535;

const USAGE = `npm run office -- --demo [--data FOLDER] [--port N] [--no-open]

  Opens the office's console over a district of its own with demo cardholders, kiosks and two months of use. The
  console of a district that runs already is at its address, under /office: docs/office.md.

  --demo          the one thing that this command does
  --data FOLDER   where the demo keeps its data (.data/office-demo); made at the first start
  --port N        port of the district (${PORT_DEFAULT}); 0 takes any
  --no-open       print the address and open no browser`;

/** `npm run office`: builds, starts a demo district and opens its console, until the window is closed or Ctrl-C. */
async function main(args: readonly string[]): Promise<number> {
  if (asksForHelp(args)) {
    say(USAGE);
    return 0;
  }
  const options = read(args);
  if (typeof options === 'string') {
    complain(`${options}\n\n${USAGE}`);
    return 2;
  }
  // Both are said before the build, which takes a while.
  const unusable = unusableFolder(options.dataFolder) ?? (await takenPort(options.port));
  if (unusable !== null) {
    complain(unusable);
    return 1;
  }
  const built = await buildApp(say);
  if (built !== null) {
    complain(built);
    return 1;
  }
  const stopping = new AbortController();
  abortOnSignals(stopping);
  const demo = await openOfficeDemo(options, say);
  if (demo.kind === 'failed') {
    complain(demo.reason);
    return 1;
  }
  try {
    say(`\n${officerLines(demo.officers).join('\n')}\n`);
    await show(demo.address, options, stopping.signal);
    return 0;
  } finally {
    await demo.close();
  }
}

async function show(
  address: string,
  { dataFolder, open }: { readonly dataFolder: string; readonly open: boolean },
  stopping: AbortSignal,
): Promise<void> {
  say(`办公台（演示）The office's console (demo):\n\n  ${address}\n`);
  const browser = open && hasScreen() ? ensureBrowser(say) : null;
  if (browser !== null) {
    const profileFolder = join(dataFolder, 'browser');
    const ended = await openAppWindow({ browser, url: address, profileFolder }, stopping);
    if (ended.kind === 'closed') return;
    say(`窗口没有打开 The window did not open: ${ended.reason}`);
  }
  say('按 Ctrl-C 结束。Ctrl-C stops.');
  if (!stopping.aborted) await new Promise((resolve) => stopping.addEventListener('abort', resolve));
}

function read(args: readonly string[]) {
  const given = optionsOrWords({
    args: [...args],
    options: { demo: FLAG, data: TEXT, port: TEXT, 'no-open': FLAG },
  });
  if (typeof given === 'string') return given;
  const { demo, data = join('.data', 'office-demo'), port = String(PORT_DEFAULT), ...rest } = given.values;
  if (demo !== true) return '请加 --demo。--demo is needed.';
  if (!/^[0-9]{1,5}$/.test(port) || Number(port) > PORT_MAX) {
    return `--port 应是 0 至 ${PORT_MAX}。--port must be 0 to ${PORT_MAX}, not ${port}`;
  }
  return { dataFolder: data, port: Number(port), open: rest['no-open'] !== true };
}

keepFilesPrivate();
process.exit(await main(process.argv.slice(2)));
