import { runJournalCommand } from './journal/journal-commands.ts';

process.exitCode = await runJournalCommand(process.argv.slice(2), {
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
});
