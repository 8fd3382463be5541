import { readFileSync } from 'node:fs';
import { argv, stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';

/** What follows `node SCRIPT`: the kiosk's is the server's address and the file of the entries. */
export const [, , url, file] = argv;

/** The waiting entries, as the journal's lines give them. */
export function waitingEntries() {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Ids that sort as the entries follow one another. */
export function idOf({ seq }) {
  return String(seq).padStart(10, '0');
}

export function say(words) {
  stdout.write(`${JSON.stringify(words)}\n`);
}

/** Answers each line of standard input; its end is ours. */
export function onLines(answer) {
  createInterface({ input: stdin })
    .on('line', answer)
    .on('close', () => process.exit(0));
}
