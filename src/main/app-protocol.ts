import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { type Protocol, protocol } from 'electron';
import { SECURITY_HEADERS, securePage } from '../host/content-security.ts';
import { APP_SCHEME, isOwnUrl } from './own-origin.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Makes `app:` a scheme with an origin of its own, as safe as https. Must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built renderer under `app://kiosk/`, read only, with the security headers on every answer. */
export function serveRenderer(target: Pick<Protocol, 'handle'>, rendererFolder: string): void {
  target.handle(APP_SCHEME, (request) => answer(request, rendererFolder));
}

async function answer(request: Request, rendererFolder: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
  const file = isOwnUrl(request.url) ? fileOf(request.url, rendererFolder) : null;
  const mediaType = file === null ? undefined : MEDIA_TYPES[extname(file)];
  if (file === null || mediaType === undefined) return refusal(404);
  try {
    const bytes = await readFile(file);
    const { body, headers } = contentOf(bytes, mediaType);
    return new Response(request.method === 'HEAD' ? null : body, { headers });
  } catch {
    return refusal(404); // not there, or a folder
  }
}

function contentOf(bytes: Buffer, mediaType: string) {
  if (mediaType.startsWith('text/html')) {
    const { html, headers } = securePage(bytes.toString('utf8'));
    return { body: html, headers: { ...headers, 'content-type': mediaType } };
  }
  const headers = { ...SECURITY_HEADERS, 'content-type': mediaType, 'cache-control': 'no-cache' };
  return { body: Uint8Array.from(bytes), headers };
}

/** The file that an address names, or null if it leads out of the folder. */
function fileOf(url: string, folder: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null; // a broken percent code
  }
  if (/[\\\0:]/.test(path)) return null;
  const file = join(folder, path === '/' ? 'index.html' : path);
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? file : null;
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
