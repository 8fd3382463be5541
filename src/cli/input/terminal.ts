import { terminalText } from '../../domain/base/plain-text.ts';

/** A fault that the user of the command can correct. It is reported in one line, without a stack. */
export class CommandFault extends Error {}

/** The command was understood and asked, and the answer is no: exit 1. Any other fault of a command is exit 2. */
export class CommandRefused extends CommandFault {}

/** The outputs of a command. */
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
