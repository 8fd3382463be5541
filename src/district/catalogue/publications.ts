import type { z } from 'zod';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { catalogueInFile } from '../../domain/catalogue/catalogue-file.ts';
import type { DraftSigned, Publication, WithdrawalReply } from '../../protocol/wire-drafts.ts';
import type { Services } from '../services.ts';
import type { PublicationRow } from '../storage/catalogue-store.ts';
import type { DistrictReads, DistrictWrites } from '../storage/store.ts';
import { isSamePayload, stepFault } from './draft.ts';

/** Older versions than these are not listed. */
const LISTED_MAX = 100;

/** Lists the catalogues that the district has had, the newest first, with what each is now. */
export function listPublications({
  store,
  catalogue,
}: Pick<Services, 'store' | 'catalogue'>): Promise<readonly Publication[]> {
  const served = catalogue.catalogue.version;
  return store.read(async (reads) => {
    const rows = (await reads.publications()).slice(0, LISTED_MAX);
    return Promise.all(
      rows.map(async (row) => publicationOf(row, served, await validFromOf(reads, row.version))),
    );
  });
}

function publicationOf(row: PublicationRow, served: number, validFrom: string | null): Publication {
  const { version, storedAt, publishedBy, approvedBy, withdrawnAt, withdrawnBy, withdrawnReason } = row;
  const standing = version === served ? 'in-force' : version > served ? 'waiting' : 'earlier';
  return {
    ...{ version, validFrom, publishedBy, approvedBy, withdrawnBy, withdrawnReason },
    storedAtMs: storedAt,
    state: withdrawnAt === null ? standing : 'withdrawn',
    withdrawnAtMs: withdrawnAt,
  };
}

/** Takes a catalogue back before its day. Its number stays used, so that no desk takes another one for it. */
export function withdrawPublication(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { version, by, reason }: { readonly version: number; readonly by: string; readonly reason: string },
): Promise<WithdrawalReply> {
  return store.transaction(async (writes): Promise<WithdrawalReply> => {
    await writes.lockDrafts();
    const row = (await writes.publications()).find((one) => one.version === version);
    if (row === undefined) return { kind: 'unknown-version' };
    if (row.withdrawnAt !== null) return { kind: 'already' };
    const validFrom = await validFromOf(writes, version);
    if (validFrom === null || validFrom <= wallDateOf(now())) return { kind: 'in-force' };
    await writes.notePublication(version, { withdrawnAt: now(), withdrawnBy: by, withdrawnReason: reason });
    return { kind: 'withdrawn', version };
  });
}

/** Says who put a version in, and ends the draft that it was made of, if it is that draft to the letter. */
export async function notePublisher(
  writes: DistrictWrites,
  {
    version,
    payload,
    by,
    at,
  }: { readonly version: number; readonly payload: unknown; readonly by: string | null; readonly at: number },
): Promise<void> {
  await writes.lockDrafts();
  const draft = await writes.openDraft();
  const isDraft = draft?.state === 'approved' && isSamePayload(JSON.parse(draft.payload), payload);
  await writes.notePublication(version, { publishedBy: by, approvedBy: isDraft ? draft.approvedBy : null });
  if (isDraft) {
    await writes.putDraft({
      ...draft,
      state: 'published',
      publishedVersion: version,
      revision: draft.revision + 1,
      changedAt: at,
      changedBy: by ?? draft.changedBy,
    });
  }
}

async function validFromOf(reads: DistrictReads, version: number): Promise<string | null> {
  const row = await reads.catalogueRow(version);
  return row === null ? null : (catalogueInFile(row.text)?.validFrom ?? null);
}

/** Signs the approved draft with the key of a demo, and publishes it. A real district has no such key. */
export async function signDraft(
  { store, catalogueSigner, publishing }: Pick<Services, 'store' | 'catalogueSigner' | 'publishing'>,
  { by, revision }: { readonly by: string; readonly revision: number },
): Promise<z.infer<typeof DraftSigned>> {
  if (catalogueSigner === undefined || publishing === undefined) return { kind: 'cannot-sign' };
  const row = await store.read((reads) => reads.openDraft());
  if (row === null) return { kind: 'no-draft' };
  return (
    stepFault(row, revision, ['approved']) ?? publishing.publish(catalogueSigner(JSON.parse(row.payload)), by)
  );
}
