import canonicalize from 'canonicalize';
import { checkCatalogue } from '../../catalogue-review/catalogue-check.ts';
import { diffCatalogues } from '../../catalogue-review/catalogue-diff.ts';
import { jsonOf } from '../../domain/base/json-text.ts';
import { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { CatalogueFile } from '../../domain/catalogue/catalogue-file.ts';
import { readPayload } from '../../domain/catalogue/payload.ts';
import { placeOf } from '../../domain/catalogue/place.ts';
import { placesNotUnderstood } from '../../domain/catalogue/unread.ts';
import type { CatalogueDraft, DraftOutcome } from '../../protocol/wire-drafts.ts';
import type { Services } from '../services.ts';
import type { CatalogueDraftRow } from '../storage/catalogue-store.ts';
import type { OfficerRow } from '../storage/office-store.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';

type DraftServices = Pick<Services, 'store' | 'catalogue' | 'now' | 'secrets'>;

/** The officer who takes a step, and the revision of the draft that this officer saw. */
interface Step {
  readonly by: string;
  readonly revision: number;
}

/** Begins a draft from the catalogue in force, or from an earlier one to go back to it. */
export function beginDraft(
  { store, catalogue, now, secrets }: DraftServices,
  { by, fromVersion }: { readonly by: string; readonly fromVersion: number | null },
): Promise<DraftOutcome> {
  return store.transaction(async (writes): Promise<DraftOutcome> => {
    await writes.lockDrafts();
    if ((await writes.openDraft()) !== null) return { kind: 'exists' };
    const text = fromVersion === null ? catalogue.text : (await writes.catalogueRow(fromVersion))?.text;
    const file = CatalogueFile.safeParse(text === undefined ? undefined : jsonOf(text));
    if (!file.success) return { kind: 'unknown-version' };
    const read = writtenCatalogue(file.data.payload);
    if (!read.ok) return read.outcome;
    const at = now();
    const row: CatalogueDraftRow = {
      draftId: secrets.uuid(),
      state: 'editing',
      baseVersion: fromVersion ?? catalogue.catalogue.version,
      revision: 1,
      payload: JSON.stringify(await renumbered(writes, { ...read.catalogue, validFrom: null })),
      authors: [by],
      ...{ createdAt: at, changedAt: at, changedBy: by },
      ...{ submittedBy: null, approvedBy: null, approvedAt: null, comment: null, publishedVersion: null },
    };
    await writes.putDraft(row);
    return { kind: 'done', draft: draftView(row) };
  });
}

/** Saves the whole payload over the revision that it was made from. */
export function saveDraft(
  services: DraftServices,
  { payload, ...step }: Step & { readonly payload: unknown },
): Promise<DraftOutcome> {
  const read = writtenCatalogue(payload);
  if (!read.ok) return Promise.resolve(read.outcome);
  return changeDraft(services, step, ['editing'], async (row, writes) => ({
    ...row,
    payload: JSON.stringify(await renumbered(writes, read.catalogue)),
    authors: authorsWith(row, step.by),
  }));
}

/** Hands a draft without errors to somebody who had no hand in it. */
export function submitDraft(services: DraftServices, step: Step): Promise<DraftOutcome> {
  return changeDraft(services, step, ['editing'], async (row, writes) => {
    const catalogue = await renumbered(writes, catalogueOfDraft(row));
    const errors = checkCatalogue(catalogue).filter(({ level }) => level === 'error').length;
    if (errors > 0) return { kind: 'has-errors', errors };
    const inForce = services.catalogue.catalogue;
    if (isSamePayload({ ...inForce, version: 0 }, { ...catalogue, version: 0 }))
      return { kind: 'no-difference' };
    const authors = authorsWith(row, step.by);
    return { ...row, payload: JSON.stringify(catalogue), state: 'submitted', submittedBy: step.by, authors };
  });
}

const APPROVERS: readonly string[] = ['administrator', 'officer'];

/** How many officers could approve the draft; if there is none, one that this officer begins. */
export async function approversOf(
  reads: DistrictReads,
  draft: CatalogueDraftRow | null,
  asker: string,
): Promise<number> {
  const authors = draft?.authors ?? [asker];
  const officers = await reads.officers();
  return officers.filter((one) => mayApprove(one) && !authors.includes(one.name)).length;
}

function mayApprove({ isLocked, role }: Pick<OfficerRow, 'isLocked' | 'role'>): boolean {
  return !isLocked && APPROVERS.includes(role);
}

/** Approves a draft for an officer who had no hand in it. From then on it may be signed, as it is to the letter. */
export function approveDraft(services: DraftServices, step: Step): Promise<DraftOutcome> {
  return changeDraft(services, step, ['submitted'], async (row, writes) => {
    if (row.authors.includes(step.by)) return { kind: 'own-draft', authors: [...row.authors] };
    const officer = await writes.officer(step.by);
    if (officer === null || !mayApprove(officer)) return { kind: 'no-officer' };
    return { ...row, state: 'approved', approvedBy: step.by, approvedAt: services.now() };
  });
}

/** Gives a draft back to its authors with the reason, also one that was approved and is to be changed again. */
export function returnDraft(
  services: DraftServices,
  { comment, ...step }: Step & { readonly comment: string },
): Promise<DraftOutcome> {
  return changeDraft(services, step, ['submitted', 'approved'], async (row) => ({
    ...row,
    state: 'editing',
    comment,
    ...{ submittedBy: null, approvedBy: null, approvedAt: null },
  }));
}

export function dropDraft(services: DraftServices, step: Step): Promise<DraftOutcome> {
  return changeDraft(services, step, ['editing', 'submitted', 'approved'], async (row) => ({
    ...row,
    state: 'dropped',
  }));
}

async function changeDraft(
  { store, now }: DraftServices,
  { by, revision }: Step,
  states: readonly CatalogueDraftRow['state'][],
  change: (row: CatalogueDraftRow, writes: DistrictWrites) => Promise<CatalogueDraftRow | DraftOutcome>,
): Promise<DraftOutcome> {
  return store.transaction(async (writes): Promise<DraftOutcome> => {
    await writes.lockDrafts();
    const row = await writes.openDraft();
    if (row === null) return { kind: 'no-draft' };
    const fault = stepFault(row, revision, states);
    if (fault !== null) return fault;
    const changed = await change(row, writes);
    if ('kind' in changed) return changed;
    const next = { ...changed, revision: revision + 1, changedAt: now(), changedBy: by };
    await writes.putDraft(next);
    return { kind: 'done', draft: draftView(next) };
  });
}

/** Why no step may be taken from this revision; null if one may. */
export function stepFault(
  row: CatalogueDraftRow,
  revision: number,
  states: readonly CatalogueDraftRow['state'][],
): DraftOutcome | null {
  if (row.revision !== revision) {
    return { kind: 'changed-meanwhile', by: row.changedBy, revision: row.revision };
  }
  return states.includes(row.state) ? null : { kind: 'wrong-state', state: row.state };
}

function authorsWith({ authors }: CatalogueDraftRow, by: string): readonly string[] {
  return [...new Set([...authors, by])];
}

type Written =
  | { readonly ok: true; readonly catalogue: Catalogue }
  | { readonly ok: false; readonly outcome: DraftOutcome };

/** Reads a catalogue of which this release knows every field: nobody changes here what it does not understand. */
function writtenCatalogue(payload: unknown): Written {
  const parsed = Catalogue.safeParse(payload);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = placeOf(...(issue?.path ?? []).map(String));
    return { ok: false, outcome: { kind: 'bad-shape', place, message: issue?.message ?? '' } };
  }
  const reading = readPayload(payload);
  const [unknown] = reading.ok ? placesNotUnderstood(reading.catalogue) : [];
  const isLoose = unknown !== undefined && reading.ok && reading.catalogue.unread !== undefined;
  const isUnknownRule = parsed.data.items.some(({ rules, limits }) =>
    [...rules, ...limits].some(({ kind }) => kind === 'unknown'),
  );
  if (!isLoose && !isUnknownRule) return { ok: true, catalogue: parsed.data };
  const message = 'this release does not know it';
  return { ok: false, outcome: { kind: 'bad-shape', place: unknown ?? '', message } };
}

