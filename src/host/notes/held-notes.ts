import type { Instant } from '../../domain/base/wall-time.ts';
import type { RandomBytes } from '../profile/enrolment-file.ts';
import type { ErasedHashes } from './erased-hashes.ts';
import type { NoteFile, NoteFiles } from './note-files.ts';

/** A note as it is known without its bytes. */
export type NoteMeta = Omit<NoteFile, 'sealed' | 'format'>;

/** Where a journal stands; `seq` 0 before its first entry. */
export type NotePlace = NonNullable<NoteFile['own']>['behind'];

/** What the notes of a device stand on. */
export interface HeldNotes {
  readonly files: NoteFiles;
  /** The notes whose files are complete on this disk. */
  readonly metas: Map<string, NoteMeta>;
  /** To be destroyed: a crash left them half, or the disk would not let them go. */
  readonly doomed: Set<string>;
  readonly erased: ErasedHashes;
  /** The high-water mark of time: a clock that is set back keeps no note longer. */
  readonly nowMs: () => Instant;
  readonly random: RandomBytes;
}
