import { runCatalogueCommand } from './catalogue/catalogue-commands.ts';

const { lines, exitCode } = runCatalogueCommand(process.argv.slice(2));
for (const line of lines) console.log(line);
process.exitCode = exitCode;
