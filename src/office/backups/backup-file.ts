import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { jsonOf } from '../../domain/base/json-text.ts';
import { ownValue } from '../../domain/base/own-value.ts';

/** The line at the end begins with it, and names the hash of all lines before. */
const MANIFEST = '#{"manifest":';

/** `unchecked`: this browser cannot unpack it. */
export type BackupVerdict = 'whole' | 'broken' | 'unchecked';

/** Whether a backup is whole: the manifest at its end has the hash of every line before it. */
export async function verifyBackup(file: Blob): Promise<BackupVerdict> {
  if (!('DecompressionStream' in globalThis)) return 'unchecked';
  const hash = sha256.create();
  // The last line is held back: it may be the manifest.
  let last: string | null = null;
  const take = (line: string) => {
    if (last !== null) hash.update(utf8ToBytes(`${last}\n`));
    last = line;
  };
  try {
    await eachLine(file, take);
  } catch {
    return 'broken';
  }
  const told = last === null ? null : hashTold(last);
  return told !== null && told === bytesToHex(hash.digest()) ? 'whole' : 'broken';
}

async function eachLine(file: Blob, take: (line: string) => void): Promise<void> {
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
    if (done) return;
  }
}

function hashTold(line: string): string | null {
  if (!line.startsWith(MANIFEST)) return null;
  const json = jsonOf(line.slice(1));
  const manifest = isRecord(json) ? ownValue(json, 'manifest') : null;
  const told = isRecord(manifest) ? ownValue(manifest, 'sha256') : null;
  return typeof told === 'string' ? told : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
