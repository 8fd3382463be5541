import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { Dexie } from 'dexie';
import i18next from 'i18next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { z } from 'zod';
import { createStore } from 'zustand/vanilla';

/**
 * What no kiosk on these libraries can be quicker than: each is loaded and used once, a database with one table is
 * opened, and one line is painted.
 */
const language = z.enum(['zh', 'en']).parse('zh');
await i18next.init({ lng: language, resources: { zh: { translation: { title: '空白' } } } });
const database = new Dexie('empty-page');
database.version(1).stores({ rows: 'id' });
await database.open();
const store = createStore(() => ({ rows: 0 }));
store.setState({ rows: await database.table('rows').count() });

const text = utf8ToBytes(canonicalize({ rows: 0 }) ?? '');
const hash = bytesToHex(sha256(text)) + String(ed25519.lengths.signature);

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18next}>
      <h1 data-screen="idle" data-hash={hash}>
        {String(i18next.getResource(language, 'translation', 'title'))} {store.getState().rows}
      </h1>
    </I18nextProvider>
  </StrictMode>,
);
