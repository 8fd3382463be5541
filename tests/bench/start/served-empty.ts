import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { startLoopback } from '../../../src/host/loopback/loopback-server.ts';

/** The empty page, built as the kiosk's window is and given by the same server: with its headers, and kept as long. */
export async function serveEmptyPage() {
  const outDir = await mkdtemp(join(tmpdir(), 'kiosk-empty-'));
  await build({
    ...{ root: import.meta.dirname, configFile: false, logLevel: 'error', plugins: [react()] },
    build: { ...{ outDir, emptyOutDir: true, target: 'chrome120', chunkSizeWarningLimit: 4_000 } },
  });
  const host = { call: () => Promise.reject(new Error('the empty page asks nothing')) };
  const loopback = await startLoopback({ host, rendererFolder: outDir, port: 0 });
  if (loopback.kind !== 'listening') throw new Error(`port ${loopback.port} is busy`);
  return {
    url: `${loopback.origin}/`,
    async close() {
      await loopback.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
