import type { App, WebContents } from 'electron';

/** The scheme and host of our own pages; `file:` and remote pages have no business in this program. */
export const APP_SCHEME = 'app';
const APP_HOST = 'kiosk';
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/** True for addresses of our own pages. `URL.origin` is no help: it is `null` for schemes unknown to Node. */
export function isOwnUrl(text: string | undefined): boolean {
  const url = text === undefined ? null : URL.parse(text);
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
}

/** Keeps every page of the program where it was loaded: no navigation, no new windows, no webview. */
export function guardNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
}

function guard(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
