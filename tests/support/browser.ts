import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../src/cli/start/browser.ts';

/** A headless Chromium; with `cameraFile` (y4m) its one camera plays that file, which may be missing. */
export async function launchBrowser(options: {
  readonly cameraFile?: string;
  /** So many of Chromium's own moving test pictures in place of a file. */
  readonly cameras?: number;
  /** Lets a test collect garbage (`gc()`) in the page and its workers. */
  readonly exposesGc?: boolean;
  /**
   * Halves of V8's young generation of at most so many megabytes, in place of the 16 that each page and worker
   * grows to in the course of thousands of frames.
   */
  readonly youngMegabytesMax?: number;
  /** `denied` says no to every page that asks for the camera; `granted` by default. */
  readonly camera?: 'granted' | 'denied';
}): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('these tests need an installed Chromium, Chrome or Edge');
  const isRoot = process.getuid?.() === 0;
  return await chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--disable-background-networking',
      ...(isRoot ? ['--no-sandbox'] : []),
      ...(options.cameraFile === undefined ? [] : cameraSwitches(options.cameraFile)),
      ...scriptSwitches(options),
      ...(options.cameras === undefined
        ? []
        : [`--use-fake-device-for-media-stream=device-count=${options.cameras}`]),
      ...(options.camera === 'denied' ? [] : ['--use-fake-ui-for-media-stream']),
    ],
  });
}

/** If `--js-flags` stands there several times, Chromium follows only the last one. */
function scriptSwitches(options: {
  readonly exposesGc?: boolean;
  readonly youngMegabytesMax?: number;
}): string[] {
  const { exposesGc = false, youngMegabytesMax } = options;
  const flags = [
    ...(exposesGc ? ['--expose-gc'] : []),
    ...(youngMegabytesMax === undefined ? [] : [`--max-semi-space-size=${youngMegabytesMax}`]),
  ];
  return flags.length === 0 ? [] : [`--js-flags=${flags.join(' ')}`];
}

/** Chromium's switches for a camera that plays the file. */
export function cameraSwitches(file: string): string[] {
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}
