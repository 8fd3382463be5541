import type { z } from 'zod';
import type { DraftSigned } from '../../protocol/wire-drafts.ts';
import type { Services } from '../services.ts';

/** Signs the approved draft with the key of a demo, and publishes it. A real district has no such key. */
export async function signDraft(
  { store, catalogueSigner, publishing }: Pick<Services, 'store' | 'catalogueSigner' | 'publishing'>,
  { by, revision }: { readonly by: string; readonly revision: number },
): Promise<z.infer<typeof DraftSigned>> {
  if (catalogueSigner === undefined || publishing === undefined) return { kind: 'cannot-sign' };
  const row = await store.read((reads) => reads.openDraft());
  if (row === null) return { kind: 'no-draft' };
  if (row.revision !== revision) {
    return { kind: 'changed-meanwhile', by: row.changedBy, revision: row.revision };
  }
  if (row.state !== 'approved') return { kind: 'wrong-state', state: row.state };
  return publishing.publish(catalogueSigner(JSON.parse(row.payload)), by);
}
