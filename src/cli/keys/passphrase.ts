import { readSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { isatty } from 'node:tty';
import { MINUTE_MS } from '../../domain/base/duration.ts';
import { CommandFault, complain } from '../input/terminal.ts';
import { readTextInput } from '../input/text-input.ts';

/** Where passphrases come from: never the command line or the environment, which other programs can read. */
export interface Passphrases {
  /**
   * Says before the first question what will be asked for, in this order. A file or a pipe must hold a line for each,
   * or one line for all; else it throws `CommandFault`.
   */
  expect(whats: readonly string[]): void;
  /** The next passphrase. `isNew` asks a person twice and refuses a short one. Throws `CommandFault`. */
  ask(what: string, isNew: boolean): Promise<string>;
  /** A person sits here and may try again. */
  readonly isTerminal: boolean;
}

const LENGTH_MIN = 12;
const LENGTH_MAX = 1_000;

/** A file or a pipe holds a line for each passphrase, in the order of asking; a single line stands for all of them. */
export function passphrasesOf(file: string | null, pipe: PipeUse = 'shared'): Passphrases {
  if (file !== null) return linesAsPassphrases(linesOfFile(file).values(), file);
  // `process.stdin` would take hold of the pipe, whose further lines may belong to the command.
  if (isatty(0)) return { expect: () => undefined, ask: askPerson, isTerminal: true };
  return linesAsPassphrases(linesOfInput(), '标准输入 standard input', pipe);
}

/**
 * What a pipe holds. `shared`: passphrases first, then input of the command; nothing is read past the last passphrase.
 * `whole`: only passphrases.
 */
export type PipeUse = 'shared' | 'whole';

/** Gives passphrases from lines that were read already. */
export function linesAsPassphrases(
  lines: Iterator<string>,
  place: string,
  pipe: PipeUse = 'whole',
): Passphrases {
  let left: string[] = [];
  return {
    isTerminal: false,
    expect(whats) {
      const all = linesUpTo(lines, pipe === 'whole' ? whats.length + SURPLUS_MAX : whats.length);
      // A blank line where a passphrase belongs is a forgotten passphrase. Further blank lines at the end do not count.
      const read = all.length === whats.length ? all : withoutBlankEnd(all);
      if (read.length !== whats.length && read.length !== 1) throw wrongCount(place, read.length, whats);
      left = whats.map((_, index) => read[index] ?? read[0] ?? '');
    },
    async ask(what, isNew) {
      const passphrase = left.shift();
      if (passphrase === undefined) throw new Error(`the passphrase of ${what} was not expected`);
      return checked(passphrase, what, isNew);
    },
  };
}

/** At most this many lines beyond the wanted ones are read, so that the message can say how many were given. */
const SURPLUS_MAX = 20;

function linesUpTo(lines: Iterator<string>, max: number): readonly string[] {
  const read: string[] = [];
  while (read.length < max) {
    const next = lines.next();
    if (next.done === true) break;
    read.push(next.value);
  }
  return read;
}

function withoutBlankEnd(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line !== '');
  return lines.slice(0, Math.max(1, last + 1));
}

function wrongCount(place: string, count: number, whats: readonly string[]): CommandFault {
  const asked = whats.length;
  const lines = count >= asked + SURPLUS_MAX ? `≥ ${count}` : `${count}`;
  const order = whats.join(', ');
  const [zh, en] =
    asked === 1
      ? [`应只有一行，${order} 的口令`, `needed is one line, the passphrase of ${order}`]
      : [
          `要问 ${asked} 个口令，应有 ${asked} 行，按这个次序：${order}；或只写一行，全部用它`,
          `${asked} passphrases are asked for, a line each in this order: ${order}; or one line for all`,
        ];
  return new CommandFault(
    `${place}：有 ${lines} 行口令，${zh}。两人各一半的口令写在同一行里。没有改动。Lines of passphrases: ${lines}; ${en}. The two halves of a passphrase stand on one line. Nothing was changed.`,
  );
}

function checked(passphrase: string, what: string, isNew: boolean): string {
  if (passphrase === '') throw new CommandFault(`the passphrase of ${what} is empty`);
  if (passphrase.length > LENGTH_MAX) throw new CommandFault(`the passphrase of ${what} is too long`);
  if (isNew && [...passphrase].length < LENGTH_MIN) {
    throw new CommandFault(`the passphrase of ${what} needs ${LENGTH_MIN} characters or more`);
  }
  return passphrase;
}

function linesOfFile(file: string): readonly string[] {
  const read = readTextInput(file);
  if (!read.ok) throw new CommandFault(read.reason);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    complain(`注意：别人也能读这个口令文件。Others can read ${file}; run chmod 600 on it.`);
  }
  const lines = read.text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
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
const PATIENCE_MS_MAX = 10 * MINUTE_MS;

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