/** A draft is always the next version, whatever was published while it was worked on. */
async function renumbered(writes: DistrictWrites, catalogue: Catalogue): Promise<Catalogue> {
  const [held = 0] = await writes.catalogueVersions();
  return { ...catalogue, version: Math.max(held, 0) + 1 };
}

/** Throws if the content has no right shape, which cannot be: it was checked when it was saved. */
export function catalogueOfDraft({ payload }: Pick<CatalogueDraftRow, 'payload'>): Catalogue {
  return Catalogue.parse(JSON.parse(payload));
}

/** True for the same content, however it is laid out. */
export function isSamePayload(one: unknown, other: unknown): boolean {
  return canonicalize(one) === canonicalize(other);
}

export function draftView(row: CatalogueDraftRow): CatalogueDraft {
  const payload = JSON.parse(row.payload) as CatalogueDraft['payload'] & { readonly version: number };
  return {
    draftId: row.draftId,
    state: row.state,
    baseVersion: row.baseVersion,
    version: payload.version,
    revision: row.revision,
    payload,
    authors: [...row.authors],
    createdAtMs: row.createdAt,
    changedAtMs: row.changedAt,
    changedBy: row.changedBy,
    submittedBy: row.submittedBy,
    approvedBy: row.approvedBy,
    approvedAtMs: row.approvedAt,
    comment: row.comment,
  };
}

/** Says what is wrong with the draft, and what it changes of the catalogue in force. */
export function reviewDraft(row: CatalogueDraftRow, inForce: Catalogue) {
  const catalogue = catalogueOfDraft(row);
  return {
    remarks: [...checkCatalogue(catalogue)],
    differences: {
      zh: [...diffCatalogues(inForce, catalogue, 'zh')],
      en: [...diffCatalogues(inForce, catalogue, 'en')],
    },
  };
}
