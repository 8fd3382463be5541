export const DATABASE_NAME = 'kiosk';

/** By then the window has opened the database itself. */
const KEPT_OPEN_MS = 10_000;

/**
 * Has the browser open the database while the scripts are loaded: on an old machine that takes as long as they do. Where
 * there is none yet, none is made.
 */
export function warmDatabase(): void {
  const opening = indexedDB.open(DATABASE_NAME);
  opening.onupgradeneeded = () => opening.transaction?.abort();
  opening.onerror = (event) => event.preventDefault();
  opening.onsuccess = () => {
    const { result } = opening;
    const close = () => result.close();
    // The first window of a new release changes the tables, and a wiped profile loses them.
    result.onversionchange = close;
    setTimeout(close, KEPT_OPEN_MS);
  };
}
