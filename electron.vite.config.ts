import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { NONCE_PLACEHOLDER } from './src/host/content-security.ts';

export default defineConfig({
  main: {
    build: {
      // zod, noble and canonicalize go into the bundle: the installer then carries no node_modules at all.
      externalizeDeps: false,
      rolldownOptions: { input: { index: 'src/main/index.ts' } },
    },
  },
  preload: {
    build: {
      // A sandboxed preload can load nothing but `electron`, and no ES module.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      rolldownOptions: { input: 'src/renderer/index.html' },
      // The same files also run in an installed Chrome, Edge or Chromium over the loopback binding.
      target: 'chrome120',
      minify: true,
      // Loaded from this machine's disk: one large file is not slow.
      chunkSizeWarningLimit: 4096,
      // The content security policy knows no data: addresses for scripts, styles, fonts and WebAssembly.
      assetsInlineLimit: 0,
    },
  },
});
