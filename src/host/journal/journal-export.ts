import { gzipSync } from 'node:zlib';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { SignedText } from '../../domain/trust/signed-text.ts';
import type { CarriedNotes } from '../../protocol/carried-notes.ts';
import { exportTextOf } from '../../protocol/journal-export.ts';
import type { UnfitJournal } from '../../protocol/wire.ts';

/** Signs a text for the purpose `journal-export`, with a key that the district knows. */
export type ExportSigner = (text: string) => SignedText;

const ID_SHOWN = 8;

/**
 * A file that carries entries to the district by hand: a signed text, as JSON, in gzip. The entries follow one another;
 * the district recognises those that it has already.
 */
export function journalExportOf(
  entries: readonly [JournalEntry, ...JournalEntry[]],
  made: {
    readonly exportedAtMs: number;
    readonly sign: ExportSigner;
    /** Somebody has cut or changed the journal. */
    readonly unfit?: UnfitJournal | null;
    /** Goes beside the signed text: it proves itself, by hashes that the entries name. */
    readonly notes?: CarriedNotes | null;
  },
): { readonly name: string; readonly bytes: Uint8Array } {
  const { exportedAtMs, sign, unfit = null, notes = null } = made;
  const [first] = entries;
  const toSeq = first.seq + entries.length - 1;
  const signed = sign(exportTextOf(entries, exportedAtMs, unfit));
  return {
    name: `journal-${first.journalId.slice(0, ID_SHOWN)}-${first.seq}-${toSeq}.json.gz`,
    bytes: gzipSync(JSON.stringify({ ...signed, ...(notes === null ? {} : { notes }) })),
  };
}
