import type { WallDate } from '../../domain/base/wall-time.ts';
import type { Passphrases } from './passphrase.ts';

/** What a command on keys needs from outside. */
export interface Ceremony {
  readonly passphrases: Passphrases;
  readonly today: WallDate;
  readonly say: (line: string) => void;
  /** What each guess of a passphrase costs; absent for the usual one. */
  readonly scryptCost?: number;
}
