import { z } from 'zod';
import { isStorableText } from '../domain/base/plain-text.ts';
import { ClockTrust } from '../domain/journal/journal-entry.ts';
import { Epoch } from './wire.ts';

const TROUBLES_MAX = 16;
const KIOSKS_PER_REVOCATION_MAX = 500;
const CODES_MAX = 50;
const REASON_LENGTH_MAX = 500;

const ShortText = z.string().min(1).max(64).refine(isStorableText, 'text with NUL or half a character');

/**
 * `POST /v1/report`: how a kiosk is doing, for the office's list of kiosks. Each field may be absent, and the district
 * ignores fields that it does not know. An older district has no such route; the kiosk then sends no report.
 */
export const KioskReport = z.object({
  appVersion: ShortText.optional(),
  /** Entries that the district has not acknowledged. */
  waiting: z.int().min(0).optional(),
  clock: ClockTrust.optional(),
  /** Device clock minus the time that the kiosk goes by, in milliseconds. */
  clockOffByMs: z.int().optional(),
  /** What the kiosk has found wrong with its own storage, by kind; empty for nothing. */
  storage: z.array(ShortText).max(TROUBLES_MAX).optional(),
  /** What its camera did last, as the window names it (`running`, `black`, …); absent before there was any news of it. */
  cameraState: ShortText.optional(),
});
export type KioskReport = z.infer<typeof KioskReport>;
export const KioskReportReply = z.object({ epoch: Epoch, serverTimeMs: z.int() });
export type KioskReportReply = z.infer<typeof KioskReportReply>;

/** A kiosk as the office sees it; what is null has not been shown yet. */
export const OfficeKiosk = z.object({
  kioskId: z.string(),
  name: z.string(),
  shortName: z.string().nullable(),
  siteIds: z.array(z.string()),
  enrolledAtMs: z.int(),
  revokedAtMs: z.int().nullable(),
  revokedReason: z.string().nullable(),
  /** When a receipt first told the kiosk that it is revoked: what it brings from then on goes to quarantine. */
  revocationToldAtMs: z.int().nullable(),
  lastSeenMs: z.int().nullable(),
  /** When it last had the roster whole: the age of its data. */
  rosterAtMs: z.int().nullable(),
  reportedAtMs: z.int().nullable(),
  appVersion: z.string().nullable(),
  waiting: z.int().nullable(),
  clock: ClockTrust.nullable(),
  clockOffByMs: z.int().nullable(),
  storage: z.array(z.string()).nullable(),
  /** Absent from a district of before. */
  camera: z.string().nullable().optional(),
  journals: z.array(z.object({ journalId: z.uuid(), entries: z.int() })),
});
export type OfficeKiosk = z.infer<typeof OfficeKiosk>;

/** `GET /v1/office/kiosks`, as an officer or with an access token. */
export const KiosksReply = z.object({ serverTimeMs: z.int(), kiosks: z.array(OfficeKiosk) });

/** `POST /v1/office/kiosks/codes`: several one-time codes at once, each as `CodeRequest` asks for one. */
export const CODES_PER_REQUEST_MAX = CODES_MAX;
export const CodesReply = z.object({
  serverTimeMs: z.int(),
  codes: z.array(z.object({ code: z.string(), kioskName: z.string().nullable() })).max(CODES_MAX),
});

/** `POST /v1/office/kiosks/revoke`: all of them in one commit, or none if one of them is unknown. */
export const KioskRevocation = z.strictObject({
  kioskIds: z.array(z.string().min(1).max(64)).min(1).max(KIOSKS_PER_REVOCATION_MAX),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(REASON_LENGTH_MAX)
    .refine(isStorableText, 'text with NUL or half a character'),
});
export type KioskRevocation = z.infer<typeof KioskRevocation>;
export const KiosksRevoked = z.object({
  serverTimeMs: z.int(),
  revoked: z.array(z.string()),
  /** They were revoked before; their reason stays as it was. */
  already: z.array(z.string()),
});
export type KiosksRevoked = z.infer<typeof KiosksRevoked>;
