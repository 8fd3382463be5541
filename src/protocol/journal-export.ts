import { z } from 'zod';
import { jsonOf } from '../domain/base/json-text.ts';
import { chainFaultOf, Hash, JournalEntry } from '../domain/journal/journal-entry.ts';
import { UnfitJournal } from './wire.ts';

/** 45 days of a busy kiosk are 13,500 entries. */
export const EXPORT_ENTRIES_MAX = 50_000;
/** What an export may unpack to; an entry takes some 700 bytes in it. */
export const EXPORT_BYTES_MAX = 64 * 1024 * 1024;

/** The first line of an export: what follows, so that nothing can be cut off unnoticed. */
const JournalExportHead = z.strictObject({
  format: z.literal(1),
  journalId: z.uuid(),
  /** First and last entry; no `seq` is missing between them. */
  fromSeq: z.int().min(1),
  toSeq: z.int().min(1),
  /** Hash of the entry before the first, and of the last. */
  parent: Hash,
  hash: Hash,
  /** Clock of the machine that wrote it. */
  exportedAtMs: z.int().min(0),
  unfit: UnfitJournal.optional(),
});
type JournalExportHead = z.infer<typeof JournalExportHead>;

export type ExportReading =
  | { readonly ok: true; readonly head: JournalExportHead; readonly entries: readonly JournalEntry[] }
  /** `message` is for the technician. */
  | { readonly ok: false; readonly message: string };

/**
 * The text of an export, which is then signed for `journal-export`: lines of JSON, first the head, then one
 * entry each. A bug of the caller throws: no entries, too many, or some that do not follow one another.
 */
export function exportTextOf(
  entries: readonly JournalEntry[],
  exportedAtMs: number,
  unfit: UnfitJournal | null = null,
): string {
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('an export of nothing');
  if (entries.length > EXPORT_ENTRIES_MAX) throw new RangeError('too many entries for one export');
  const { journalId } = first;
  const fault = chainFaultOf({ journalId, seq: first.seq - 1, hash: first.parent }, entries);
  if (fault !== null) throw new RangeError(`entry ${fault.seq}: ${fault.kind}`);
  const head: JournalExportHead = {
    format: 1,
    journalId,
    fromSeq: first.seq,
    toSeq: last.seq,
    parent: first.parent,
    hash: last.hash,
    exportedAtMs,
    ...(unfit === null ? {} : { unfit }),
  };
  return `${[head, ...entries].map((line) => JSON.stringify(line)).join('\n')}\n`;
}

/** Reads the text of an export whose signature was found good: all of it, or none. Never throws. */
export function readExportText(text: string): ExportReading {
  const [first = '', ...lines] = text.split('\n');
  if (lines.pop() !== '') return wrong('it does not end with a line');
  const head = JournalExportHead.safeParse(jsonOf(first));
  if (!head.success) return wrong('its first line is no head of a journal export');
  const { journalId, fromSeq, toSeq, parent, hash } = head.data;
  if (lines.length !== toSeq - fromSeq + 1) {
    return wrong(`it names the entries ${fromSeq} to ${toSeq} and holds ${lines.length}`);
  }
  if (lines.length > EXPORT_ENTRIES_MAX) return wrong(`it holds ${lines.length} entries`);
  const entries: JournalEntry[] = [];
  for (const [index, line] of lines.entries()) {
    const entry = JournalEntry.safeParse(jsonOf(line));
    if (!entry.success) return wrong(`line ${index + 2} is no entry`);
    entries.push(entry.data);
  }
  const fault = chainFaultOf({ journalId, seq: fromSeq - 1, hash: parent }, entries);
  if (fault !== null) return wrong(`entry ${fault.seq}: ${fault.kind}`);
  return entries.at(-1)?.hash === hash
    ? { ok: true, head: head.data, entries }
    : wrong('its last entry is another than its head says');
}

function wrong(message: string): ExportReading {
  return { ok: false, message };
}
