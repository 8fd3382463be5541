import { z } from 'zod';

/** `POST /v1/office/backups`: the district makes a backup and answers when it is whole. */
export const BackupMade = z.object({
  backupId: z.uuid(),
  bytes: z.int().min(0),
  /** The hash of the lines in it. The manifest at its end names it. */
  sha256: z.string(),
});

/** `GET /v1/office/backups/{backupId}/part?from=`: its bytes from there on, as many as fit an answer. */
export const BackupPartQuery = z.strictObject({ from: z.coerce.number().int().min(0) });
export const BackupPart = z.object({ base64: z.string(), more: z.boolean() });

/** `POST /v1/office/backups/{backupId}/kept`: whoever fetched it has checked it and keeps it. */
export const BackupKept = z.object({ madeAtMs: z.int() });

/** `POST /v1/office/epoch`: after a restore by other means. */
export const EpochRolled = z.object({ epoch: z.uuid() });

/** `GET /v1/office/check` */
export const CheckReply = z.object({
  epoch: z.string(),
  cards: z.int(),
  kiosks: z.int(),
  journals: z.int(),
  entries: z.int(),
  openDiscrepancies: z.int(),
  /** Rows of the audit log. */
  auditRows: z.int(),
  lastBackup: z.object({ madeAtMs: z.int(), sha256: z.string() }).nullable(),
  faults: z.array(
    z.object({
      kind: z.enum(['chain', 'head', 'counted-void', 'audit', 'record']),
      /** Empty for `audit`. */
      journalId: z.string(),
      seq: z.int(),
      detail: z.string(),
    }),
  ),
});
export type CheckReply = z.infer<typeof CheckReply>;
