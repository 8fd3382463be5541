/** Runs changes one after the other, in the order in which they were asked for; a failed one holds up none. */
export function turns(): <T>(change: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (change) => {
    const answer = last.then(change, change);
    last = answer;
    return answer;
  };
}
