export const DATABASE_NAME = 'kiosk';

/** By then the window has opened the database itself. */
const KEPT_OPEN_MS = 10_000;

/**
 * Has the browser open the database while the scripts are loaded: on an old machine that takes as long as they do.
 * Resolves with true where there is none yet; none is made then.
 */
export function warmDatabase(factory: IDBFactory = indexedDB): Promise<boolean> {
  let opening: IDBOpenDBRequest;
  try {
    opening = factory.open(DATABASE_NAME);
  } catch {
    // A browser that forbids it says so again, and aloud, when the kiosk opens its cache.
    return Promise.resolve(false);
  }
  return new Promise((resolve) => {
    opening.onupgradeneeded = () => {
      opening.transaction?.abort();
      resolve(true);
    };
    opening.onerror = (event) => {
      event.preventDefault();
      resolve(false);
    };
    opening.onsuccess = () => {
      const { result } = opening;
      const close = () => result.close();
      // The first window of a new release changes the tables, and a wiped profile loses them.
      result.onversionchange = close;
      setTimeout(close, KEPT_OPEN_MS);
      resolve(false);
    };
  });
}
