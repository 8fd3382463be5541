import { catalogueSignerOf, runCatalogueCommand } from './catalogue/catalogue-commands.ts';
import { CommandFault, complain, say } from './input/terminal.ts';

process.exitCode = await main(process.argv.slice(2));

/** `npm run -s catalogue`: exit 0 done, 1 something is wrong with the catalogue, the command or the key. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const { lines, exitCode } = runCatalogueCommand(args, await catalogueSignerOf(args));
    for (const line of lines) say(line);
    return exitCode;
  } catch (thrown) {
    if (!(thrown instanceof CommandFault)) throw thrown;
    complain(thrown.message);
    return 1;
  }
}
