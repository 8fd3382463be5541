/** Runs tasks one after the other, in the order of the calls. A task that fails does not stop the next. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

export function turns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const answer = last.then(work, work);
    last = answer;
    return answer;
  };
}
