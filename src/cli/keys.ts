import { fingerprintOf } from '../domain/signing-key.ts';
import { wallDateOf } from '../domain/wall-time.ts';
import { CommandFault } from './command-fault.ts';
import { issueKey, withdrawKey } from './keys/change-keys.ts';
import { initKeys } from './keys/init-keys.ts';
import { type KeyArguments, readKeyArguments, USAGE } from './keys/key-arguments.ts';
import { publicFileOf, ROOTS_FILE, readKeyFolder, rootsIn } from './keys/key-folder.ts';
import { passphrasesOf } from './keys/passphrase.ts';
import { writeNew } from './keys/safe-write.ts';
import { linesOfKeys } from './keys/show-keys.ts';

process.exitCode = await main();

/** `npm run -s keys`: exit 0 done, 2 the command cannot be done as it was given. */
async function main(): Promise<number> {
  try {
    await run(readKeyArguments(process.argv.slice(2)));
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof CommandFault)) throw thrown;
    console.error(thrown.message);
    return 2;
  }
}

async function run(args: KeyArguments): Promise<void> {
  const today = wallDateOf(Date.now());
  const ceremony = () => ({
    passphrases: passphrasesOf(args.kind === 'help' ? null : args.passphraseFile),
    today,
    say: console.log,
  });
  switch (args.kind) {
    case 'help':
      return console.log(USAGE);
    case 'init':
      return initKeys(args, ceremony());
    case 'issue':
    case 'roll':
      return issueKey(args, ceremony());
    case 'withdraw':
      return withdrawKey(args, ceremony());
    case 'show':
      for (const line of linesOfKeys(readKeyFolder(args.folder), today)) console.log(line);
      return;
    case 'roots': {
      const roots = rootsIn(publicFileOf(args.folder, ROOTS_FILE));
      if (args.out !== null) writeNew(args.out, roots);
      for (const { id, publicKeyHex } of roots.keys) console.log(`${id}  ${fingerprintOf(publicKeyHex)}`);
      console.log(args.out ?? publicFileOf(args.folder, ROOTS_FILE));
    }
  }
}
