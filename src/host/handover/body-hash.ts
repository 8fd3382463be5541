import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';

/** By this the entry of a prepared message is found: the draft and the entry have the same body. */
export function bodyHashOf(body: JournalEntry['body']): string {
  return createHash('sha256')
    .update(canonicalize(body) ?? '')
    .digest('hex');
}
