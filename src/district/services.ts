import type { ServedCatalogue } from './catalogue.ts';
import type { Database, Storage } from './database/database.ts';
import type { DistrictKeys } from './keys.ts';

/** What a district server has to tell whoever runs it. */
export type DistrictEvent =
  | { readonly kind: 'kiosk-enrolled'; readonly kioskId: string; readonly kioskName: string }
  | { readonly kind: 'journal-forked'; readonly journalId: string; readonly seq: number }
  | { readonly kind: 'connection-lost'; readonly message: string }
  | { readonly kind: 'request-failed'; readonly request: string; readonly thrown: unknown };

/** What the routes work with. */
export interface Services {
  readonly database: Database;
  readonly storage: Storage['kind'];
  readonly catalogue: ServedCatalogue;
  readonly keys: DistrictKeys;
  readonly log: (event: DistrictEvent) => void;
  /** Milliseconds since 1970, as `Date.now`. */
  readonly now: () => number;
}
