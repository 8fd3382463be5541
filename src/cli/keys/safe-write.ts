import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fileWordsInBoth } from '../input/file-words.ts';
import { CommandFault } from '../input/terminal.ts';

/** Writes a file that must not be there yet: whole or not at all, for its owner alone. Throws `CommandFault`. */
export function writeNew(file: string, content: unknown): void {
  withDraft(file, content, (draft) => {
    try {
      linkSync(draft, file);
    } catch (thrown) {
      const code = codeOf(thrown);
      if (code === 'EEXIST' || existsSync(file))
        throw new CommandFault(`${file} is there already and was not changed`);
      // exFAT on a USB stick has no links. It does not need the guard: only one process writes to it, while two
      // people watch.
      renameSync(draft, file);
    }
  });
}

/** Replaces a file whole. Throws `CommandFault`. */
export function writeOver(file: string, content: unknown): void {
  withDraft(file, content, (draft) => renameSync(draft, file));
}

function withDraft(file: string, content: unknown, place: (draft: string) => void): void {
  const draft = `${file}.${randomUUID()}.new`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx', mode: 0o600, flush: true });
    place(draft);
    syncFolder(dirname(file));
  } catch (thrown) {
    if (thrown instanceof CommandFault) throw thrown;
    throw new CommandFault(`${file}: 写不了 cannot be written: ${fileWordsInBoth(thrown)}`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Makes the name survive a power cut too. Windows and some memory sticks cannot be asked for this, and do it by
 * themselves.
 */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The file itself is flushed.
  }
}

function codeOf(thrown: unknown): string | null {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : null;
}
