import { createListeners } from '../../domain/base/listeners.ts';
import { INITIAL_LINE_STATUS, type LineStatus } from './line-status.ts';

/** The line's status and who wants to know of its changes. */
export interface LineWatch {
  status(): LineStatus;
  publish(change: Partial<LineStatus>): void;
  subscribe(listener: () => void): () => void;
  /** From here on nothing changes and nobody is told. */
  close(): void;
}

export function createLineWatch(): LineWatch {
  const listeners = createListeners();
  let status = INITIAL_LINE_STATUS;
  let isClosed = false;
  return {
    status: () => status,
    publish(change) {
      if (isClosed) return;
      status = { ...status, ...change };
      listeners.tell();
    },
    subscribe: listeners.subscribe,
    close() {
      isClosed = true;
    },
  };
}
