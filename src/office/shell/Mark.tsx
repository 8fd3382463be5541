import type { ReactNode } from 'react';

export type Tone = 'good' | 'bad' | 'look' | 'plain';

/** A sign beside each colour: colour never speaks alone. */
const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', bad: '✕', look: '!', plain: '·' };

/** A state in colour, sign and words. */
export function Mark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`mark mark-${tone}`}>
      <span aria-hidden="true">{SIGNS[tone]}</span>
      {children}
    </span>
  );
}
