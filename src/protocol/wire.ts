import { z } from 'zod';
import { hexOf, SHORT_NAME } from '../domain/base/id-text.ts';
import { Hash, JournalEntry } from '../domain/journal/journal-entry.ts';
import { RevocationProof } from '../domain/trust/revocation.ts';
import { SignedText } from '../domain/trust/signed-text.ts';

/**
 * The first path segment of every route, and the version that a kiosk names. Requests are read strictly; in a reply, a
 * kiosk ignores the fields that it does not know, so that a district may add some.
 */
export const WIRE_VERSION = 'v1';

export const ENTRIES_PER_PUSH_MAX = 500;
export const PUSH_BYTES_MAX = 256 * 1024;
export const ROSTER_PAGE_MAX = 1000;

/** Business findings travel inside a success: no entry waits because an officer must look into something. */
const PUSH_FINDINGS_MAX = 2 * ENTRIES_PER_PUSH_MAX;

/** Changes when the server was restored from a backup: what it acknowledged before may be gone. */
export const Epoch = z.uuid();

/** Opaque position in the server's commit order. */
export const Cursor = z.string().min(1).max(200);
export type Cursor = z.infer<typeof Cursor>;

export const WireErrorKind = z.enum([
  'bad-request',
  'bad-entry',
  'code-unknown',
  'code-expired',
  'code-used',
  'too-many-tries',
  'unauthorized',
  'totp-needed',
  'wrong-password',
  'forbidden',
  'confirm-needed',
  'stale-nonce',
  'device-revoked',
  'gap',
  'fork',
  'not-found',
  'too-large',
  'internal',
]);
export type WireErrorKind = z.infer<typeof WireErrorKind>;

/** An entry by its place and its hash. */
const EntryMark = z.object({ seq: z.int().min(0), hash: Hash });

/** The body of every answer that is not a success. `message` is for a technician's log. */
export const WireError = z.object({
  error: z.object({
    kind: WireErrorKind,
    message: z.string(),
    seq: z.int().optional(),
    /** With `fork`: a server restored since has forgotten what it had in quarantine. */
    epoch: Epoch.optional(),
    /** With `fork`: the last entry of the batch, which is in quarantine now. */
    taken: EntryMark.optional(),
    /** With `fork`: the district heard from this batch that the journal is unfit; the first districts sent none. */
    unfit: z.literal(true).optional(),
    /** With `device-revoked`, that it is so; the first districts sent none. */
    proof: RevocationProof.optional(),
  }),
});
export type WireError = z.infer<typeof WireError>;

/** `GET /v1/health` */
export const HealthReply = z.object({
  status: z.literal('ok'),
  epoch: Epoch,
  serverTimeMs: z.int(),
  storage: z.enum(['pglite', 'postgresql', 'memory']),
});
export type HealthReply = z.infer<typeof HealthReply>;

/**
 * `POST /v1/enrol`: a one-time code (8 digits) makes a kiosk of a device. Every later request is signed by the
 * device's key (src/protocol/message-signature.ts); `stale-nonce` (401) with a header `Next-Nonce` says that the
 * same request, signed over that nonce, will do.
 */
