import { terminalText } from '../../domain/base/plain-text.ts';

/** What whoever gave the command can mend: told in one line, without a stack. */
export class CommandFault extends Error {}

/** Where a command says what it has to say. */
export interface CommandOutput {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** A line of standard output: every command line says what it says through these two. */
export function say(text: string): void {
  // The console survives a reader that goes away, as in a pipe to `head`.
  console.log(terminalText(text));
}

/** A line of standard error. */
export function complain(text: string): void {
  console.error(terminalText(text));
}
