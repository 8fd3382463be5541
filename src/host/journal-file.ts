import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Hash, hashOfEntry, type JournalDraft, JournalEntry } from '../domain/journal-entry.ts';
import type { JournalFault } from '../host-api/host-api.ts';
import { keepAside, syncFolder } from './atomic-file.ts';
import { codeOf, diskFaultOf, faultOf } from './journal-fault.ts';
import {
  indexEntry,
  type JournalIndex,
  type JournalScan,
  LINE_BYTES_MAX,
  scanJournal,
} from './journal-scan.ts';

/** What the journal needs of an open file: Node's own handle, or one that fails on purpose. */
export type JournalHandle = Pick<FileHandle, 'read' | 'write' | 'truncate' | 'datasync' | 'close'>;

/** What opening the journal found out of the ordinary; nothing is ever dropped without one of these. */
export type JournalFinding =
  /** The last write was cut short before it was answered; its bytes lie in `keptIn`. */
  | { readonly kind: 'torn-tail'; readonly bytes: number; readonly keptIn: string }
  /** The last entry was whole but for its line end, which is there again. */
  | { readonly kind: 'line-end-mended'; readonly seq: number }
  /** The entry `seq` is damaged: it and what follows stay in the file untouched, nothing is appended. */
  | { readonly kind: 'damaged'; readonly seq: number; readonly detail: string };

/** What the host knows of an entry beyond the draft. */
export interface EntryStamp {
  readonly kioskId: string;
  readonly at: JournalEntry['at'];
}

export type AppendOutcome =
  | { readonly ok: true; readonly entry: JournalEntry }
  | { readonly ok: false; readonly fault: JournalFault };

/** An append-only file of JSON lines, one entry each, chained by hash; one process writes it. */
export interface JournalFile {
  readonly journalId: string;
  readonly findings: readonly JournalFinding[];
  head(): { readonly seq: number; readonly hash: Hash };
  /** Answers when the entry is flushed to disk. One at a time, in the order of the calls. */
  append(draft: JournalDraft, stamp: EntryStamp): Promise<AppendOutcome>;
  /** Entries from `fromSeq` on, in order, at most `limit`. */
  read(fromSeq: number, limit: number): Promise<JournalEntry[]>;
  /** Waits for the appends that were asked for. */
  close(): Promise<void>;
}

const FILE_NAME = /^journal-([0-9a-f-]{36})\.jsonl$/;

/**
 * Opens the profile's journal, or begins one under a new id. The id is the file's name, so that neither can
 * be lost without the other. A torn tail is cut and kept beside it. Throws where the folder cannot be used
 * or holds two journals.
 */
