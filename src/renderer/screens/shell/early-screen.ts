import type { Look } from '../../../kiosk/boot-store.ts';

/** The screens of a window that is no desk yet, or no longer. Help has words for each of them. */
export type EarlyScreen =
  | 'starting'
  | 'other-window'
  | 'enrol'
  | 'disabled'
  | 'rebuilding'
  | 'choose-desk'
  | 'not-ready'
  | 'host-gone'
  | 'failed'
  | 'no-session';

export interface EarlyKeysProps {
  readonly about: EarlyScreen;
  /** Keeps the look that was chosen; if it is absent, the look counts for this window alone. */
  readonly onLook?: ((part: Partial<Look>) => void) | undefined;
  readonly isLookKept?: boolean;
}
