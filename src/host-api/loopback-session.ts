/** The header by which a page in a browser names its session with the loopback server. */
export const SESSION_HEADER = 'x-kiosk-session';
/** Where a page exchanges the one-time token of its address for a session. */
export const SESSION_PATH = '/session';
/** Before the token, behind the `#` of an address: a browser keeps that to itself. */
export const TOKEN_FRAGMENT = 'token=';
/** A page posts here to become the window of this kiosk. The page that was the window before is then refused. */
export const WINDOW_PATH = '/window';
