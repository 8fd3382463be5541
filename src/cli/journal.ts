import { keepFilesPrivate } from '../host/disk/private-files.ts';
import { runJournalCommand } from './journal/journal-commands.ts';
import { complain, say } from './terminal.ts';

keepFilesPrivate();
process.exitCode = await runJournalCommand(process.argv.slice(2), { say, complain });