export const EnrolRequest = z.strictObject({
  code: z.string().regex(/^[0-9]{8}$/),
  journalId: z.uuid(),
  /** Ed25519 key that the device has made for this enrolment; its other half never leaves it. */
  publicKeyHex: hexOf(32),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;
export const EnrolReply = z.object({
  epoch: Epoch,
  kioskId: z.string().min(1).max(64),
  kioskName: z.string().min(1).max(80),
  /** Before the numbers of this kiosk's slips, no other kiosk's; older districts give none. */
  shortName: z.string().regex(SHORT_NAME).optional(),
  districtName: z.string().min(1).max(80),
  /** Key of `cardRefOf`. */
  cardRefKeyHex: hexOf(32),
  /** The desks that this kiosk may be. */
  siteIds: z.array(z.string().min(1)).min(1),
  /** `enrolCheckOf` the rest; the first districts sent none. */
  check: Hash.optional(),
});
export type EnrolReply = z.infer<typeof EnrolReply>;

/**
 * The journal does not fit the head that the kiosk had sealed: somebody has cut or changed it. What the
 * district has not got of it goes to quarantine. `sealedSeq`: the last entry that was sealed; null if the
 * seal is gone.
 */
export const UnfitJournal = z.strictObject({ sealedSeq: z.int().min(0).nullable() });
export type UnfitJournal = z.infer<typeof UnfitJournal>;

/**
 * `POST /v1/journals/{journalId}/entries`, gzip allowed. An empty batch asks for the acknowledged head.
 * The same entry again is a no-op; what does not follow from what is held is a fork (409) and goes to quarantine;
 * a missing `seq` is a gap (409); a batch whose own chain is wrong is a bad entry (422). The one route that still
 * hears a revoked device: what it has recorded belongs to the district.
 */
export const PushRequest = z.strictObject({
  entries: z.array(JournalEntry).max(ENTRIES_PER_PUSH_MAX),
  unfit: UnfitJournal.optional(),
});
export type PushRequest = z.infer<typeof PushRequest>;
export const PushReply = z.object({
  epoch: Epoch,
  serverTimeMs: z.int(),
  /** The last entry that the district holds without a gap; `seq` 0 with the genesis hash for none. */
  acknowledged: EntryMark,
  /** The last entry of this batch, which the district has; absent for an empty one. */
  taken: EntryMark.optional(),
  /** The device was revoked: once all it has recorded is acknowledged, it wipes what it holds. */
  revoked: z.literal(true).optional(),
  /** With `revoked`, that it is so; the first districts sent none, and a kiosk wipes nothing on their word alone. */
  proof: RevocationProof.optional(),
  /**
   * Discrepancies that this batch opened or added to, by entry; absent for none. `caseId` is the first name of a
   * discrepancy, which stays on this wire.
   */
  findings: z
    .array(z.object({ seq: z.int().min(1), kind: z.string(), caseId: z.uuid() }))
    .max(PUSH_FINDINGS_MAX)
    .optional(),
});
export type PushReply = z.infer<typeof PushReply>;

/** `GET /v1/roster?cursor=&limit=`: without a cursor from the beginning, then by the cursor of the reply. */
export const RosterQuery = z.strictObject({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(ROSTER_PAGE_MAX).default(ROSTER_PAGE_MAX),
});
export const RosterReply = z.object({
  epoch: Epoch,
  serverTimeMs: z.int(),
  /** A `RosterPage` (src/domain/card/roster-page.ts) as the district signed it. */
  page: SignedText,
});
export type RosterReply = z.infer<typeof RosterReply>;

/**
 * `GET /v1/keys?have=N`: the keys that the district signs with, as a pinned root signed them; `GET
 * /v1/denied?have=N`: the denied cards, signed by such a key. `have` is the serial of the list that is held.
 */
export const SignedListQuery = z.strictObject({ have: z.coerce.number().int().min(0).default(0) });
export const SignedListReply = z.object({
  epoch: Epoch,
  serverTimeMs: z.int(),
  serial: z.int().min(1),
  /** Null if the district has no other list than that. */
  signed: SignedText.nullable(),
});
export type SignedListReply = z.infer<typeof SignedListReply>;

/** `GET /v1/catalogue?have=N`: the signed file as text if the district has a newer one than N. */
export const CatalogueQuery = z.strictObject({ have: z.coerce.number().int().min(0).default(0) });
export const CatalogueReply = z.object({
  epoch: Epoch,
  serverTimeMs: z.int(),
  version: z.int().min(1),
  file: z.string().nullable(),
});
export type CatalogueReply = z.infer<typeof CatalogueReply>;
