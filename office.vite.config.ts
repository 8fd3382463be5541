import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console of the office: static files that the district serves below `/office/`. */
export default defineConfig({
  root: 'src/office',
  base: '/office/',
  plugins: [react()],
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
