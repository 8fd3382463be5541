import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import type { CataloguePublished } from '../protocol/wire-catalogue.ts';
import type { BackupDesk } from './backup/backup-desk.ts';
import type { Nonces } from './kiosks/nonces.ts';
import type { ServedCatalogue } from './roster/catalogue.ts';
import type { DistrictKeys } from './roster/keys.ts';
import type { Secrets } from './storage/secrets.ts';
import type { DistrictStore } from './storage/store.ts';
import type { DiscrepancyKind } from './storage/store-rows.ts';

/** What a district server has to tell whoever runs it. */
export type DistrictEvent =
  | { readonly kind: 'kiosk-enrolled'; readonly kioskId: string; readonly kioskName: string }
  | { readonly kind: 'journal-forked'; readonly journalId: string; readonly seq: number }
  | { readonly kind: 'discrepancy-opened'; readonly found: DiscrepancyKind; readonly discrepancyId: string }
  /** A wrong token for the office's routes, and how many of this source there were lately. */
  | { readonly kind: 'office-refused'; readonly source: string; readonly tries: number }
  /** Wrong passwords have shut an officer's name or a source for a while. */
  | { readonly kind: 'office-locked-out'; readonly source: string }
  /** The catalogue that it serves is of a newer release: it leases and counts nothing by what it does not know. */
  | { readonly kind: 'catalogue-not-understood'; readonly catalogue: Catalogue }
  /** Notes that have had their end could not be erased; tried again a day later. */
  | { readonly kind: 'notes-not-erased'; readonly message: string }
  | { readonly kind: 'connection-lost'; readonly message: string }
  | { readonly kind: 'request-failed'; readonly request: string; readonly thrown: unknown };

export interface CataloguePublishing {
  publish(text: string, by: string | null): Promise<CataloguePublished>;
  /** Another process may have published one. */
  refresh(): Promise<void>;
}

/** What the district's logic and its routes work with; a simulation brings its own. */
export interface Services {
  readonly store: DistrictStore;
  readonly catalogue: ServedCatalogue;
  readonly keys: DistrictKeys;
  readonly log: (event: DistrictEvent) => void;
  /** Milliseconds since 1970, as `Date.now`. */
  readonly now: () => number;
  readonly secrets: Secrets;
  /** The nonces of the requests that kiosks sign. */
  readonly nonces: Nonces;
  /** Takes new catalogues while the district runs; absent if it keeps the one that it started with. */
  readonly publishing?: CataloguePublishing;
  /** Signs a catalogue and answers its file: in a demo alone, whose key everybody knows. */
  readonly catalogueSigner?: (payload: unknown) => string;
  /** Absent if there is no database to back up. */
  readonly backups?: BackupDesk;
}
