/** The global under which the preload script exposes the host: `window.kioskHost`. */
export const BRIDGE_NAME = 'kioskHost';

/** The one IPC channel between window and main process. */
export const HOST_CHANNEL = 'kiosk-host';

/** Prints the page on the system's printer without a dialog, for a window that fills the screen. */
export const PRINT_CHANNEL = 'kiosk-print';

/** Tells the preload script that its window fills the screen. */
export const KIOSK_ARGUMENT = '--kiosk-window';

/** What the preload script exposes: one function, unchecked here, checked by schema on both sides. */
export interface KioskHostBridge {
  call(method: string, input: unknown): Promise<unknown>;
}

/** The header by which a page in a browser names its session with the loopback server. */
export const SESSION_HEADER = 'x-kiosk-session';
/** Where a page exchanges the one-time token of its address for a session. */
export const SESSION_PATH = '/session';
/** Before the token, behind the `#` of an address: a browser keeps that to itself. */
export const TOKEN_FRAGMENT = 'token=';
/** A page posts here to become the window of this kiosk. The page that was the window before is then refused. */
export const WINDOW_PATH = '/window';
/**
 * What a page asks the host as it becomes the window. With a token, `SESSION_PATH` takes the questions too: the page is
 * then the window at once. The answers stand in `answers`, in the order of the questions.
 */
export const QUESTIONS_FIELD = 'questions';
