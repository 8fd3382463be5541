import { wallDateOf } from '../domain/base/wall-time.ts';
import { keepFilesPrivate } from '../host/disk/private-files.ts';
import { CommandFault, complain, say } from './input/terminal.ts';
import { readKeyArguments } from './keys/key-arguments.ts';
import { passphrasesOf } from './keys/passphrase.ts';
import { runKeys } from './keys/run-keys.ts';

keepFilesPrivate();
process.exitCode = await main();

/** `npm run -s keys`: exit 0 done, 2 the command cannot be done as it was given. */
async function main(): Promise<number> {
  try {
    const args = readKeyArguments(process.argv.slice(2));
    const passphrases = passphrasesOf(args.kind === 'help' ? null : args.passphraseFile, 'whole');
    await runKeys(args, { passphrases, today: wallDateOf(Date.now()), say });
    return process.argv.length === 2 ? 2 : 0;
  } catch (thrown) {
    if (!(thrown instanceof CommandFault)) throw thrown;
    complain(thrown.message);
    return 2;
  }
}
