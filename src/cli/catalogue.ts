import { catalogueSignerOf, runCatalogueCommand } from './catalogue/catalogue-commands.ts';
import { CommandFault, complain, say } from './input/terminal.ts';

process.exitCode = await main(process.argv.slice(2));

/** `npm run -s catalogue`: exit 0 done, 1 something is wrong with the catalogue, 2 the command cannot be run as it was given. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const { lines, exitCode } = runCatalogueCommand(args, await catalogueSignerOf(args));
    for (const line of lines) (exitCode === 2 ? complain : say)(line);
    return exitCode;
  } catch (thrown) {
    if (!(thrown instanceof CommandFault)) throw thrown;
    complain(thrown.message);
    return 2;
  }
}
