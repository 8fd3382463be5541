import type { SignedText } from '../../../src/domain/trust/signed-text.ts';
import { signedPage } from '../../support/roster-pages.ts';
import type { BenchRecord } from './records.ts';

/** Where a chain of pages begins: nothing for a full copy, the position of what is held for changes. */
export interface ChainStart {
  readonly kind: 'snapshot' | 'changes';
  readonly position: number;
}

/** The pages as a district signs them, one after another; the last one says that it is. */
export function* signedPages(
  pages: Iterable<readonly BenchRecord[]>,
  { kind, position }: ChainStart,
): Generator<SignedText> {
  const waiting = pages[Symbol.iterator]();
  let from = kind === 'snapshot' ? null : cursorAt(position);
  let next = waiting.next();
  for (let page = position + 1; next.done !== true; page += 1) {
    const changes = next.value.map((record) => ({ kind: 'put' as const, record }));
    next = waiting.next();
    const cursor = cursorAt(page);
    yield signedPage({ changes, from, cursor, position: page, more: next.done !== true, asOfMs: Date.now() });
    from = cursor;
  }
}

function cursorAt(position: number): string {
  return `c${position}`;
}
