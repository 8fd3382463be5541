let sources = 0;

/** Ids for records, another one each time and from each source, and the same in each run. */
export function recordIds(): () => string {
  sources += 1;
  const source = sources.toString(16).padStart(16, '0');
  let made = 0;
  return () => {
    made += 1;
    return `${source}${made.toString(16).padStart(16, '0')}`;
  };
}
