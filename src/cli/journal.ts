import { keepFilesPrivate } from '../host/private-files.ts';
import { runJournalCommand } from './journal/journal-commands.ts';

keepFilesPrivate();
process.exitCode = await runJournalCommand(process.argv.slice(2), {
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
