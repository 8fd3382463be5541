import { CarriedNotes, openCarriedNotes } from '../../protocol/carried-notes.ts';
import { NOTES_PER_PUSH_MAX } from '../../protocol/wire-notes.ts';
import type { Services } from '../services.ts';
import { takeNotes } from './take-notes.ts';

/**
 * What became of the notes of an exported file. `kept`: the district has them, now or before. `others`: they have had
 * their end, wait for their entry, or do not belong to one. `shut`: the key that they are sealed to is not here, or is
 * destroyed by now, or the file is damaged there. The kiosk keeps all of them, and sends them when it has a line.
 */
export type CarriedOutcome =
  | { readonly kind: 'opened'; readonly kept: number; readonly others: number }
  | { readonly kind: 'shut' };

/** Opens the notes beside an export with the district's key and takes each as if the kiosk had pushed it. */
export async function takeCarriedNotes(
  services: Pick<Services, 'store' | 'catalogue' | 'now'>,
  carried: unknown,
): Promise<CarriedOutcome> {
  const parsed = CarriedNotes.safeParse(carried);
  if (!parsed.success) return { kind: 'shut' };
  const { keyId } = parsed.data;
  const secretHex = (await services.store.read((reads) => reads.noteKeys([keyId]))).get(keyId);
  const notes = secretHex === undefined ? null : await openCarriedNotes(parsed.data, secretHex);
  if (notes === null) return { kind: 'shut' };
  let kept = 0;
  for (let start = 0; start < notes.length; start += NOTES_PER_PUSH_MAX) {
    const batch = notes.slice(start, start + NOTES_PER_PUSH_MAX);
    const { outcomes } = await takeNotes(services, { notes: batch });
    kept += outcomes.filter(({ outcome }) => outcome === 'kept').length;
  }
  return { kind: 'opened', kept, others: notes.length - kept };
}
