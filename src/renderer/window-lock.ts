const LOCK_NAME = 'talent-card-kiosk';

/**
 * Resolves once this is the only window of the kiosk, and keeps it so until the window closes. Calls
 * `isWaiting` where another window has it now. Web Locks (W3C) span all windows of one origin and profile.
 */
export function alone(isWaiting: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const holdForever = () => {
      resolve();
      return new Promise<never>(() => {});
    };
    navigator.locks
      .request(LOCK_NAME, { ifAvailable: true }, (lock) => {
        if (lock !== null) return holdForever();
        isWaiting();
        navigator.locks.request(LOCK_NAME, holdForever).catch(reject);
        return undefined;
      })
      .catch(reject);
  });
}
