import { type EntryEffect, effectOf } from '../../domain/journal/fold/recorded-uses.ts';
import { bodyOf, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { type Finding, openDiscrepancy } from '../journal/finding.ts';
import { type CatalogueOfVersion, knownCatalogues } from '../reports/known-catalogues.ts';
import { recalculate } from '../reports/recalculation.ts';
import type { Services } from '../services.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import type { EntryRef, KioskRow, MismatchKind } from '../storage/store-rows.ts';
import { shapeMismatchesOf } from './use-shape.ts';

/** Entries that a kiosk brought, of one journal. */
interface Brought {
  readonly entries: readonly JournalEntry[];
  readonly bringer: KioskRow;
  /** Under which name an entry is counted, where that is not its own. */
  readonly refOf?: (entry: JournalEntry) => EntryRef;
}

interface Mismatch {
  readonly kind: MismatchKind;
  readonly entry: JournalEntry;
  readonly ref: EntryRef;
}

/**
 * Holds entries, which the transaction has stored, against who wrote them and what may be recorded. Each kind of
 * mismatch is one discrepancy a journal, however many entries there are: whoever writes nonsense fills no list.
 */
export async function findMismatches(
  writes: DistrictWrites,
  services: Pick<Services, 'catalogue' | 'secrets' | 'now'>,
  brought: Brought,
): Promise<readonly Finding[]> {
  const authors = await authorsOf(writes, brought);
  const { catalogue } = services.catalogue;
  const catalogueOf = knownCatalogues(writes, catalogue);
  const mismatches: Mismatch[] = [];
  for (const entry of brought.entries) {
    const kinds = [
      ...authorMismatchesOf(entry, authors),
      ...shapeMismatchesOf(entry, catalogue, services.now()),
      ...(await amountMismatchesOf(catalogueOf, entry)),
      ...(await voidMismatchesOf(writes, entry)),
    ];
    const ref = brought.refOf?.(entry) ?? { journalId: entry.journalId, seq: entry.seq };
    for (const kind of kinds) mismatches.push({ kind, entry, ref });
  }
  if (mismatches.length === 0) return [];
  await writes.lockBookRow();
  const findings: Finding[] = [];
  for (const [kind, group] of Map.groupBy(mismatches, (mismatch) => mismatch.kind)) {
    const discrepancyId = await openMismatch(writes, services, kind, group);
    for (const { entry } of group) findings.push({ seq: entry.seq, kind, caseId: discrepancyId });
  }
  return findings;
}

/** The enrolments that the entries may name. */
interface Authors {
  readonly bringer: KioskRow;
  /** The kiosks that the journal has had. */
  readonly ofJournal: ReadonlySet<string>;
  /** The kiosks that the entries name, those that the district knows. */
  readonly known: ReadonlyMap<string, KioskRow>;
}

async function authorsOf(reads: DistrictReads, { entries, bringer }: Brought): Promise<Authors> {
  const known = new Map([[bringer.kioskId, bringer]]);
  const others = new Set(entries.map((entry) => entry.kioskId).filter((id) => id !== bringer.kioskId));
  for (const id of others) {
    const kiosk = await reads.kioskById(id);
    if (kiosk !== null) known.set(id, kiosk);
  }
  const [first] = entries;
  const isAlone = others.size === 0 || first === undefined;
  const ofJournal = isAlone ? [] : await reads.kioskIdsOfJournal(first.journalId);
  return { bringer, ofJournal: new Set([bringer.kioskId, ...ofJournal]), known };
}

/**
 * An enrolment that the district does not know was lost with a restored backup, or the kiosk was another
 * district's.
 */
function authorMismatchesOf(
  { kioskId, siteId }: JournalEntry,
  { bringer, ofJournal, known }: Authors,
): readonly MismatchKind[] {
  const kiosk = known.get(kioskId);
  const isForeign = kiosk !== undefined && !ofJournal.has(kioskId);
  const answering = kiosk === undefined || isForeign ? bringer : kiosk;
  return [
    ...(kiosk === undefined ? (['unknown-enrolment'] as const) : []),
    ...(isForeign ? (['foreign-enrolment'] as const) : []),
    ...(answering.siteIds.includes(siteId) ? [] : (['foreign-site'] as const)),
  ];
}

/** The catalogue that the entry names decides, if the district has it: prices may have changed since. */
async function amountMismatchesOf(
  catalogueOf: CatalogueOfVersion,
  entry: JournalEntry,
): Promise<readonly MismatchKind[]> {
  const effect = effectOf(entry);
  if (effect.kind !== 'use') return [];
  const { body } = effect.use;
  const again = recalculate(await catalogueOf(body.catalogueVersion), entry.siteId, body);
  return again.kind === 'different' ? ['wrong-amount'] : [];
}

async function voidMismatchesOf(reads: DistrictReads, entry: JournalEntry): Promise<readonly MismatchKind[]> {
  const { journalId, seq } = entry;
  const body = bodyOf(entry);
  if (body?.kind !== 'void') return [];
  const [voided] = body.voidsSeq < seq ? await reads.entriesFrom(journalId, body.voidsSeq, 1) : [];
  if (voided === undefined || !MAY_BE_VOIDED[effectOf(voided).kind]) return ['void-of-nothing'];
  const voids = await reads.voidsOf(journalId, [body.voidsSeq]);
  return voids.some((other) => other.seq < seq) ? ['void-of-nothing'] : [];
}

/** An entry of a newer release may be one that a void takes back. */
const MAY_BE_VOIDED: Readonly<Record<EntryEffect['kind'], boolean>> = {
  use: true,
  step: true,
  admission: true,
  newer: true,
  void: false,
  request: false,
  public: false,
  none: false,
};

function openMismatch(
  writes: DistrictWrites,
  services: Pick<Services, 'secrets' | 'now'>,
  kind: MismatchKind,
  group: readonly Mismatch[],
): Promise<string> {
  const [first] = group;
  if (first === undefined) throw new Error('a mismatch has an entry');
  const { journalId, siteId } = first.entry;
  const body = bodyOf(first.entry);
  const itemId = body !== null && 'itemId' in body ? body.itemId : null;
  const cardRef = body !== null && 'cardRef' in body ? body.cardRef : null;
  return openDiscrepancy(writes, services, {
    key: `${kind}:${journalId}`,
    kind,
    subject: { siteId, itemId, cardRef, date: null, court: null },
    entries: group.map(({ ref }) => ref),
  });
}
