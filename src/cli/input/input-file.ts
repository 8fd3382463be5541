import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import type { Text } from '../../domain/base/text.ts';
import { fileWords } from './file-words.ts';

/** No file that a command reads is larger: the export of 50,000 entries, a photo and a year's cards take less. */
export const INPUT_BYTES_MAX = 32 * 1024 * 1024;
const MEBIBYTE = 1024 * 1024;
const READ_BYTES = 256 * 1024;
/** Files that the caller has opened already, as a shell does for `<(…)`: a pipe there has a writer. */
const OPEN_ALREADY = /^\/(?:dev\/stdin$|dev\/fd\/|proc\/self\/fd\/)/;

type InputFile =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly why: Text };

/**
 * All of a file; null is standard input, to its end. Never waits for a pipe that nobody writes to. A file that is
 * larger is refused.
 */
export function readInputFile(file: string | null, bytesMax = INPUT_BYTES_MAX): InputFile {
  try {
    const why = file === null ? null : whyNoFile(file, statSync(file), bytesMax);
    if (why !== null) return { ok: false, why };
    const handle = file === null ? process.stdin.fd : openSync(file, 'r');
    try {
      return isFolder(handle) ? { ok: false, why: FOLDER } : bytesOf(handle, bytesMax);
    } finally {
      if (file !== null) closeSync(handle);
    }
  } catch (thrown) {
    return { ok: false, why: fileWords(thrown) };
  }
}

/** Why a path cannot be read as a file, without opening it; null if it may. Throws if nothing is there. */
export function whyNoFile(file: string, stats: Stats, bytesMax = INPUT_BYTES_MAX): Text | null {
  if (stats.isDirectory()) return FOLDER;
  if (stats.isFile()) return stats.size > bytesMax ? tooLarge(bytesMax) : null;
  return OPEN_ALREADY.test(file) ? null : NO_FILE;
}

/** Why standard input cannot be read: Node takes a folder for an input that has ended. Null if it may. */
export function whyNoInput(): Text | null {
  try {
    return isFolder(process.stdin.fd) ? FOLDER : null;
  } catch (thrown) {
    return fileWords(thrown);
  }
}

function isFolder(handle: number): boolean {
  return fstatSync(handle).isDirectory();
}

function bytesOf(handle: number, bytesMax: number): InputFile {
  const chunks: Buffer[] = [];
  let length = 0;
  // A growing file and standard input have no size that is known before.
  while (length <= bytesMax) {
    const chunk = Buffer.alloc(READ_BYTES);
    const read = readSome(handle, chunk);
    if (read === 0) return { ok: true, bytes: Buffer.concat(chunks) };
    chunks.push(chunk.subarray(0, read));
    length += read;
  }
  return { ok: false, why: tooLarge(bytesMax) };
}

/** Reads once; 0 at the end. On Windows the end of a pipe comes as the error EOF. */
function readSome(handle: number, chunk: Buffer): number {
  try {
    return readSync(handle, chunk);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EOF') return 0;
    throw thrown;
  }
}

const FOLDER: Text = { zh: '是文件夹，要的是文件', en: 'it is a folder, and a file is needed' };
const NO_FILE: Text = {
  zh: '是管道或设备，要的是普通文件',
  en: 'it is a pipe or a device, and a plain file is needed',
};
function tooLarge(bytesMax: number): Text {
  return {
    zh: `太大，最多 ${bytesMax / MEBIBYTE} MiB，不会是要的文件`,
    en: `it is larger than ${bytesMax / MEBIBYTE} MiB, so it cannot be the right file`,
  };
}
