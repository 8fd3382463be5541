import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { pinnedTrustIn } from './src/cli/input/pinned-trust.ts';
import { noteBundledPackages, noticesOf } from './src/cli/notices/bundled-packages.ts';
import { firstLoad } from './src/cli/start/first-load.ts';
import { NONCE_PLACEHOLDER } from './src/host/content-security.ts';
import { PINNED_TRUST_FILE } from './src/main/given-files.ts';

/** The development root unless the builder names others; packaging then asks for more, see `packaging.mjs`. */
const ROOTS_FILE = process.env['KIOSK_ROOTS'] || 'resources/trusted-keys.json';

/** Of all three bundles and the workers; the renderer is built last and writes the notices. */
const bundled = new Set<string>();

/** The modules that `main.ts` loads before it shows anything. */
const first = firstLoad({ ahead: '/src/renderer/main.ts', window: '/src/renderer/window.tsx' });

export default defineConfig({
  main: {
    plugins: [
      noteBundledPackages(bundled),
      {
        name: 'pinned-trust',
        generateBundle() {
          const source = JSON.stringify(pinnedTrustIn(ROOTS_FILE));
          this.emitFile({ type: 'asset', fileName: PINNED_TRUST_FILE, source });
        },
      },
    ],
    build: {
      // zod, noble and canonicalize go into the bundle: the installer then carries no node_modules at all.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/main/index.ts' },
        // HL7 is loaded by the hospitals that use it.
        output: { chunkFileNames: 'hl7/[name].js' },
      },
    },
  },
  preload: {
    plugins: [noteBundledPackages(bundled)],
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
    plugins: [
      react(),
      first.plugin,
      noteBundledPackages(bundled),
      {
        // `main.ts` asks the host before it needs the rest, which the browser is to load meanwhile.
        name: 'preload-window',
        transformIndexHtml: {
          order: 'post',
          handler(html, { bundle = {} }) {
            const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
            const window = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith('/window.tsx'));
            if (window === undefined) throw new Error('no script of the build begins with window.tsx');
            const scripts = new Set([window]);
            for (const { imports } of scripts) {
              for (const chunk of chunks) if (imports.includes(chunk.fileName)) scripts.add(chunk);
            }
            const styles = [...scripts].flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
            const isMissing = (file: string) => !html.includes(file);
            const tagOf = (rel: string) => (file: string) => ({
              tag: 'link',
              attrs: { rel, crossorigin: true, href: `./${file}` },
              injectTo: 'head' as const,
            });
            return [
              ...[...scripts]
                .map(({ fileName }) => fileName)
                .filter(isMissing)
                .map(tagOf('modulepreload')),
              ...styles.filter(isMissing).map(tagOf('stylesheet')),
            ];
          },
        },
      },
      {
        name: 'notices',
        enforce: 'post',
        generateBundle() {
          this.emitFile({ type: 'asset', fileName: 'notices.txt', source: noticesOf(bundled) });
        },
      },
    ],
    worker: { plugins: () => [noteBundledPackages(bundled)] },
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      rolldownOptions: {
        input: 'src/renderer/index.html',
        treeshake: {
          // Leaves out the schemas that nobody uses: a call of `z` does nothing but return the schema.
          manualPureFunctions: ['z'],
        },
        output: {
          codeSplitting: {
            groups: [
              { name: 'ahead', test: first.isAhead },
              { name: 'first', test: first.has },
            ],
            includeDependenciesRecursively: false,
          },
        },
      },
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
