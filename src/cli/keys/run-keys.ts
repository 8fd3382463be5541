import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../../domain/trust/signing-key.ts';
import { takeOsLock } from '../../host/disk/os-lock.ts';
import { CommandFault } from '../input/terminal.ts';
import { issueKey, withdrawKey } from './change-keys.ts';
import { initKeys } from './init-keys.ts';
import { type KeyArguments, USAGE } from './key-arguments.ts';
import { publicFileOf, ROOTS_FILE, readKeyFolder, rootsIn } from './key-folder.ts';
import type { Ceremony } from './made-key.ts';
import { writeNew } from './safe-write.ts';
import { linesOfKeys } from './show-keys.ts';

/** It lies in the key folder itself, and not in `district`, which is copied to the server. */
const OS_LOCK_FILE = 'keys.lock';

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
      return alone(args.folder, () => issueKey(args, ceremony));
    case 'withdraw':
      return alone(args.folder, () => withdrawKey(args, ceremony));
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

/** Two commands at once would start from the same list, and the second would write its list over that of the first. */
async function alone(folder: string, change: () => Promise<void>): Promise<void> {
  if (!existsSync(folder)) return change();
  const osLock = takeOsLock(join(folder, OS_LOCK_FILE));
  if (osLock.kind === 'busy') {
    throw new CommandFault(
      `${folder}：另一个命令正在改这里的密钥，请等它结束再试。Another command is changing the keys here; wait until it has ended.`,
    );
  }
  if (osLock.kind === 'unusable') throw new CommandFault(`${folder} cannot be locked: ${osLock.detail}`);
  try {
    await change();
  } finally {
    osLock.release();
  }
}
