import type { Instant } from '../../domain/base/wall-time.ts';
import type { CodeRow } from './store-rows.ts';

/** Codes for kiosks to enrol by, and who tries them. May be read within a transaction or without. */
export interface EnrolmentReads {
  /** The code with this selector that is neither used nor expired; null if there is none. */
  codeInForce(selector: string, now: Instant): Promise<CodeRow | null>;
  /** The tries of a source that are remembered; null for none. */
  triesOf(source: string): Promise<{ readonly tries: number; readonly since: Instant } | null>;
}

/** The changes that a transaction may make. A row that a `lock…` has read stays as it is until the commit. */
export interface EnrolmentWrites {
  dropCodesBefore(expiredBefore: Instant): Promise<void>;
  /** False if the code is there already. */
  insertCode(row: CodeRow): Promise<boolean>;
  lockCodeRow(codeHash: string): Promise<CodeRow | null>;
  /** One more wrong try at this code. */
  countWrongCode(codeHash: string): Promise<void>;
  markCodeUsed(codeHash: string, usedAt: Instant): Promise<void>;
  dropTriesBefore(since: Instant): Promise<void>;
  /** Counts one more try of a source, up to `triesMax`; the row stays locked. */
  countTry(
    source: string,
    now: Instant,
    triesMax: number,
  ): Promise<{ readonly tries: number; readonly since: Instant }>;
  clearTries(source: string): Promise<void>;
}
