/** Ids for records, another one each time and the same in each run. */
export function recordIds(): () => string {
  let made = 0;
  return () => {
    made += 1;
    return made.toString(16).padStart(32, '0');
  };
}
