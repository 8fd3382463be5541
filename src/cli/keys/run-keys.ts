import { fingerprintOf } from '../../domain/signing-key.ts';
import type { Ceremony } from './ceremony.ts';
import { issueKey, withdrawKey } from './change-keys.ts';
import { initKeys } from './init-keys.ts';
import { type KeyArguments, USAGE } from './key-arguments.ts';
import { publicFileOf, ROOTS_FILE, readKeyFolder, rootsIn } from './key-folder.ts';
import { writeNew } from './safe-write.ts';
import { linesOfKeys } from './show-keys.ts';

/** Runs one command on keys; throws `CommandFault`. */
export async function runKeys(args: KeyArguments, ceremony: Ceremony): Promise<void> {
  const { say, today } = ceremony;
  switch (args.kind) {
    case 'help':
      return say(USAGE);
    case 'init':
      return initKeys(args, ceremony);
    case 'issue':
    case 'roll':
      return issueKey(args, ceremony);
    case 'withdraw':
      return withdrawKey(args, ceremony);
    case 'show':
      for (const line of linesOfKeys(readKeyFolder(args.folder), today)) say(line);
      return;
    case 'roots': {
      const roots = rootsIn(publicFileOf(args.folder, ROOTS_FILE));
      if (args.out !== null) writeNew(args.out, roots);
      for (const { id, publicKeyHex } of roots.keys) say(`${id}  ${fingerprintOf(publicKeyHex)}`);
      return say(args.out ?? publicFileOf(args.folder, ROOTS_FILE));
    }
  }
}
