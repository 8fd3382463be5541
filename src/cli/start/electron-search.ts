import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MINUTE_MS } from '../../domain/base/duration.ts';
import { type ElectronSearch, electronSource, findElectron, installElectron } from './electron-binary.ts';
import { rememberedFailure, rememberFailure } from './electron-failure.ts';

const DOWNLOAD_MS_MAX = 15 * MINUTE_MS;
const PROGRESS_EVERY_MS = 15_000;

/** Electron's binary for this start, or null: then a browser window opens, while `stop` ends a download behind it. */
export interface ElectronChoice {
  readonly path: string | null;
  stop(): void;
}

/** The tests look in folders of their own. */
interface Places {
  readonly packageFolder?: string;
  readonly failureFile?: string;
}

/**
 * Looks for Electron. Where it was not fetched yet, that goes on behind the browser window, for the next start; a
 * failure is remembered for a day. `insist` (`--electron`) tries again at once, and waits.
 */
export async function chooseElectron(
  options: { readonly insist: boolean; readonly dataFolder: string },
  say: (line: string) => void,
  { packageFolder, failureFile }: Places = {},
): Promise<ElectronChoice> {
  const source = electronSource();
  const found = findElectron(packageFolder);
  if (found.kind === 'found') return nothingBehind(isOfBrowser(options, say) ? null : found.path);
  const failure = options.insist ? null : rememberedFailure(source, Date.now(), failureFile);
  if (failure !== null) {
    say(
      `用浏览器窗口：一天内没能下载 Electron，--electron 可再试。A browser window: Electron could not be fetched within the last day (${failure}); --electron tries again.`,
    );
    return nothingBehind(null);
  }
  const stopping = new AbortController();
  const download = fetched(stopping.signal);
  if (options.insist) return { path: await download, stop: () => stopping.abort() };
  say('先用浏览器窗口打开。A browser window opens meanwhile.');
  return { path: null, stop: () => stopping.abort() };

  async function fetched(signal: AbortSignal): Promise<string | null> {
    say(`正在下载 Electron（${source}）… Fetching Electron from there…`);
    const begunMs = performance.now();
    const progress = setInterval(() => {
      const seconds = Math.round((performance.now() - begunMs) / 1000);
      say(`仍在下载 Electron，${seconds} 秒… Still fetching Electron, ${seconds} s…`);
    }, PROGRESS_EVERY_MS).unref();
    const search = await installElectron(DOWNLOAD_MS_MAX, packageFolder, signal);
    clearInterval(progress);
    if (!signal.aborted) remember(search);
    return search.kind === 'found' ? search.path : null;
  }

  function remember(search: ElectronSearch): void {
    if (search.kind === 'found') {
      rememberFailure(null, failureFile);
      say('Electron 已就绪。Electron is here: npm start -- --electron uses it.');
      return;
    }
    rememberFailure({ atMs: Date.now(), source, reason: search.reason }, failureFile);
    say(
      `没有 Electron，用浏览器窗口；一天内不再试，--electron 可再试。No Electron here (${search.reason}); a browser window stands in, and --electron tries again.`,
    );
  }
}

/** Records of a browser window are in a profile of its own, which Electron would not show. */
function isOfBrowser(
  { insist, dataFolder }: { readonly insist: boolean; readonly dataFolder: string },
  say: (line: string) => void,
): boolean {
  const isBrowsers =
    existsSync(join(dataFolder, 'kiosk')) && !existsSync(join(dataFolder, 'electron', 'kiosk'));
  if (insist || !isBrowsers) return false;
  say(
    '这些数据是浏览器窗口的，仍用浏览器窗口；--electron 换成 Electron。This data is a browser window’s, which opens again; --electron begins anew in Electron.',
  );
  return true;
}

function nothingBehind(path: string | null): ElectronChoice {
  return { path, stop: () => {} };
}
