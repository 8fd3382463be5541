/** The global under which the preload script exposes the host: `window.kioskHost`. */
export const BRIDGE_NAME = 'kioskHost';

/** The one IPC channel between window and main process. */
export const HOST_CHANNEL = 'kiosk-host';

/** Prints the page on the printer of the system, without its dialog: of a window that fills the screen. */
export const PRINT_CHANNEL = 'kiosk-print';

/** Tells the preload script that its window fills the screen. */
export const KIOSK_ARGUMENT = '--kiosk-window';

/** What the preload script exposes: one function, unchecked here, checked by schema on both sides. */
export interface KioskHostBridge {
  call(method: string, input: unknown): Promise<unknown>;
}
