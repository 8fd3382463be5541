import { createHash } from 'node:crypto';
import { DAY_MS } from '../../domain/base/duration.ts';
import type { Instant } from '../../domain/base/wall-time.ts';
import { carryPublicKeyOf } from '../../protocol/carried-notes.ts';
import type { CarryKey } from '../../protocol/wire-notes.ts';
import type { Services } from '../services.ts';

/** Each key is handed out for this long. */
const HANDED_OUT_MS = 30 * DAY_MS;
/** The key is kept for this much longer, since a file may be on its way for weeks. */
const ON_ITS_WAY_MS = 60 * DAY_MS;

/**
 * The key that kiosks seal notes to in an export by hand. It lies among the keys of notes, under a name that follows
 * from its time. So no backup has it, and the daily erasure destroys it at its end as it destroys those. Makes the key if
 * there is none yet.
 */
export async function carryKeyOf({
  store,
  now,
  secrets,
}: Pick<Services, 'store' | 'now' | 'secrets'>): Promise<CarryKey> {
  const { id, endsMs } = periodOf(now());
  const held = (await store.read((reads) => reads.noteKeys([id]))).get(id);
  const secretHex =
    held ??
    (await store.transaction(async (writes) => {
      await writes.lockBookRow();
      const made = (await writes.noteKeys([id])).get(id) ?? sha256Hex(secrets.token());
      await writes.putNoteKeys([{ hash: id, keyHex: made, endsAt: endsMs }]);
      return made;
    }));
  return { id, publicKeyHex: carryPublicKeyOf(secretHex), endsMs };
}

function periodOf(at: Instant): { readonly id: string; readonly endsMs: Instant } {
  const period = Math.floor(at / HANDED_OUT_MS);
  return {
    id: sha256Hex(`carry-key:${period}`),
    endsMs: (period + 1) * HANDED_OUT_MS + ON_ITS_WAY_MS,
  };
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
