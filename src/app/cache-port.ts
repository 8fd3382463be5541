import type { CardNumber } from '../domain/card/card-number.ts';
import type { CardRef } from '../domain/card/card-ref.ts';
import type { NoticesPort } from './notices/notices-port.ts';
import type {
  CatalogueFilePort,
  NumbersPort,
  ReplacementsPort,
  RosterPort,
  SignedTextsPort,
  UsesPort,
} from './ports.ts';
import type { RecordsPort } from './record/feed-records.ts';
import type { HoldingsPort } from './record/holdings.ts';

/** What the cache is opened with, from the host's vault: 64 hexadecimal digits each. */
export interface CacheKeys {
  readonly cardRefKeyHex: string;
  readonly rosterKeyHex: string;
  /** Seals the names; null while they are locked, or for good once it was destroyed. */
  readonly namesKeyHex: string | null;
}

/** All that a kiosk keeps beside its journal. It may be dropped: journal and district give it again. */
export interface CachePort extends NumbersPort {
  readonly roster: RosterPort;
  /** Takes the roster into memory while nothing else is done; resolves when all is loaded. */
  warmRoster(): Promise<void>;
  /**
   * Opens the roster with another key to the names, or with none: what was read of names is dropped with the
   * old one. A key that the held roster was not sealed under makes the next pull a whole snapshot.
   */
  useNamesKey(namesKeyHex: string | null): Promise<void>;
  readonly catalogueFile: CatalogueFilePort;
  readonly signedTexts: SignedTextsPort;
  readonly uses: UsesPort;
  readonly holdings: HoldingsPort;
  readonly records: RecordsPort;
  readonly replacements: ReplacementsPort;
  readonly notices: NoticesPort;
  readonly cardRefOf: (cardNumber: CardNumber) => CardRef;
  close(): void;
}
