import { readSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { isatty } from 'node:tty';
import { CommandFault } from '../command-fault.ts';
import { complain } from '../terminal.ts';
import { readTextInput } from '../text-input.ts';

/** Where passphrases come from: never the command line or the environment, which other programs can read. */
export interface Passphrases {
  /** The next passphrase. `isNew` asks a person twice and refuses a short one. Throws `CommandFault`. */
  ask(what: string, isNew: boolean): Promise<string>;
  /** A person sits here and may try again. */
  readonly isTerminal: boolean;
}

const LENGTH_MIN = 12;
const LENGTH_MAX = 1_000;

/**
 * A file or a pipe holds a line for each passphrase, in the order of asking; a single line stands for all of them.
 * Standard input is read to the end of a line and no further: what follows belongs to the command.
 */
export function passphrasesOf(file: string | null): Passphrases {
  if (file !== null) return linesAsPassphrases(linesOfFile(file), file);
  // `process.stdin` would take hold of the pipe, whose further lines belong to the command.
  if (isatty(0)) return { ask: askPerson, isTerminal: true };
  return linesAsPassphrases(linesOfInput(), 'standard input');
}

/** For whoever has the lines already. */
export function linesAsPassphrases(lines: Iterator<string>, place: string): Passphrases {
  let only: string | null = null;
  let count = 0;
  return {
    isTerminal: false,
    async ask(what, isNew) {
      const next = lines.next();
      if (next.done !== true) {
        count += 1;
        only = count === 1 ? next.value : null;
        return checked(next.value, what, isNew);
      }
      if (only !== null) return checked(only, what, isNew);
      throw new CommandFault(
        `${place} has no line for the passphrase of ${what}: a line for each, or one line for all`,
      );
    },
  };
}

function checked(passphrase: string, what: string, isNew: boolean): string {
  if (passphrase === '') throw new CommandFault(`the passphrase of ${what} is empty`);
  if (passphrase.length > LENGTH_MAX) throw new CommandFault(`the passphrase of ${what} is too long`);
  if (isNew && [...passphrase].length < LENGTH_MIN) {
    throw new CommandFault(`the passphrase of ${what} needs ${LENGTH_MIN} characters or more`);
  }
  return passphrase;
}

function linesOfFile(file: string): Iterator<string> {
  const read = readTextInput(file);
  if (!read.ok) throw new CommandFault(read.reason);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    complain(`注意：别人也能读这个口令文件。Others can read ${file}; run chmod 600 on it.`);
  }
  const lines = read.text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.values();
}

/** A byte at a time, since bytes that are read too far are lost for whoever reads on. */
function* linesOfInput(): Generator<string, void> {
  const byte = Buffer.alloc(1);
  for (;;) {
    const bytes: number[] = [];
    let isEnd = false;
    while (bytes.length <= LENGTH_MAX * 4) {
      if (readInput(byte) === 0) isEnd = true;
      if (isEnd || byte[0] === 0x0a) break;
      bytes.push(byte[0] ?? 0);
    }
    if (isEnd && bytes.length === 0) return;
    yield Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .replace(/\r$/, '');
    if (isEnd) return;
  }
}

const WAIT_MS = 50;
const PATIENCE_MS_MAX = 10 * 60_000;

/** 0 at the end. A pipe that is set not to block says EAGAIN until its other side has written. */
function readInput(byte: Buffer): number {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS_MAX; waitedMs += WAIT_MS) {
    try {
      return readSync(0, byte, 0, 1, null);
    } catch (thrown) {
      const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw new CommandFault(`standard input cannot be read: ${String(thrown)}`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
    }
  }
  throw new CommandFault('no passphrase came from standard input');
}

const ASKED_MAX = 3;

async function askPerson(what: string, isNew: boolean): Promise<string> {
  for (let asked = 0; asked < ASKED_MAX; asked += 1) {
    const passphrase = await typed(`口令 Passphrase of ${what}: `);
    try {
      checked(passphrase, what, isNew);
    } catch (thrown) {
      if (!(thrown instanceof CommandFault)) throw thrown;
      complain(thrown.message);
      continue;
    }
    if (!isNew || passphrase === (await typed(`再输一遍 The same again: `))) return passphrase;
    complain('两遍不一样。The two differ.');
  }
  throw new CommandFault(`no passphrase for ${what}`);
}

/** What a person types, without showing it. */
function typed(prompt: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 });
  process.stderr.write(prompt);
  return new Promise((resolve, reject) => {
    terminal.once('line', (line) => {
      process.stderr.write('\n');
      resolve(line);
      terminal.close();
    });
    terminal.once('SIGINT', () => {
      process.stderr.write('\n');
      reject(new CommandFault('stopped'));
      terminal.close();
    });
    // After an answer this changes nothing.
    terminal.once('close', () => reject(new CommandFault('no passphrase was typed')));
  });
}
