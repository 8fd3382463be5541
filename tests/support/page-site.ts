import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type PluginOption, preview } from 'vite';

/** Pages of ours, built as the product's are and served on loopback until closed. */
export interface PageSite {
  /** With a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

export interface PageSiteOptions {
  /** The folder that the addresses of the pages are counted from. */
  readonly root: string;
  /** The HTML files; `index.html` of the root where none are named. */
  readonly pages?: readonly string[];
  readonly plugins?: readonly PluginOption[];
  /** Any that is free unless named: a browser keeps what pages store for each port by itself. */
  readonly port?: number;
}

/** With these a page is isolated, and its clock counts in steps of 5 µs instead of 100. */
const FINE_CLOCK = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export async function servePages({
  root,
  pages,
  plugins = [],
  port = 0,
}: PageSiteOptions): Promise<PageSite> {
  const outDir = await mkdtemp(join(tmpdir(), 'kiosk-pages-'));
  const removeBuilt = () => rm(outDir, { recursive: true, force: true });
  try {
    const shared = { root, configFile: false as const, logLevel: 'error' as const };
    await build({
      ...shared,
      plugins: [...plugins],
      worker: { format: 'es' },
      build: {
        ...{ outDir, emptyOutDir: true, target: 'chrome120', chunkSizeWarningLimit: 4_000 },
        ...(pages === undefined ? {} : { rollupOptions: { input: [...pages] } }),
      },
    });
    const server = await preview({
      ...shared,
      build: { outDir },
      preview: { host: '127.0.0.1', port, strictPort: true, headers: FINE_CLOCK },
    });
    const url = server.resolvedUrls?.local[0];
    if (url === undefined) throw new Error('the preview server has no address');
    return {
      url,
      async close() {
        await server.close();
        await removeBuilt();
      },
    };
  } catch (error) {
    await removeBuilt();
    throw error;
  }
}
