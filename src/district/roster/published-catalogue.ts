import { wallDateOf } from '../../domain/base/wall-time.ts';
import { CatalogueFile, readCatalogueFile } from '../../domain/catalogue/catalogue-file.ts';
import { placesNotUnderstood } from '../../domain/catalogue/unread.ts';
import { isNextVersion } from '../../domain/trust/serial-bound.ts';
import { withoutDays } from '../../domain/trust/signing-key.ts';
import type { CataloguePublished } from '../../protocol/wire-catalogue.ts';
import { notePublisher } from '../catalogue/publications.ts';
import type { Services } from '../services.ts';
import type { DistrictStore } from '../storage/store.ts';
import type { CatalogueSource, ServedCatalogue } from './catalogue.ts';

/** The keys that may sign a catalogue. */
export type CatalogueTrust = Omit<CatalogueSource, 'text'>;

/** Another process may have published one: so often the store is asked. */
const LOOK_EVERY_MS = 5_000;

/**
 * Puts a signed catalogue into the district: its signature fits today, and its version is higher than any that the district
 * has had. Its processes serve it from the day `validFrom` on; without one, at once. If it is the approved draft to the
 * letter, that draft ends.
 *
 * @param by - the officer who puts it in; null if that is not known
 */
export async function publishCatalogue(
  { store, now }: Pick<Services, 'store' | 'now'>,
  catalogueTrust: CatalogueTrust,
  text: string,
  by: string | null = null,
): Promise<CataloguePublished> {
  const reading = readCatalogueFile(text, catalogueTrust.trusted, catalogueTrust.listed);
  if (!reading.ok) {
    return { kind: 'not-trusted', fault: reading.fault.kind, message: reading.fault.message };
  }
  const { version, validFrom } = reading.catalogue;
  return store.transaction(async (writes) => {
    const [held = 0] = await writes.catalogueVersions();
    if (version <= held) return { kind: 'not-newer', version, held };
    if (!isNextVersion(version, held)) return { kind: 'too-far-ahead', version, held };
    const isNew = await writes.insertCatalogue({ version, text, storedAt: now() });
    if (!isNew) return { kind: 'not-newer', version, held: version };
    await notePublisher(writes, { version, payload: payloadIn(text), by, at: now() });
    const notUnderstood = placesNotUnderstood(reading.catalogue).slice(0, PLACES_MAX);
    return { kind: 'published', version, validFrom, isInForce: hasBegun(validFrom, now()), notUnderstood };
  });
}

const PLACES_MAX = 100;

/** The catalogue that this process serves: the newest that has begun, of the one it was started with and those published. */
export interface CurrentCatalogue {
  current(): ServedCatalogue;
  /** Looks for a newer one, if it has not looked lately. */
  refresh(): Promise<void>;
  /** Looks now. */
  look(): Promise<void>;
}

export function currentCatalogue(parts: {
  readonly store: DistrictStore;
  readonly first: ServedCatalogue;
  readonly catalogueTrust: CatalogueTrust;
  readonly now: () => number;
  readonly onChange: (served: ServedCatalogue) => void;
}): CurrentCatalogue {
  const { store, first, now, onChange } = parts;
  /** Null for one that is not to be trusted by the keys of this start. */
  const known = new Map<number, ServedCatalogue | null>([[first.catalogue.version, first]]);
  let served = first;
  let lookedAt: number | null = null;

  async function servedOf(version: number): Promise<ServedCatalogue | null> {
    const before = known.get(version);
    if (before !== undefined) return before;
    const row = await store.read((reads) => reads.catalogueRow(version));
    const read = row === null ? null : storedCatalogue(row.text, parts.catalogueTrust);
    known.set(version, read);
    return read;
  }

  async function look(): Promise<void> {
    lookedAt = now();
    const publications = await store.read((reads) => reads.publications());
    for (const { version, withdrawnAt } of publications) {
      if (version <= served.catalogue.version) return;
      if (withdrawnAt !== null) continue;
      const next = await servedOf(version);
      if (next === null || !hasBegun(next.catalogue.validFrom, now())) continue;
      served = next;
      onChange(next);
      return;
    }
  }

  return {
    current: () => served,
    look,
    async refresh() {
      const sinceMs = lookedAt === null ? Number.POSITIVE_INFINITY : Math.abs(now() - lookedAt);
      if (sinceMs >= LOOK_EVERY_MS) await look();
    },
  };
}

/** What was taken while its key was in force stays in force. */
function storedCatalogue(text: string, { trusted, listed }: CatalogueTrust): ServedCatalogue | null {
  const keys = listed === undefined ? undefined : withoutDays(listed.keys);
  const reading = readCatalogueFile(text, trusted, keys);
  return reading.ok ? { text, catalogue: reading.catalogue } : null;
}

function payloadIn(text: string): unknown {
  return CatalogueFile.parse(JSON.parse(text)).payload;
}

function hasBegun(validFrom: string | null, now: number): boolean {
  return validFrom === null || validFrom <= wallDateOf(now);
}
