/** Windows and workers of this kiosk tell each other here that the roster was written; nothing is said but that. */
const CHANNEL = 'kiosk-roster';

export function tellRosterWritten(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

/** Calls back after each write that is announced; the answer ends it. */
export function onRosterWritten(callback: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = callback;
  return () => channel.close();
}
