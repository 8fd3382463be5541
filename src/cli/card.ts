import { keepFilesPrivate } from '../host/disk/private-files.ts';
import { type CardArguments, readArguments, USAGE } from './card/card-arguments.ts';
import { issueCards } from './card/issue.ts';
import { issuedCardsIn } from './card/issued-card.ts';
import { cardSignerOf, keysInFileOf } from './card/key-file.ts';
import { sheetOf } from './card/sheet.ts';
import { verdictOnText } from './card/verify.ts';
import { shippedCatalogue } from './catalogue/catalogue-source.ts';
import { CommandFault, complain, say } from './input/terminal.ts';
import { inputLines, readTextInput } from './input/text-input.ts';

keepFilesPrivate();
process.exitCode = await main();

/** `npm run -s card`: exit 0 done, 1 a text is no good card, 2 the command cannot be done as it was given. */
async function main(): Promise<number> {
  try {
    return await run(readArguments(process.argv.slice(2), shippedCatalogue()));
  } catch (thrown) {
    if (!(thrown instanceof CommandFault)) throw thrown;
    complain(thrown.message);
    return 2;
  }
}

async function run(args: CardArguments): Promise<number> {
  switch (args.kind) {
    case 'help':
      say(USAGE);
      return process.argv.length === 2 ? 2 : 0;
    case 'issue': {
      const signer = await cardSignerOf(args.keyFile, args.passphraseFile);
      for (const card of issueCards(args, signer)) say(JSON.stringify(card));
      return 0;
    }
    case 'verify':
      return verify(args);
    case 'sheet':
      process.stdout.write(sheetOf(issuedCardsIn(readInput(args.file))));
      return 0;
  }
}

/** A JSON object a line; every text is answered, and one that is no good card makes the exit code 1. */
async function verify({
  texts,
  keysFile,
  rootsFile,
  date,
}: Extract<CardArguments, { kind: 'verify' }>): Promise<number> {
  const keys = { keys: keysInFileOf({ listFile: keysFile, rootsFile }, date), date };
  const rules = shippedCatalogue();
  let exitCode = 0;
  const answer = (text: string) => {
    const verdict = verdictOnText(text, keys, rules);
    if (!verdict.good) exitCode = 1;
    say(JSON.stringify(verdict));
  };
  for (const text of texts) answer(text);
  if (texts.length === 0) {
    // The blanks of base45 count: a line is taken as it is.
    for await (const line of inputLines()) {
      if (!line.ok) throw new CommandFault(line.reason);
      if (line.text !== '') answer(line.text);
    }
  }
  return exitCode;
}

function readInput(file: string | null): string {
  const read = readTextInput(file);
  if (read.ok) return read.text;
  throw new CommandFault(read.reason);
}
