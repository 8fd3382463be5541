import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { noteBundledPackages, noticesOf } from './src/cli/notices/bundled-packages.ts';

const STYLE_HELPER = /@rc-component[\\/]util[\\/](es|lib)[\\/]Dom[\\/]dynamicCSS\.js$/;
const WITHOUT_NONCE = 'if (csp?.nonce) {';

/**
 * Ant Design's tables and dialogs make some style elements without the nonce that its provider was given (measuring a
 * scroll bar, locking the page behind a dialog). Their one helper takes it from the page where it was told none.
 */
const nonceForEveryStyle: Plugin = {
  name: 'nonce-for-every-style',
  transform(code, id) {
    if (!STYLE_HELPER.test(id)) return null;
    const nonce = `document.querySelector('meta[property="csp-nonce"]')?.nonce`;
    const changed = code.replace(
      WITHOUT_NONCE,
      `const pageNonce = ${nonce};\n  if (pageNonce) styleNode.nonce = pageNonce;\n  ${WITHOUT_NONCE}`,
    );
    if (changed === code) throw new Error('the helper of Ant Design has changed: see nonceForEveryStyle');
    return changed;
  },
};

const bundled = new Set<string>();

/** The licences of what is in the console, beside it. */
const notices: Plugin = {
  name: 'notices',
  enforce: 'post',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'assets/notices.txt', source: noticesOf(bundled) });
  },
};

/** The console of the office: static files that the district serves below `/office/`. */
export default defineConfig({
  root: 'src/office',
  base: '/office/',
  plugins: [react(), nonceForEveryStyle, noteBundledPackages(bundled), notices],
  build: {
    outDir: '../../out/office',
    emptyOutDir: true,
    rolldownOptions: { input: 'src/office/index.html' },
    // An office does not choose its browser: what came out five years ago must do. `old-browser.ts` adds what these lack.
    target: ['chrome92', 'edge92', 'firefox91', 'safari15'],
    minify: true,
    chunkSizeWarningLimit: 2048,
    // The content security policy knows no data: addresses for scripts, styles and fonts.
    assetsInlineLimit: 0,
  },
  // As the kiosk's window has it: the district puts a fresh nonce into each page (`office-page.ts`).
  html: { cspNonce: 'OFFICE-STYLE-NONCE' },
});
