/** One process from its start to its end. After the end none of its waits ever comes back. */
export interface Life {
  isAlive(): boolean;
  /** Stands at every await of the process: passes, or ends the process there. */
  passed(): Promise<void>;
  /** Ends the process at its n-th await from now, or now for 0. */
  endAfter(awaits: number): void;
  /** What the work answers, or null if the life ends before. */
  during<T>(work: Promise<T>): Promise<T | null>;
}

export function newLife(): Life {
  let alive = true;
  let awaitsLeft: number | null = null;
  let tellEnd = () => {};
  /** Each life has its own. A promise shared by all lives would keep everything that waits for it in memory. */
  const never = new Promise<never>(() => {});
  const ended = new Promise<null>((resolve) => {
    tellEnd = () => resolve(null);
  });

  function end(): void {
    alive = false;
    tellEnd();
  }

  return {
    isAlive: () => alive,
    passed() {
      if (awaitsLeft !== null) {
        awaitsLeft -= 1;
        if (awaitsLeft <= 0) end();
      }
      return alive ? Promise.resolve() : never;
    },
    endAfter(awaits) {
      if (awaits <= 0) end();
      else awaitsLeft = awaits;
    },
    during: (work) => Promise.race([work, ended]),
  };
}
