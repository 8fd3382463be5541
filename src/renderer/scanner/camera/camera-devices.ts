export interface CameraChoice {
  readonly cameraId: string;
  /** Empty names are replaced by a number until the camera has been allowed once. */
  readonly label: string;
}

/** The cameras of this machine; empty if none is or the page may not ask. */
export async function listCameras(): Promise<CameraChoice[]> {
  if (!hasCameraAccess()) return [];
  // This loads the whole decoding library, which a starting desk does not need yet.
  const { BrowserCodeReader } = await import('@zxing/browser');
  const devices = await BrowserCodeReader.listVideoInputDevices();
  return devices
    .filter((device) => device.deviceId !== '')
    .map(({ deviceId, label }) => ({ cameraId: deviceId, label }));
}

/** A page may ask for cameras only from a secure origin. */
export function hasCameraAccess(): boolean {
  return window.isSecureContext && 'mediaDevices' in navigator;
}

/** Calls the listener when the clerk allows or refuses the camera. */
export function onCameraPermission(signal: AbortSignal, listener: () => void): void {
  navigator.permissions
    .query({ name: 'camera' })
    .then((status) => status.addEventListener('change', listener, { signal }))
    // Not every host knows this permission; then a click on "try again" does it.
    .catch(() => undefined);
}
