import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { writeCardVideo } from '../e2e/support/card-video.ts';
import { launchBrowser } from '../support/browser.ts';
import { serveDesk } from './start/served-desk.ts';

/** The camera is looked at for so long before it is measured: what moves before it becomes familiar meanwhile. */
const SETTLE_MS = 20_000;
const MEASURED_MS = 15_000;
/** A third of what an idle desk took before it skipped what it knows. */
const MOVING_CORES_MAX = 0.147;

/** By kind of process: browser, renderer, GPU, and the rest, which the camera's service is one of. */
type CpuSeconds = ReadonlyMap<string, number>;

/**
 * What an idle desk costs whose camera plays Chromium's moving test picture, or an empty desk with a sensor's noise:
 * all processes of the browser, beside a page that plays the same camera and does nothing else.
 */
export async function benchIdle(): Promise<void> {
  const desk = await serveDesk();
  const still = join(desk.folder, 'still.y4m');
  writeCardVideo(still, [{ seconds: 2, cards: [] }]);
  const cameras = [
    { name: 'moving test picture', options: { cameras: 1 }, coresMax: MOVING_CORES_MAX },
    { name: 'still picture', options: { cameraFile: still }, coresMax: null },
  ];
  try {
    console.log(`\nIdle camera: cores of all processes of the browser, over ${MEASURED_MS / 1000} s`);
    for (const { name, options, coresMax } of cameras) {
      const browser = await launchBrowser(options);
      try {
        const alone = await coresOf(browser, desk.issueUrl().split('?')[0] ?? '', { isDesk: false });
        const own = await coresOf(browser, desk.issueUrl(), { isDesk: true });
        report(`${name}: its preview alone`, alone);
        report(`${name}: the desk`, own);
        const bound =
          coresMax === null ? '' : ` (at most ${coresMax}: ${sumOf(own) <= coresMax ? 'met' : 'MISSED'})`;
        console.log(`${(sumOf(own) / sumOf(alone)).toFixed(2)}x the preview alone${bound}`);
      } finally {
        await browser.close();
      }
    }
  } finally {
    await desk.close();
  }
}

async function coresOf(
  browser: Browser,
  address: string,
  { isDesk }: { readonly isDesk: boolean },
): Promise<CpuSeconds> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.goto(address);
  if (isDesk) await page.locator('[data-camera="running"]').waitFor({ timeout: 60_000 });
  else await page.evaluate(playCamera);
  await page.waitForTimeout(SETTLE_MS);
  const before = await cpuSecondsOf(browser);
  const startedMs = performance.now();
  await page.waitForTimeout(MEASURED_MS);
  const after = await cpuSecondsOf(browser);
  const seconds = (performance.now() - startedMs) / 1000;
  await context.close();
  return new Map([...after].map(([type, cpu]) => [type, (cpu - (before.get(type) ?? 0)) / seconds]));
}

/** In a page with nothing else: the camera, as large as the desk asks for it and as large as it shows it. */
async function playCamera(): Promise<void> {
  const video = document.createElement('video');
  video.muted = true;
  video.style.width = '480px';
  document.body.replaceChildren(video);
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } });
  await video.play();
}

async function cpuSecondsOf(browser: Browser): Promise<CpuSeconds> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const seconds = new Map<string, number>();
  for (const { type, cpuTime } of processInfo) {
    const kind = ['browser', 'renderer', 'GPU'].includes(type) ? type : 'camera and rest';
    seconds.set(kind, (seconds.get(kind) ?? 0) + cpuTime);
  }
  return seconds;
}

function sumOf(cores: CpuSeconds): number {
  return [...cores.values()].reduce((sum, one) => sum + one, 0);
}

function report(name: string, cores: CpuSeconds): void {
  const parts = [...cores].map(([type, one]) => `${type} ${one.toFixed(3)}`).join(', ');
  console.log(`${name.padEnd(44)} ${sumOf(cores).toFixed(3)} (${parts})`);
}
