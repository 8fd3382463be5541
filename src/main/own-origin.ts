/** The scheme and host of our own pages; `file:` and remote pages have no business in this program. */
export const APP_SCHEME = 'app';
const APP_HOST = 'kiosk';
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/** True for addresses of our own pages. `URL.origin` is no help: it is `null` for schemes unknown to Node. */
export function isOwnUrl(text: string | undefined): boolean {
  const url = text === undefined ? null : URL.parse(text);
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
}