export async function openJournal(
  folder: string,
  openFile: (path: string, flags: number) => Promise<JournalHandle> = open,
): Promise<JournalFile> {
  const journalId = (await journalIdIn(folder)) ?? randomUUID();
  const path = join(folder, `journal-${journalId}.jsonl`);
  const handle = await openFile(path, constants.O_RDWR | constants.O_CREAT);
  try {
    await syncFolder(folder);
    const scan = await scanJournal(handle, journalId);
    return journalOver(handle, scan.index, await settle(handle, path, scan));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function journalIdIn(folder: string): Promise<string | null> {
  const ids = (await readdir(folder)).flatMap((name) => FILE_NAME.exec(name)?.[1] ?? []);
  if (ids.length > 1) throw new Error(`${folder} holds ${ids.length} journals`);
  return ids[0] ?? null;
}

/** Brings the file to the end of its last sound line, but leaves a damaged one as it is. */
async function settle(handle: JournalHandle, path: string, scan: JournalScan): Promise<JournalFinding[]> {
  const { index, rest } = scan;
  const seq = index.starts.length + 1;
  switch (rest.kind) {
    case 'nothing':
      return [];
    case 'damaged':
      return [{ kind: 'damaged', seq, detail: rest.detail }];
    case 'torn-tail': {
      const keptIn = await keepAside(path, 'torn', rest.bytes);
      await handle.truncate(index.length);
      await handle.datasync();
      return [{ kind: 'torn-tail', bytes: rest.bytes.length, keptIn }];
    }
    case 'line-end-lost': {
      const line = lineOf(rest.entry);
      await handle.truncate(index.length + line.length - 1);
      await writeAll(handle, line, index.length);
      await handle.datasync();
      indexEntry(index, rest.entry, line.length);
      return [{ kind: 'line-end-mended', seq }];
    }
  }
}

function journalOver(handle: JournalHandle, index: JournalIndex, findings: JournalFinding[]): JournalFile {
  const damaged = findings.find((finding) => finding.kind === 'damaged');
  let unusable = damaged === undefined ? null : `entry ${damaged.seq} is damaged (${damaged.detail})`;
  let queue: Promise<unknown> = Promise.resolve();

  async function appendNow(draft: JournalDraft, stamp: EntryStamp): Promise<AppendOutcome> {
    const refusal = unusable === null ? voidFaultOf(index, draft) : faultOf('io', unusable);
    if (refusal !== null) return { ok: false, fault: refusal };
    const entry = nextEntry(index, draft, stamp);
    const line = lineOf(entry);
    try {
      await writeAll(handle, line, index.length);
      await handle.datasync();
    } catch (error) {
      unusable = await cutBack(handle, index.length);
      return { ok: false, fault: diskFaultOf(error) };
    }
    indexEntry(index, entry, line.length);
    return { ok: true, entry };
  }

  return {
    journalId: index.journalId,
    findings,
    head: () => ({ seq: index.starts.length, hash: index.headHash }),
    append(draft, stamp) {
      const answer = queue.then(() => appendNow(draft, stamp));
      queue = answer;
      return answer;
    },
    read: (fromSeq, limit) => readEntries(handle, index, fromSeq, limit),
    async close() {
      await queue;
      await handle.close();
    },
  };
}

function voidFaultOf(index: JournalIndex, { body }: JournalDraft): JournalFault | null {
  if (body.kind !== 'void') return null;
  if (body.voidsSeq > index.starts.length || index.voids.has(body.voidsSeq)) {
    return faultOf('unknown-void', `entry ${body.voidsSeq} is no use`);
  }
  if (index.voided.has(body.voidsSeq)) return faultOf('already-voided', `entry ${body.voidsSeq}`);
  return null;
}

function nextEntry(index: JournalIndex, draft: JournalDraft, stamp: EntryStamp): JournalEntry {
  const unsigned = {
    format: 1 as const,
    journalId: index.journalId,
    seq: index.starts.length + 1,
    parent: index.headHash,
    ...stamp,
    ...draft,
  };
  return JournalEntry.parse({ ...unsigned, hash: hashOfEntry(unsigned) });
}

function lineOf(entry: JournalEntry): Buffer {
  const line = Buffer.from(`${JSON.stringify(entry)}\n`);
  if (line.length > LINE_BYTES_MAX) throw new RangeError('an entry is longer than a line may be');
  return line;
}

async function writeAll(handle: JournalHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    if (bytesWritten === 0) throw Object.assign(new Error('nothing written'), { code: 'ENOSPC' });
    written += bytesWritten;
  }
}

/** After a failed write nothing half done may stay; null when the file is as long as before again. */
async function cutBack(handle: JournalHandle, length: number): Promise<string | null> {
  try {
    await handle.truncate(length);
    await handle.datasync();
    return null;
  } catch (error) {
    return `a failed write could not be taken back (${codeOf(error)}); start the kiosk again`;
  }
}

async function readEntries(
  handle: JournalHandle,
  index: JournalIndex,
  fromSeq: number,
  limit: number,
): Promise<JournalEntry[]> {
  const start = index.starts[fromSeq - 1];
  if (start === undefined || limit < 1) return [];
  const end = index.starts[fromSeq - 1 + limit] ?? index.length;
  const bytes = Buffer.alloc(end - start);
  for (let read = 0; read < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, read, bytes.length - read, start + read);
    if (bytesRead === 0) throw new Error('the journal is shorter than it was');
    read += bytesRead;
  }
  const lines = bytes.toString('utf8').trimEnd().split('\n');
  return lines.map((line) => JournalEntry.parse(JSON.parse(line)));
}
