import { keepFilesPrivate } from '../host/disk/private-files.ts';
import { complain, say } from './input/terminal.ts';
import { runJournalCommand } from './journal/journal-commands.ts';

keepFilesPrivate();
process.exitCode = await runJournalCommand(process.argv.slice(2), { say, complain });
