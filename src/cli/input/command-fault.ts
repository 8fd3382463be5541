/** What whoever gave the command can mend: told in one line, without a stack. */
export class CommandFault extends Error {}
