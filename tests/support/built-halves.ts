import { MainConfigFactory, PreloadConfigFactory } from 'electron-vite';
import { build } from 'vite';
import config from '../../electron.vite.config.ts';

/** Builds main and preload as `electron-vite build` does, into `outDir`; a second, without the renderer. */
export async function buildHalves(outDir: string): Promise<void> {
  const { main, preload } = config;
  if (main === undefined || preload === undefined) throw new Error('electron.vite.config.ts lacks a half');
  const inline = { root: process.cwd(), logLevel: 'error' as const, mode: 'production', build: { outDir } };
  // The factories add `main` and `preload` where both name the same folder.
  const options = { root: process.cwd(), outDir };
  await build(await new MainConfigFactory(main, inline, options).build());
  await build(await new PreloadConfigFactory(preload, inline, options).build());
}
