/** The global under which the preload script exposes the host: `window.kioskHost`. */
export const BRIDGE_NAME = 'kioskHost';

/** The one IPC channel between window and main process. */
export const HOST_CHANNEL = 'kiosk-host';

/** What the preload script exposes: one function, unchecked here, checked by schema on both sides. */
export interface KioskHostBridge {
  call(method: string, input: unknown): Promise<unknown>;
}
