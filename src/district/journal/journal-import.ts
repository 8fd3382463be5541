import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { jsonOf } from '../../domain/base/json-text.ts';
import { messageOf } from '../../domain/base/message-of.ts';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { KeyList } from '../../domain/trust/key-list.ts';
import { isTextSignedBy, openSignedText, SignedText } from '../../domain/trust/signed-text.ts';
import { EXPORT_BYTES_MAX, readExportText } from '../../protocol/journal-export.ts';
import { ENTRIES_PER_PUSH_MAX } from '../../protocol/wire.ts';
import { type CarriedOutcome, takeCarriedNotes } from '../notes/take-carried.ts';
import type { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { pushEntries } from './journal.ts';

/**
 * Why an export is not taken.
 *
 * - `too-large`: it unpacks to more than an export may be.
 * - `damaged`: the signature fits, but the journal is not whole.
 * - `unknown-signer`: this district does not know the signer, so it cannot check the signature.
 * - `key-refused`: the key may not sign exports, or is not valid today.
 */
export type ImportFaultKind =
  | 'not-an-export'
  | 'too-large'
  | 'unknown-signer'
  | 'key-refused'
  | 'bad-signature'
  | 'signed-by-other'
  | 'damaged'
  | 'unknown-journal';

export type ImportOutcome =
  | {
      readonly ok: true;
      readonly journalId: string;
      /** Entries in the file, and how many of them were new here. */
      readonly entries: number;
      readonly added: number;
      readonly acknowledgedSeq: number;
      /** Absent if the file carries no notes. */
      readonly notes?: CarriedOutcome;
    }
  | {
      readonly ok: false;
      readonly fault: { readonly kind: ImportFaultKind; readonly message: string };
    }
  | { readonly ok: false; readonly fault: Refusal };

export interface ImportKeys {
  /** Whoever else may sign an export: the keys of the district's list. */
  readonly list: KeyList;
  /** The public key (hexadecimal Ed25519) of a kiosk itself; null if it has none that is known. */
  readonly ofKiosk: (kioskId: string) => Promise<string | null>;
}

/**
 * Takes a journal export as if the kiosk had pushed it. Nothing is stored before the whole file was unpacked within its
 * bound, its signature found good and its chain sound; the same file again adds nothing. A gap, a fork or an entry that
 * no rule allows is refused as in a push. A fork is then in quarantine as a whole, and the answer names where it
 * begins.
 */
export async function importJournalExport(
  services: Pick<Services, 'store' | 'catalogue' | 'secrets' | 'now'>,
  file: Uint8Array,
  keys: ImportKeys,
): Promise<ImportOutcome> {
  const signed = unpacked(file);
  if ('kind' in signed) return { ok: false, fault: signed };
  const signature = await signatureOf(signed, keys, services.now());
  if (signature.by === 'nobody') return faulty(signature.kind, signature.message);
  const reading = readExportText(signed.text);
  if (!reading.ok) return faulty('damaged', reading.message);
  const { journalId } = reading.head;
  const kiosk = await services.store.read((reads) => reads.kioskOfJournal(journalId));
  if (kiosk === null) return faulty('unknown-journal', `no kiosk has the journal ${journalId}`);
  if (signature.by === 'kiosk' && signed.keyId !== kiosk.kioskId) {
    return faulty('signed-by-other', `${signed.keyId} signed the journal of ${kiosk.kioskId}`);
  }
  const outcome = await push(services, reading, kiosk.kioskId);
  return outcome.ok && signed.notes !== undefined
    ? { ...outcome, notes: await takeCarriedNotes(services, signed.notes) }
    : outcome;
}

async function push(
  services: Pick<Services, 'store' | 'catalogue' | 'secrets' | 'now'>,
  { head, entries }: Extract<ReturnType<typeof readExportText>, { ok: true }>,
  kioskId: string,
): Promise<ImportOutcome> {
  const { journalId } = head;
  const before = await pushEntries(services, { journalId, kioskId, entries: [] });
  if (!before.ok) return { ok: false, fault: before.refusal };
  let acknowledgedSeq = before.value.acknowledged.seq;
  let fork: Refusal | null = null;
  for (let start = 0; start < entries.length; start += ENTRIES_PER_PUSH_MAX) {
    const batch = entries.slice(start, start + ENTRIES_PER_PUSH_MAX);
    const pushed = await pushEntries(services, { journalId, kioskId, entries: batch, unfit: head.unfit });
    if (pushed.ok) acknowledgedSeq = pushed.value.acknowledged.seq;
    else if (pushed.refusal.kind === 'fork' && pushed.refusal.taken !== undefined) fork ??= pushed.refusal;
    else return { ok: false, fault: pushed.refusal };
  }
  if (fork !== null) return { ok: false, fault: fork };
  const added = acknowledgedSeq - before.value.acknowledged.seq;
  return { ok: true, journalId, entries: entries.length, added, acknowledgedSeq };
}

/** The notes stand beside the signed text: each proves itself by the hash that a signed entry names. */
const Unpacked = SignedText.extend({ notes: z.unknown().optional() });
type Unpacked = z.infer<typeof Unpacked>;

interface ImportFault {
  readonly kind: Extract<ImportFaultKind, 'not-an-export' | 'too-large'>;
  readonly message: string;
}

function unpacked(file: Uint8Array): Unpacked | ImportFault {
  let text: string;
  try {
    text = gunzipSync(file, { maxOutputLength: EXPORT_BYTES_MAX }).toString('utf8');
  } catch (thrown) {
    const isTooLarge =
      thrown instanceof RangeError && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE';
    const kind = isTooLarge ? 'too-large' : 'not-an-export';
    return { kind, message: messageOf(thrown) };
  }
  const unpacked = Unpacked.safeParse(jsonOf(text));
  return unpacked.success ? unpacked.data : { kind: 'not-an-export', message: 'it is not a signed text' };
}

type Signature =
  | { readonly by: 'listed-key' | 'kiosk' }
  | { readonly by: 'nobody'; readonly kind: ImportFaultKind; readonly message: string };

/** A kiosk's own key goes by the kiosk's id. */
async function signatureOf(
  signed: SignedText,
  { list, ofKiosk }: ImportKeys,
  now: number,
): Promise<Signature> {
  const opened = openSignedText('journal-export', signed, { keys: list.keys, date: wallDateOf(now) });
  if (opened.ok) return { by: 'listed-key' };
  const { kind, message } = opened.fault;
  if (kind === 'bad-signature') return { by: 'nobody', kind, message };
  if (kind !== 'unknown-key') return { by: 'nobody', kind: 'key-refused', message: `${kind}: ${message}` };
  const publicKeyHex = await ofKiosk(signed.keyId);
  if (publicKeyHex === null) return { by: 'nobody', kind: 'unknown-signer', message: signed.keyId };
  return isTextSignedBy(publicKeyHex, 'journal-export', signed)
    ? { by: 'kiosk' }
    : { by: 'nobody', kind: 'bad-signature', message: `not the signature of the kiosk ${signed.keyId}` };
}

function faulty(kind: ImportFaultKind, message: string): Extract<ImportOutcome, { ok: false }> {
  return { ok: false, fault: { kind, message } };
}
